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
    note(f"下一步：用记事本等打开 {folder / 'facts.yaml'}，换成本单位的事实，然后运行")
    note(f"  assistant generate {folder / 'facts.yaml'} -o {folder / '报告.docx'}")
