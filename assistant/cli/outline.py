"""`assistant outline`: the types of report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant.cli.console import new_file, note, out

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.drafting.outline import OutlineSection

KIND_NAMES = {"intro": "开头", "done": "成绩", "problem": "问题", "plan": "计划", "closing": "结尾"}

ABOUT = """\
由《{source}》得出的报告类型，可以改动：
title 和 closing_sentence（开头的末句）里的 {{{{ year }}}} 是年度；length 是字数，guidance 是写法；
words 是吸引事实的关键词，事实里有这些词就写进这一节；kind：intro 开头、done 成绩、problem 问题、plan 计划、closing 结尾。"""


def register(app: typer.Typer) -> None:
    """Add the command group."""
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="查看报告类型及其结构")
    group.command("list")(list_)
    group.command()(show)
    group.command("from")(from_)
    app.add_typer(group, name="outline")


def list_() -> None:
    """列出全部报告类型。例：assistant outline list"""
    from assistant.drafting.outline import all_outlines

    for outline in all_outlines():
        leaves = list(outline.leaves())
        out(f"{outline.name}（{len(leaves)} 节，约 {sum(s.length for s in leaves)} 字）")


def show(name: str = typer.Argument(..., metavar="TYPE", help="报告类型")) -> None:
    """显示一种报告的各节、字数和写法。例：assistant outline show 机关党支部工作报告"""
    from assistant.drafting.outline import find_outline

    outline = find_outline(name)
    out(f"{outline.name}    # {outline.path}")
    _show(outline.sections, outline.numbering, 0)


def from_(
    source: Path = typer.Argument(..., metavar="FILE", help="一份写好的报告：.docx、.txt 或 .md"),
    output: Path | None = typer.Option(None, "-o", "--output", metavar="FILE", help="写到哪里；不写时显示在屏幕上"),
) -> None:
    """从一份写好的报告得出报告类型：小节、字数和关键词。例：assistant outline from 报告.docx -o prompts/outlines/总结.yaml"""
    from assistant.documents.read import read
    from assistant.drafting.outline_from import outline_from
    from assistant.drafting.outline_text import outline_text

    outline = outline_from(read(source), output.stem if output else "")
    new_file(output, outline_text(outline, ABOUT.format(source=source.name)))
    if output:
        note(f"放在项目的 prompts/outlines/ 里，就可以在事实清单里写：报告类型: {outline.name}")


def _show(sections: Sequence[OutlineSection], numbering: Sequence[str], depth: int) -> None:
    from assistant.drafting.numbering import headings

    titles = headings([(depth + 1 if s.title else 0, s.title) for s in sections], numbering)  # type: ignore[arg-type]
    for section, title in zip(sections, titles, strict=True):
        name = title or f"（{KIND_NAMES[section.kind]}）"
        about = "" if section.sections else f"    约 {section.length} 字；{section.guidance}"
        out("  " * depth + name + about)
        _show(section.sections, numbering, depth + 1)
