"""Facts told in a session: new ones are shown and used; corrections are confirmed and made everywhere."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.chat.corrections import Change, changes_for
from assistant.chat.corrections import merged as merged_text
from assistant.chat.model import Order
from assistant.chat.understand import Correction
from assistant.chat.writing import carry_out
from assistant.errors import InputError
from assistant.facts.keys import TOP
from assistant.facts.save import HEADERS, FactChange, changed, header_of

if TYPE_CHECKING:
    from assistant.chat.desk import Desk
    from assistant.chat.session import ChatSession
    from assistant.facts.model import Fact, HeaderKey

HEADER_NAMES = {english: chinese for chinese, english in TOP.items()}


async def learn(chat: ChatSession, texts: Sequence[str]) -> tuple[FactChange, ...]:
    """Add new facts, showing each; known ones are named, contradictions become a question. What was added."""
    desk = await chat.desk()
    wanted = [FactChange(kind, None, text, section) for text in texts for kind, section in [desk.place_of(text, chat.state.current)]]
    same, against = _compared(desk, wanted)
    added = tuple(c for c in wanted if c.new not in same and c.new not in against)
    for text, fact in same.items():
        chat.note(f"已有 {fact.id}：{text}")
    await _apply(chat, added)
    await show_added(chat, added)
    if against:
        _ask_about(chat, [FactChange(f.kind, f.text, merged_text(f, text)) for text, f in against.items()], desk)
    return added


def _compared(desk: Desk, wanted: Sequence[FactChange]) -> tuple[dict[str, Fact], dict[str, Fact]]:
    """The new texts that say what a fact says already, and those that contradict one."""
    from assistant.facts.analyse import analyse

    known = {f.text: f for f in desk.facts.facts}
    same = {c.new: known[c.new] for c in wanted if c.new in known}
    against: dict[str, Fact] = {}
    texts = {c.new for c in wanted if c.new not in known}
    for finding in analyse(changed(desk.facts, wanted)) if texts else ():
        one, other = finding.facts
        if one.text in known and other.text in texts and other.text not in same:
            (same if finding.kind == "duplicate" else against)[other.text] = one
    return {t: f for t, f in same.items() if t}, {t: f for t, f in against.items() if t not in same}


async def show_added(chat: ChatSession, added: Sequence[FactChange]) -> None:
    """Say under which number each new fact is kept and where it will be written."""
    desk = await chat.desk()
    by_text = {f.text: f for f in desk.facts.facts}
    for change in added:
        fact = by_text.get(change.new or "")
        place = desk.section_of(change.new or "")
        elsewhere = f"（写入“{place}”）" if place and place != chat.state.current else ""
        if fact:
            chat.note(f"记下 {fact.id}：{fact.text}{elsewhere}")


async def _apply(chat: ChatSession, changes: Sequence[FactChange]) -> None:
    chat.state = replace(chat.state, changes=(*chat.state.changes, *changes))
    await chat.desk()


async def correct(chat: ChatSession, asked: Correction) -> bool:
    """Find the facts a correction means and ask whether to change them; False where there are none."""
    desk = await chat.desk()
    found = changes_for(asked, desk.facts.facts)
    wanted = desk.preferred([c.fact for c in found], chat.state.current)
    found = [c for c in found if c.fact in wanted]
    if not found:
        return False
    if all(c.text == c.fact.text for c in found):
        chat.note(f"{found[0].fact.id} 本来就是这样：{found[0].fact.text}")
        return True
    if len({c.old for c in found}) > 1:
        raise InputError(f"“{asked.what}”对应几条事实：{_listed(found)}", "请写明是哪一条，如 /fact F3 新内容")
    _ask_about(chat, [FactChange(c.fact.kind, c.fact.text, c.text) for c in found], desk)
    return True


def _listed(found: Sequence[Change]) -> str:
    return "；".join(f"{c.fact.id} {c.fact.text}" for c in found)


def _ask_about(chat: ChatSession, changes: Sequence[FactChange], desk: Desk) -> None:
    by_text = {f.text: f for f in desk.facts.facts}
    lines = [f"{by_text[c.old].id}：{c.old}\n  → {c.new}" for c in changes if c.old in by_text]
    used = [n for n, d in chat.state.drafts.items() if any(f.text == c.old for p in d.paragraphs for f in p.part.facts for c in changes)]
    where = f"\n用到的小节会一并改：{'、'.join(used)}" if used else ""
    chat.ask("\n".join(lines) + where + "\n改吗？", making(chat, changes))


async def introduce(chat: ChatSession, header: Mapping[HeaderKey, str]) -> None:
    """Ask whether the report is what the user says it is: whose, of which year, of which type."""
    desk = await chat.desk()
    header = {**_type_of(header.get("org", ""), desk), **header}
    changes = [FactChange(key, header_of(desk.facts, key), value) for key, value in header.items()]
    changes = [c for c in changes if c.old != c.new]
    lines = [f"{HEADER_NAMES[key]}：{value}" + (f"（原为 {c.old}）" if c.old else "") for c in changes for key, value in [(c.kind, c.new)]]
    if not changes:
        chat.note("本来就是这样：" + "，".join(f"{HEADER_NAMES[key]} {value}" for key, value in header.items()))
    elif chat.pending is not None:
        chat.note(f"先回答上面的问题，再说一次：{'，'.join(lines)}")
    else:
        chat.ask("\n".join(lines) + "\n这样记下吗？", making(chat, changes))


async def take_back(chat: ChatSession, number: str) -> None:
    """Ask whether to take back the fact with this number; without a number, the one told last. Raises InputError where there is none."""
    desk = await chat.desk()
    told = [c.new for c in chat.state.changes if c.kind not in HEADERS and c.new]
    known = [f for f in (*desk.facts.facts, *desk.facts.questions) if (f.id == number if number else f.text in told[-1:])]
    if not known:
        raise InputError(f"没有编号为 {number} 的事实" if number else "本次会话还没有记下事实", "用 /facts 查看全部事实")
    change = FactChange(known[0].kind, known[0].text, None, known[0].section)
    chat.ask(f"删去 {known[0].id}：{known[0].text}？", making(chat, [change]))


def _type_of(org: str, desk: Desk) -> dict[HeaderKey, str]:
    """The type of report that a unit writes, where none was chosen yet."""
    from assistant.drafting.outline import COMMON, find_outline, outline_for

    is_open = desk.base.path is None and desk.facts.report_type == find_outline(COMMON).name
    return {"type": outline_for(org).name} if org and is_open else {}


def making(chat: ChatSession, changes: Sequence[FactChange]) -> Callable[[], Awaitable[None]]:
    """What makes these changes, everywhere they are used."""

    async def make() -> None:
        await _apply(chat, changes)
        chat.note("已记下" if all(c.kind in HEADERS for c in changes) else "事实已更改")
        await weave(chat, changes)
        if chat.state.current not in (await chat.desk()).sections:
            chat.state = replace(chat.state, current="")

    return make


async def weave(chat: ChatSession, changes: Sequence[FactChange]) -> None:
    """Take changed facts into every section that is written; say which changed."""
    desk = await chat.desk()
    for name, draft in list(chat.state.drafts.items()):
        if name not in desk.sections:
            chat.state = chat.state.with_draft(name, None)
            chat.note(f"“{name}”不再有内容，已去掉")
            continue
        await carry_out(chat, Order("weave", name), changes=changes)
        now = chat.state.drafts.get(name)
        if now is None or now.text == draft.text:
            continue
        again = "，请看过后重新 /accept" if draft.accepted and not now.accepted else ""
        chat.note(f"“{name}”已按新的事实修改{again}")
