"""The command that writes the report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from assistant.chat.commands.facts import save_facts
from assistant.chat.commands.registry import command
from assistant.chat.report import as_draft, not_accepted
from assistant.errors import InputError

if TYPE_CHECKING:
    from assistant.chat.session import ChatSession


@command("export", "把已定稿的小节写成报告（.docx .md .txt .html）", usage="报告.docx", aliases=("导出",), completes="files")
async def export(chat: ChatSession, argument: str) -> None:
    """Write the accepted sections as a report, save the facts, and name what is missing."""
    from assistant.drafting.compose import gaps, to_report
    from assistant.export import checked_suffix, write

    path = Path(argument or "报告.docx").expanduser()
    checked_suffix(path.suffix)
    desk = await chat.desk()
    left = not_accepted(chat, desk)
    if len(left) == len(desk.sections):
        raise InputError("还没有定稿的小节，不能导出", "先用 /accept 定稿；/show all 可以查看已写的")
    draft = as_draft(chat, desk)
    write(to_report(draft), path, desk.config)
    chat.note(f"报告已写到 {path}")
    if left:
        chat.note(f"这些小节没有定稿，未写入：{'、'.join(left)}")
    for section, gap in gaps(draft):
        chat.note(f"待补：{section or '开头或结尾'}：{gap}")
    saved = await save_facts(chat)
    if saved:
        chat.note(f"新的事实已写入 {saved}")
