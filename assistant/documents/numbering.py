"""Automatic numbering of a .docx resolved to text (ECMA-376 Part 1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from assistant.documents.number_formats import write_number
from assistant.documents.ooxml import MC, W, number, switched_on, value
from assistant.documents.styles import Style, Styles

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list (w:lvl)."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str | None = None


@dataclass(slots=True)
class _List:
    """A w:num: its levels with overrides, the abstract list whose counters it shares, and the restarts still to be done."""

    abstract: str
    levels: list[Level]
    restarts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts through a document: `label` must be asked for each paragraph once, in order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstracts = _by_id(root, "abstractNum", "abstractNumId")
        self._nums = _by_id(root, "num", "numId")
        self._lists: dict[str, _List | None] = {}
        self._counters: dict[str, list[int | None]] = {}

    def label(self, style: Style) -> str:
        """The number at the beginning of a paragraph whose resolved properties are `style`; "" where it has none."""
        num_id, level = style.numbering
        found = self._list(num_id) if num_id else None
        if found is None:
            return ""
        if level is None:
            level = next((i for i, lvl in enumerate(found.levels) if lvl.style == style.id), 0)
        return self._count(found, level) if 0 <= level < _LEVELS else ""

    def _count(self, found: _List, level: int) -> str:
        counters = self._counters.setdefault(found.abstract, [None] * _LEVELS)
        current = counters[level]
        if level in found.restarts:
            counters[level] = found.restarts.pop(level)
        else:
            counters[level] = found.levels[level].start if current is None else current + 1
        for deeper in range(level + 1, _LEVELS):
            restart = found.levels[deeper].restart
            if restart is None or level < restart:
                counters[deeper] = None
        return self._write(found, level, counters)

    def _write(self, found: _List, level: int, counters: list[int | None]) -> str:
        shown = found.levels[level]
        if shown.format == "bullet":
            return ""

        def fill(place: re.Match[str]) -> str:
            index = int(place[1]) - 1
            count = counters[index]
            lvl = found.levels[index]
            return write_number(lvl.start if count is None else count, "decimal" if shown.legal else lvl.format)

        return _PLACE.sub(fill, shown.text).strip()

    def _list(self, num_id: str) -> _List | None:
        if num_id not in self._lists:
            self._lists[num_id] = self._read_list(num_id)
        return self._lists[num_id]

    def _read_list(self, num_id: str) -> _List | None:
        num = self._nums.get(num_id)
        abstract_id = None if num is None else value(num.find(W + "abstractNumId"))
        if num is None or abstract_id is None:
            return None
        abstract_id, levels = self._levels(abstract_id)
        found = _List(abstract_id, levels)
        for override in num.iterchildren(W + "lvlOverride"):
            level = number(override.get(W + "ilvl"))
            if level is None or not 0 <= level < _LEVELS:
                continue
            own = override.find(W + "lvl")
            if own is not None:
                found.levels[level] = _read_level(own)
            start = number(value(override.find(W + "startOverride")))
            if start is not None:
                found.restarts[level] = start
                found.levels[level] = replace(found.levels[level], start=start)
        return found

    def _levels(self, abstract_id: str, seen: frozenset[str] = frozenset()) -> tuple[str, list[Level]]:
        """The levels of an abstract list and the id of the list that has them, links to a numbering style followed."""
        abstract = self._abstracts.get(abstract_id)
        if abstract is None:
            return abstract_id, [Level() for _ in range(_LEVELS)]
        link = value(abstract.find(W + "numStyleLink"))
        num = self._nums.get(self._styles.numbering_style(link) or "") if link else None
        target = None if num is None else value(num.find(W + "abstractNumId"))
        if target and target not in seen and target != abstract_id:
            return self._levels(target, seen | {abstract_id})
        levels = {number(e.get(W + "ilvl")): _read_level(e) for e in abstract.iterchildren(W + "lvl")}
        return abstract_id, [levels.get(i, Level()) for i in range(_LEVELS)]


def _by_id(root: etree._Element | None, tag: str, name: str) -> dict[str, etree._Element]:
    return {} if root is None else {e.get(W + name, ""): e for e in root.iterchildren(W + tag)}


def _read_level(element: etree._Element) -> Level:
    start, restart = number(value(element.find(W + "start"))), number(value(element.find(W + "lvlRestart")))
    numbers = element.find(W + "numFmt")
    if numbers is None:
        # Formats newer than the standard are wrapped with a fallback.
        numbers = element.find(f"{MC}AlternateContent/{MC}Fallback/{W}numFmt")
    return Level(
        start=1 if start is None else start,
        format=value(numbers) or "decimal",
        text=value(element.find(W + "lvlText")) or "",
        restart=restart,
        legal=bool(switched_on(element.find(W + "isLgl"))),
        style=value(element.find(W + "pStyle")),
    )
