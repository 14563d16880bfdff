"""A session as text to read or keep."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.chat.model import State
from assistant.chat.store import SessionRow, Turn
from assistant.export.printable import printable

STATES = {"complete": "", "interrupted": "（中断）", "failed": "（失败）", "running": "（进行中）"}


def transcript(row: SessionRow, turns: Sequence[Turn]) -> str:
    """What was typed and what came of it."""
    head = f"{row.id}  {row.title}" + (f"  {row.facts_path}" if row.facts_path else "")
    lines = [head]
    for turn in turns:
        lines += ["", f"› {turn.input}{STATES[turn.state]}", *(f"  {line}" for line in turn.output.splitlines())]
    return printable("\n".join(lines))


def markdown(row: SessionRow, turns: Sequence[Turn], trail: Sequence[tuple[int, str]]) -> str:
    """The sections that are written, then the turns, as Markdown."""
    state = State.from_json(trail[-1][1]) if trail else State()
    lines = [f"# {_escaped(row.title)}", ""]
    for name, draft in state.drafts.items():
        lines += [f"## {_escaped(name)}{'' if draft.accepted else '（未定稿）'}", ""]
        lines += [part for p in draft.paragraphs for part in (_escaped(p.text), "")]
    lines += ["## 经过", ""]
    for turn in turns:
        lines += [f"**{_escaped(turn.input)}**{STATES[turn.state]}", ""]
        lines += [*(f"> {_escaped(line)}" for line in turn.output.splitlines()), ""]
    return printable("\n".join(lines).rstrip())


def _escaped(text: str) -> str:
    """Text that Markdown takes as text."""
    for mark in "\\`*_<>#[]":
        text = text.replace(mark, f"\\{mark}")
    return text.replace("\n", " ")
