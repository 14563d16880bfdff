"""`assistant export`: any readable document in another format."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.console import note


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(export)


def export(
    source: Annotated[
        str, typer.Argument(metavar="IN", help="要转换的文件（.docx .md .txt，装有 LibreOffice 时也可为 .doc .wps），- 表示标准输入")
    ],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="OUT", help="写到哪里，后缀决定格式：.docx .md .txt .html")],
) -> None:
    """把任意可读的稿件转换为另一种格式，Word 按公文格式排版。例：assistant export 报告.docx -o 报告.html"""
    import sys

    from assistant.config import load_config
    from assistant.documents.read import read, read_bytes
    from assistant.documents.to_report import to_report
    from assistant.errors import InputError
    from assistant.export import checked_suffix, write

    checked_suffix(output.suffix)
    if source != "-" and output.exists() and Path(source).exists() and output.samefile(source):
        raise InputError(f"输出文件 {output} 就是原文件，没有改动它", "请用 -o 指定另一个文件名")
    document = read_bytes(sys.stdin.buffer.read()) if source == "-" else read(Path(source))
    for warning in document.warnings:
        note(f"注意：{warning}")
    write(to_report(document), output, load_config())
    note(f"已写入 {output}")
