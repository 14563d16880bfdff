"""`assistant check`: finds what a reviewer would mark."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.console import colour, note, out, show_error

if TYPE_CHECKING:
    from assistant.checks.outcome import Outcome


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(check)


def check(
    files: Annotated[list[str], typer.Argument(metavar="FILE...|-", help="要检查的文件、文件夹，或 - 表示标准输入")],
    output_format: Annotated[str, typer.Option("--output-format", help="full、concise、json")] = "full",
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="OUT", help="结果写入文件")] = None,
    select: Annotated[str, typer.Option("--select", metavar="R,..", help="只用这些规则或规则族，如 PH,TY001")] = "",
    ignore: Annotated[str, typer.Option("--ignore", metavar="R,..", help="不用这些规则或规则族")] = "",
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="有问题时也以 0 退出")] = False,
) -> None:
    """检查稿件中的占位符、矛盾和差错。例：assistant check 报告.docx"""
    from assistant.checks.files import Options, check_files
    from assistant.checks.formats import FORMATS, render
    from assistant.errors import EXIT_FINDINGS, InputError

    if output_format not in FORMATS:
        raise InputError(f"没有输出格式 {output_format}", f"可用：{'、'.join(FORMATS)}")
    outcome = check_files(files, Options(select=_names(select), ignore=_names(ignore)))
    _tell_errors(outcome)
    _deliver(render(output_format, outcome, colour=colour()), output)
    code = outcome.exit_code()
    raise typer.Exit(0 if exit_zero and code == EXIT_FINDINGS else code)


def _tell_errors(outcome: Outcome) -> None:
    from assistant.errors import InternalError

    for file in outcome.files:
        if file.error:
            show_error(file.error)
        for crash in file.crashes:
            message = f"规则 {crash.rule} 检查 {file.path} 时出错：{crash.error}"
            show_error(InternalError(message, "其余规则已照常检查，请把此信息告诉维护者"))


def _names(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.replace("，", ",").split(",") if part.strip())


def _deliver(text: str, output: Path | None) -> None:
    if output:
        from assistant.paths import atomic_write

        atomic_write(output, text + "\n")
        note(f"已写入 {output}")
    elif text:
        out(text)
