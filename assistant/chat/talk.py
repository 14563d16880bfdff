"""Plain text: corrections, facts told in passing, and instructions about the current section."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.chat import learning
from assistant.chat.identity import told
from assistant.chat.model import Order
from assistant.chat.understand import correction, has_values, how_many_to_write, is_question, is_value_only, just_write, said, taken_back
from assistant.chat.wanted import headed, is_to_write, removed_paragraph, wanted_section, wanted_step
from assistant.chat.writing import carry_out, remove_paragraph, show_section
from assistant.drafting.generate import LAST
from assistant.errors import InputError

if TYPE_CHECKING:
    from assistant.chat.desk import Desk
    from assistant.chat.session import ChatSession
    from assistant.facts.save import FactChange


async def talk(chat: ChatSession, text: str) -> None:
    """Act on plain text: what it says of the report itself, and everything else. Raises AssistantError."""
    header, rest = told(text)
    if rest:
        await _talk(chat, rest)
    if header:
        await learning.introduce(chat, header)


async def _talk(chat: ChatSession, text: str) -> None:
    for taken in (_as_correction, _as_question, _as_taking_back, _as_way_to_go):
        if await taken(chat, text):
            return
    heading, rest = headed(text)
    desk = await chat.desk()
    if name := desk.named(heading):
        chat.choose(name)
        text = rest
    if is_value_only(bare := text.strip("。")):
        raise InputError(f"“{bare}”只是名称或日期，看不出要做什么", "请写成一句话，如“第三季度开展应急演练2次”，或“突出第三季度的工作”")
    heard = said(text, desk.kind_of(chat.state.current))
    changes = await learning.learn(chat, heard.facts) if heard.facts else ()
    if chat.pending is None or heard.instruction:
        await write_on(chat, changes, heard.instruction)


async def _as_correction(chat: ChatSession, text: str) -> bool:
    """Take a line as a correction of facts, if it is one. Raises InputError where it corrects a value that no fact has."""
    asked = correction(text) if "\n" not in text else None
    if asked and await learning.correct(chat, asked):
        return True
    if asked and has_values(asked.new):
        hint = "用 /facts 查看全部事实，/fact F3 新内容 可以直接改；如是新的事实，请照实写出"
        raise InputError(f"没有找到与“{asked.what or asked.old}”对应的事实", hint)
    return False


async def _as_question(chat: ChatSession, text: str) -> bool:
    if is_question(text):
        chat.note("我按事实起草和修改，不回答提问。依据见 /sources，事实见 /facts，命令见 /help")
        return True
    return False


async def _as_taking_back(chat: ChatSession, text: str) -> bool:
    """Take a line as one that takes back a fact or a paragraph, if it is one."""
    if (number := taken_back(text)) is not None:
        await learning.take_back(chat, number)
        return True
    standing = chat.draft()
    place = removed_paragraph(text, len(standing.paragraphs)) if standing else None
    if standing and place is not None:
        remove_paragraph(chat, standing, place)
    return place is not None


async def _as_way_to_go(chat: ChatSession, text: str) -> bool:
    """Take a line as the section to go to, if it names one, or the next or the last."""
    desk = await chat.desk()
    if step := wanted_step(text):
        await go(chat, desk, step)
        return True
    if name := desk.named(wanted_section(text)) or desk.named(text.strip("。")):
        chat.choose(name)
        await (draft_current(chat, "") if is_to_write(text) else begin(chat, desk))
        return True
    return False


async def go(chat: ChatSession, desk: Desk, step: int) -> None:
    """Go on to the next section or back to the one before. The next one is the current one where that waits to be written."""
    names = list(desk.sections)
    here = chat.state.current if chat.state.current in names else desk.first_open(chat.state.drafts)
    waits = here not in chat.state.drafts and (desk.sections[here][1].facts or not chat.state.current)
    place = names.index(here) + (0 if step > 0 and waits else step)
    if not 0 <= place < len(names):
        raise InputError(f"“{chat.state.current}”已是{'最后' if step > 0 else '第'}一节", "/sections 查看全部小节，/section 换一节")
    chat.choose(names[place])
    await begin(chat, desk)


async def begin(chat: ChatSession, desk: Desk) -> None:
    """Write the section just chosen; where it is written already, or there is nothing to write of, show it instead."""
    name = chat.state.current
    if chat.draft() is None and (desk.sections[name][1].facts or desk.kind_of(name) in LAST):
        await draft_current(chat, "")
    else:
        show_section(chat, desk, name)


async def write_on(chat: ChatSession, changes: Sequence[FactChange], instruction: str) -> None:
    """Take changed facts into what is written, and write or revise the current section as the user says."""
    if changes:
        await learning.weave(chat, changes)
    if not chat.state.current and not just_write(instruction):
        if instruction:
            chat.current()
        chat.note("用 /section 小节名 选定小节，或输入 /draft 从第一节写起")
        return
    await _warn_of_unknown_values(chat, instruction)
    if chat.draft() is None or (just_write(instruction) and not _whole(chat)):
        await draft_current(chat, instruction)
    elif instruction and not just_write(instruction):
        await carry_out(chat, Order("revise", chat.state.current, instruction))
    elif instruction:
        chat.note("这一节已写好：直接说怎么改，/rewrite 换一种写法，/accept 定稿")


async def draft_current(chat: ChatSession, instruction: str) -> None:
    """Write the current section, or the first that is not written where none is chosen. Raises InputError where it is written."""
    desk = await chat.desk()
    if not chat.state.current:
        chat.choose(desk.first_open(chat.state.drafts))
        chat.note(f"从“{chat.state.current}”写起；/section 可以换一节")
    if _whole(chat):
        raise InputError(f"“{chat.state.current}”已经写好", "/rewrite 换一种写法，/retry 重写，或直接说怎么改")
    await carry_out(chat, Order("draft", chat.state.current, instruction))
    hint_at_next(chat)


def _whole(chat: ChatSession) -> bool:
    draft = chat.draft()
    return draft is not None and draft.complete


def hint_at_next(chat: ChatSession) -> None:
    """The first time a section is written, say what can be done with it."""
    if len(chat.state.drafts) == 1 and not any(d.accepted for d in chat.state.drafts.values()):
        chat.note("可以直接说怎么改，或 /shorter /longer /rewrite；/sources 看依据，/accept 定稿")


async def _warn_of_unknown_values(chat: ChatSession, instruction: str) -> None:
    """An instruction brings no facts: say which of its values will not be written."""
    if not instruction or not has_values(instruction):
        return
    desk = await chat.desk()
    about_text = how_many_to_write(instruction)
    unknown = [v.slot.value for v in desk.grounder.check(instruction, facts=()).violations if v.slot.value not in about_text]
    if unknown:
        chat.note(f"要求中的“{'”“'.join(unknown)}”不在事实中，不会写进正文；如属实请先用 /fact 加入")
