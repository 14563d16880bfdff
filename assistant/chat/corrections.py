"""Which facts a correction changes, and what they then say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from assistant.chat.understand import Correction
from assistant.facts.model import Fact
from assistant.grounding.binding import Count
from assistant.grounding.quantities import same_measure
from assistant.grounding.reading import Reading, read
from assistant.grounding.topics import alike, before, plain
from assistant.text.dates import Date

ENOUGH = 0.6
NEARLY = 0.9  # of the best match: as good as it
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")

_V = TypeVar("_V", Count, Date)


@dataclass(frozen=True, slots=True)
class Change:
    """A fact, what it says instead, and the value that changes in it."""

    fact: Fact
    text: str
    old: str
    new: str


def changes_for(asked: Correction, facts: Sequence[Fact]) -> list[Change]:
    """The changes a correction means: none where no fact fits. Several with different old values are for the user to choose from."""
    value = read(asked.new.strip("。"))
    if len(value.counts) == 1 and value.counts[0].quantity.text == value.text:
        return _by_count(asked, value.counts[0], facts) or _literal(asked, facts)
    if len(value.dates) == 1 and value.dates[0].text == value.text:
        return _by_date(asked, value.dates[0], facts) or _literal(asked, facts)
    return _literal(asked, facts)


def _literal(asked: Correction, facts: Sequence[Fact]) -> list[Change]:
    """Facts in which the old wording itself stands."""
    old, new = asked.old or asked.what, asked.new.strip("。")
    if len(old) < 2:
        return []
    about = [f for f in facts if old in f.text and (not asked.old or not asked.what or asked.what in f.text)]
    return [Change(f, f.text.replace(old, new), old, new) for f in about]


def _by_count(asked: Correction, new: Count, facts: Sequence[Fact]) -> list[Change]:
    """Facts that count the thing named."""
    scored = []
    for fact in facts:
        reading = read(fact.text)
        fits = [c for c in reading.counts if same_measure(new.quantity, c.quantity) and asked.old in ("", c.quantity.text)]
        scored += [(_score(asked.what, reading, c), fact, c) for c in fits]
    return [_replaced(f, c.quantity.start, c.quantity.end, _with_unit(new, c)) for f, c in _best(scored)]


def _by_date(asked: Correction, new: Date, facts: Sequence[Fact]) -> list[Change]:
    """Facts that date the thing named."""
    scored = []
    for fact in facts:
        reading = read(fact.text)
        fits = [d for d in reading.dates if d.grain == new.grain and asked.old in ("", d.text)]
        scored += [(_named(asked.what, fact.text), fact, d) for d in fits]
    return [_replaced(f, d.start, d.end, new.text) for f, d in _best(scored)]


def _best(scored: Sequence[tuple[float, Fact, _V]]) -> list[tuple[Fact, _V]]:
    top = max((score for score, _, _ in scored), default=0.0)
    return [(fact, value) for score, fact, value in scored if score >= max(ENOUGH, NEARLY * top)]


def _score(what: str, reading: Reading, count: Count) -> float:
    """How surely `what` names the thing that is counted."""
    if not what:
        return 1.0
    if plain(what) == count.quantity.text:
        return 2.0
    thing = before(what) or plain(what)
    return max((alike(thing, near) for near in (*count.near, count.lead) if near), default=0.0) + 0.1 * _named(what, reading.text)


def _named(what: str, text: str) -> float:
    """How much of `what` a text names."""
    return 1.0 if not what or plain(what) in plain(text) else alike(plain(what), plain(text))


def _with_unit(new: Count, old: Count) -> str:
    """The new value as it is written; a bare number takes the measure word of the old one."""
    if new.quantity.unit_class == "bare" and _DIGITS.search(old.quantity.text):
        return _DIGITS.sub(new.quantity.text, old.quantity.text, count=1)
    return new.quantity.text


def _replaced(fact: Fact, start: int, end: int, new: str) -> Change:
    return Change(fact, fact.text[:start] + new + fact.text[end:], fact.text[start:end], new)


def merged(fact: Fact, text: str) -> str:
    """What a fact says once the values that `text` gives its things replace its own; `text` itself where none fits."""
    said = fact.text
    for count in read(text).counts:
        what = count.near[0] if count.near else count.clause
        for change in _by_count(Correction(what, count.quantity.text), count, [replace(fact, text=said)]):
            said = change.text
    return said if said != fact.text else text
