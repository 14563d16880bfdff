"""Commands about facts: listing, adding, correcting, taking back, saving."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.chat import learning
from assistant.chat.commands.registry import command
from assistant.chat.understand import correction
from assistant.errors import InputError
from assistant.facts.save import YAML_SUFFIXES, FactChange, save_changes, write_facts
from assistant.text.sentences import split_sentences

if TYPE_CHECKING:
    from assistant.chat.session import ChatSession

_NUMBERED = re.compile(r"^([FPNfpn]\d+)[\s：:，,]*(.*)$", re.S)
TAKE_BACK = frozenset(("-", "－", "删除", "删", "去掉"))
NEW_FILE = "facts.yaml"


@command("facts", "列出事实，写明各在哪一节", usage="[小节]", aliases=("事实", "全部事实"), completes="sections")
async def facts(chat: ChatSession, argument: str) -> None:
    """List the facts by section, marking those that are written."""
    desk = await chat.desk()
    chosen = [desk.find(argument)] if argument else list(desk.sections)
    lines = []
    for name in chosen:
        _, section = desk.sections[name]
        draft = chat.draft(name)
        uses = desk.grounder.check(draft.text, facts=section.facts).uses if draft else {}
        if section.facts:
            lines.append(section.heading or name)
            lines += [f"  {'✓' if f.id in uses and uses[f.id].used else ' '} {f.id}  {f.text}" for f in section.facts]
    lines += [f"（未填写）{q.text}" for q in desk.facts.questions]
    chat.out("\n".join(lines) or "还没有事实：直接输入即可，如“全年讲党课4次”")


@command("fact", "加入事实；F3 新内容 更正，F3 - 删去", usage="内容 | F3 新内容 | F3 -", aliases=("补充",), completes="facts", lines=True)
async def fact(chat: ChatSession, argument: str) -> None:
    """Add facts (a sentence each), or correct or take back one by its number."""
    if not argument:
        raise InputError("请写出事实", "如 /fact 全年讲党课4次，/fact F3 讲党课5次，/fact F3 -")
    numbered = _NUMBERED.match(argument)
    if numbered:
        await _change(chat, numbered[1].upper(), numbered[2].strip())
        return
    if (asked := correction(argument)) and await learning.correct(chat, asked):
        return
    from assistant.chat.talk import write_on

    told = [s.text.strip("。；;") for s in split_sentences(argument.replace("；", "；\n"))]
    changes = await learning.learn(chat, [t for t in told if t])
    if changes and chat.draft():
        await write_on(chat, changes, "")


async def _change(chat: ChatSession, number: str, text: str) -> None:
    """Correct or take back the fact with this number. Raises InputError where there is none."""
    desk = await chat.desk()
    known = next((f for f in (*desk.facts.facts, *desk.facts.questions) if f.id == number), None)
    if known is None:
        raise InputError(f"没有编号为 {number} 的事实", "用 /facts 查看全部事实")
    if not text:
        chat.out(f"{known.id}  {known.text}" + (f"（来源：{known.source}）" if known.source else ""))
        return
    if text in TAKE_BACK:
        await learning.take_back(chat, number)
    else:  # naming the fact and its new wording says clearly enough what is wanted; /undo takes it back
        await learning.making(chat, [FactChange(known.kind, known.text, text.rstrip("。"), known.section)])()


@command("save", "把新增和更正的事实写回事实清单", usage="[文件.yaml]", aliases=("保存",), completes="files")
async def save(chat: ChatSession, argument: str) -> None:
    """Write learned facts to the facts file, or all of them to a new one."""
    path = await save_facts(chat, Path(argument).expanduser() if argument else None)
    chat.note(f"事实已写入 {path}" if path else "没有新的事实需要保存")


async def save_facts(chat: ChatSession, wanted: Path | None = None) -> Path | None:
    """Save what was learned; the file written, or None where nothing was new. Raises InputError, FactsError."""
    desk = await chat.desk()
    known = desk.base.path
    if wanted is None and unsaved(chat) == 0:
        return None
    if known is not None and known.suffix.lower() in (*YAML_SUFFIXES, ".json") and known.exists() and wanted in (None, known):
        save_changes(known, pending_changes(chat))
        path = known
    else:
        path = wanted or (known.with_suffix(".yaml") if known else Path(NEW_FILE))
        write_facts(desk.facts, path)
    chat.saved = chat.state.changes
    chat.keep_facts_at(path)
    return path


def pending_changes(chat: ChatSession) -> list[FactChange]:
    """What the file still needs: the inverse of what was undone since it was saved, then what is new."""
    saved, now = chat.saved, chat.state.changes
    common = next((i for i, (a, b) in enumerate(zip(saved, now, strict=False)) if a != b), min(len(saved), len(now)))
    return [*(c.inverse for c in reversed(saved[common:])), *now[common:]]


def unsaved(chat: ChatSession) -> int:
    """How many changes of facts are in the session only."""
    return len(pending_changes(chat))
