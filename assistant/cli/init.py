"""`assistant init`: the files a new project starts with."""

from __future__ import annotations

from pathlib import Path

import typer

from assistant.cli.console import note, out

FILES = {"assistant.toml": "assistant.toml", "facts.yaml": "facts.yaml", "gitignore": ".gitignore"}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(init)


def init(folder: Path = typer.Argument(Path(), metavar="[DIR]", help="要建立的文件夹，默认为当前文件夹")) -> None:
    """建立一个起草项目：设置文件和可直接使用的事实清单示例。例：assistant init 年度总结"""
    from assistant import paths

    for source, name in FILES.items():
        target = folder / name
        if target.exists():
            note(f"已有 {target}，未改动")
            continue
        paths.atomic_write(target, (paths.shipped("prompts") / "init" / source).read_bytes())
        out(f"已建立 {target}")
    for line in _next_steps(folder):
        note(line)


def _next_steps(folder: Path) -> list[str]:
    """What to do now, in order, as it is typed."""
    from assistant.config import load_config
    from assistant.engines.registry import EMBEDDED, default_model
    from assistant.engines.weights import default_weights

    config = load_config()
    steps = [] if folder.resolve() == Path.cwd() else [(f"cd {_quoted(folder)}", "进入这个文件夹，以后的命令都在这里运行")]
    if (config["model"] or default_model(config)) == f"{EMBEDDED}:" and not default_weights().path.is_file():
        steps.append(("assistant models pull", "下载内置模型，约 1.1 GB，只需一次"))
    steps += [
        ("assistant facts check facts.yaml", "用记事本等打开 facts.yaml，换成本单位的事实，再看每条会写进哪一节"),
        ("assistant generate facts.yaml -o 报告.docx", "写出报告"),
        ("assistant check 报告.docx -f facts.yaml", "检查报告"),
    ]
    numbered = [f"  {n}. {why}：{command}" for n, (command, why) in enumerate(steps, start=1)]
    return ["接下来：", *numbered, "事实也可以按程序列出的问题来填：assistant facts new --type 机关党支部工作报告 -o 事实.yaml"]


def _quoted(folder: Path) -> str:
    return f'"{folder}"' if " " in str(folder) else str(folder)
