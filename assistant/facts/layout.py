"""Writes the text of a facts file that a person is to fill in: comments, single values, lists of entries in groups."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.facts import keys

_CHINESE = {english: chinese for chinese, english in keys.TOP.items()}
_SECTION, _TEXT, _SOURCE = keys.FACT
# What YAML takes as it stands: no mark of its own at the beginning, no “: ” or “ #” inside, nothing it would read as a number or a date.
_PLAIN = re.compile(
    r"(?=.*[^\d\s.:eE+_-])(?![\s\-?:,\[\]{}#&*!|>'\"%@`])(?!(?:true|false|null|yes|no|on|off|~)$)"
    r"(?:(?!: |:$| #)[^\x00-\x1f])+(?<!\s)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list; with `left_out` it is written as a comment, which the user may bring back. `remark` stands above it."""

    text: str
    section: str | None = None
    source: str | None = None
    remark: str = ""
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Entries under one comment."""

    comment: str
    entries: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class Value:
    """A single value and the comment above it; a list is written in brackets, None leaves the place empty."""

    key: str
    value: str | int | Sequence[str] | None
    comment: str = ""


def facts_text(comment: str, values: Sequence[Value], lists: Sequence[tuple[str, str, Sequence[Group]]]) -> str:
    """The text of a facts file: a comment, the single values, then each list (English key, comment, groups)."""
    lines = [*_comment(comment), "", *(line for v in values for line in _value(v))]
    for key, about, groups in lists:
        lines += ["", *_comment(about), f"{_CHINESE[key]}:", *(line for group in groups for line in _group(group))]
    return "\n".join(lines) + "\n"


def scalar(text: str) -> str:
    """`text` as YAML writes it: as it stands where that is safe, else in quotes."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _comment(text: str, indent: str = "") -> list[str]:
    return [f"{indent}# {line}" for line in text.splitlines()]


def _value(given: Value) -> Iterator[str]:
    yield from _comment(given.comment)
    value = given.value
    if value is None or isinstance(value, int):
        yield f"{_CHINESE[given.key]}: {'' if value is None else value}".rstrip()
    elif isinstance(value, str):
        yield f"{_CHINESE[given.key]}: {scalar(value)}"
    else:
        yield f"{_CHINESE[given.key]}: [{', '.join(json.dumps(v, ensure_ascii=False) for v in value)}]"


def _group(group: Group) -> Iterator[str]:
    yield from _comment(group.comment, "  ")
    for entry in group.entries:
        yield from _comment(entry.remark, "  ")
        mark = "  # " if entry.left_out else "  "
        if not entry.section and not entry.source:
            yield f"{mark}- {scalar(entry.text)}"
            continue
        fields = {_SECTION: entry.section, _TEXT: entry.text, _SOURCE: entry.source}
        told = [f"{key}: {scalar(value)}" for key, value in fields.items() if value]
        yield f"{mark}- {told[0]}"
        yield from (f"{mark}  {field}" for field in told[1:])
