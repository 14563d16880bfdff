"""Commands about sections: choosing one, listing all, showing what is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.chat.commands.registry import command
from assistant.chat.writing import show_paragraph, show_section

if TYPE_CHECKING:
    from assistant.chat.desk import Desk
    from assistant.chat.session import ChatSession


@command("section", "选定要写的小节", usage="小节名或序号", aliases=("s", "小节", "节"), completes="sections")
async def section(chat: ChatSession, argument: str) -> None:
    """Choose the current section and show its facts; without an argument say which it is."""
    desk = await chat.desk()
    if not argument:
        chat.note(f"当前小节：{chat.current()}")
        return
    name = desk.find(argument)
    chat.choose(name)
    show_section(chat, desk, name)


@command("sections", "列出全部小节和进度", aliases=("全部小节", "目录"))
async def sections(chat: ChatSession, argument: str) -> None:
    """List the sections with how far each is."""
    desk = await chat.desk()
    lines = []
    for number, (name, (_, planned)) in enumerate(desk.sections.items(), start=1):
        here = "▸" if name == chat.state.current else " "
        lines.append(f"{here}{number:2}  {progress(chat, desk, name)}  {planned.heading or name}（事实 {len(planned.facts)} 条）")
    chat.out("\n".join(lines))


def progress(chat: ChatSession, desk: Desk, name: str) -> str:
    """How far a section is, in three characters."""
    draft = chat.draft(name)
    if draft is None:
        return "未起草"
    if not draft.complete:
        return "未写完"
    if desk.problems(name, draft.text):
        return "待修改"
    return "已定稿" if draft.accepted else "待定稿"


@command("show", "显示正文：当前小节，或 all 显示全部", usage="[小节|all]", aliases=("显示", "看"), completes="sections")
async def show(chat: ChatSession, argument: str) -> None:
    """Show what is written of a section, or of the report so far."""
    desk = await chat.desk()
    whole = argument in ("all", "全部", "全文")
    names = list(desk.sections) if whole else [desk.find(argument) if argument else chat.current()]
    for name in names:
        draft = chat.draft(name)
        if draft is None:
            if not whole:
                chat.note(f"“{name}”还没有写")
            continue
        chat.note(f"{desk.sections[name][1].heading or name}（{progress(chat, desk, name)}，{len(draft.text)} 字）")
        for paragraph in draft.paragraphs:
            show_paragraph(chat, desk, paragraph)
