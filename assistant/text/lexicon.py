"""Public terms: words that belong to nobody's report in particular, read from data files when first needed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

import ahocorasick

_DATA = Path(__file__).with_name("data")


@dataclass(frozen=True, slots=True, order=True)
class PublicTerm:
    """A public term where it stands: `text[start:end]`, the group (data file) it comes from.

    `dated` says that it belongs to certain years (十九届六中全会, 党史学习教育): text with it cannot be reused in any year.
    """

    start: int
    end: int
    text: str
    group: str
    dated: bool


@dataclass(frozen=True, slots=True)
class _Group:
    name: str
    dated: bool
    lines: tuple[str, ...]


def words(name: str) -> tuple[str, ...]:
    """Return the entries of one word list (`data/NAME.txt`), without comments; entries are parted by spaces or lines."""
    return tuple(chain.from_iterable(line.split() for line in _lines(_DATA / f"{name}.txt")))


def public_spans(text: str) -> list[PublicTerm]:
    """Return the public terms in `text` from left to right, the longest where several overlap."""
    found = sorted(chain(_listed(text), _patterned(text)), key=lambda term: (term.start, -term.end))
    kept: list[PublicTerm] = []
    for term in found:
        if not kept or term.start >= kept[-1].end:
            kept.append(term)
        elif term.end - term.start > kept[-1].end - kept[-1].start:
            kept[-1] = term
    return kept


def is_public(text: str) -> bool:
    """Whether the whole of `text` is one public term."""
    return any(len(term.text) == len(text) for term in public_spans(text))


def _listed(text: str) -> Iterator[PublicTerm]:
    for last, (term, group, dated) in _automaton().iter(text):
        yield PublicTerm(last + 1 - len(term), last + 1, term, group, dated)


def _patterned(text: str) -> Iterator[PublicTerm]:
    for pattern, group in _patterns():
        for m in pattern.finditer(text):
            if m.group():
                yield PublicTerm(m.start(), m.end(), m.group(), group.name, group.dated)


@cache
def _automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for path in sorted((_DATA / "public").glob("*.txt")):
        group = _group(path)
        for line in group.lines:
            for term in line.split():
                automaton.add_word(term, (term, group.name, group.dated))
    automaton.make_automaton()
    return automaton


@cache
def _patterns() -> list[tuple[re.Pattern[str], _Group]]:
    groups = [_group(path) for path in sorted((_DATA / "public").glob("*.regex"))]
    return [(re.compile("|".join(group.lines)), group) for group in groups if group.lines]


def _group(path: Path) -> _Group:
    header = path.read_text(encoding="utf-8").partition("\n")[0]
    return _Group(path.stem, "dated: yes" in header, tuple(_lines(path)))


def _lines(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip()
