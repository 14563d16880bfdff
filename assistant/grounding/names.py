"""Which names of a text the facts allow: organisations, places, persons, 《titles》, quoted names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.text.spans import Slot

_MARKS = re.compile(r"[\s“”‘’\"'《》〈〉「」『』（）()·]")
_RANK = re.compile(r"(?:同志|先生|女士|书记|主任|局长|经理|董事长|主席|教授|老师|院长|校长|所长|处长|科长|部长|委员|队长|站长)$")
_LEVEL = re.compile(r"[省市县区州]")
LEAST_SHORT = 4  # shorter short forms of an organisation are too many things


def bare(name: str) -> str:
    """A name without its marks and spaces."""
    return _MARKS.sub("", name)


def forms(name: Slot) -> tuple[str, ...]:
    """A name without its marks, and what is left of it without the place it begins with (市委党校 of 临江市委党校)."""
    full = bare(name.value)
    level = _LEVEL.search(full, 1) if name.kind in ("org", "place") else None
    short = full[level.start() :] if level else ""
    return (full, short) if len(short) >= LEAST_SHORT else (full,)


class NameTable:
    """The names of the facts: whatever their texts spell."""

    def __init__(self, texts: Iterable[tuple[str, str]], given: Iterable[str], orgs: Iterable[tuple[str, str]]) -> None:
        """`texts` are facts by id, `given` what the facts file says beside them, `orgs` the organisations that the facts name."""
        self._texts = [(fact, bare(text)) for fact, text in texts]
        self._given = [bare(text) for text in given if text]
        self._orgs = [(fact, bare(name)) for fact, name in orgs] + [("", name) for name in self._given]

    def back(self, slot: Slot) -> tuple[bool, tuple[str, ...]]:
        """Whether the facts spell this name, in full or as a plain short form, and which do."""
        name = bare(slot.value)
        if slot.kind == "person":
            name = _RANK.sub("", name) or name
        facts = tuple(fact for fact, text in self._texts if name in text)
        if facts or any(name in text for text in self._given):
            return True, facts
        if slot.kind in ("org", "place") and len(name) >= LEAST_SHORT:
            short = tuple(fact for fact, org in self._orgs if _shortens(name, org))
            return bool(short), tuple(fact for fact in short if fact)
        return False, ()

    def said(self, slot: Slot, name: Slot) -> bool:
        """Whether `slot` of a text says `name` of a fact: the same, a part of it or a short form."""
        short, full = bare(slot.value), bare(name.value)
        return short in full or full in short or (slot.kind in ("org", "place") and len(short) >= LEAST_SHORT and _shortens(short, full))


def _shortens(short: str, name: str) -> bool:
    """Whether `short` is `name` with characters left out, the first and the last kept (临江港务公司 of 临江港务有限公司)."""
    rest = iter(name)
    return name[:1] == short[:1] and name[-1:] == short[-1:] and all(c in rest for c in short)
