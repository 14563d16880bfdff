"""`assistant outline`: the types of report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from assistant.cli.console import out

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.drafting.outline import OutlineSection

KIND_NAMES = {"intro": "开头", "done": "成绩", "problem": "问题", "plan": "计划", "closing": "结尾"}


def register(app: typer.Typer) -> None:
    """Add the command group."""
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="查看报告类型及其结构")
    group.command("list")(list_)
    group.command()(show)
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


def _show(sections: Sequence[OutlineSection], numbering: Sequence[str], depth: int) -> None:
    from assistant.drafting.numbering import headings

    titles = headings([(depth + 1 if s.title else 0, s.title) for s in sections], numbering)  # type: ignore[arg-type]
    for section, title in zip(sections, titles, strict=True):
        name = title or f"（{KIND_NAMES[section.kind]}）"
        about = "" if section.sections else f"    约 {section.length} 字；{section.guidance}"
        out("  " * depth + name + about)
        _show(section.sections, numbering, depth + 1)
