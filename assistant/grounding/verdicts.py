"""A value of a text as it is judged: where it stands, the verdict, and the words for what is wrong with it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.grounding.counts import Known
from assistant.grounding.model import GroundedValue, Leak
from assistant.grounding.reading import Reading
from assistant.text.spans import Slot


@dataclass(frozen=True, slots=True)
class Verdict:
    """A grounded value, and which values of which facts it says in full: (fact id, the value in the fact's text)."""

    value: GroundedValue
    says: tuple[tuple[str, Slot], ...] = ()


@dataclass(frozen=True)
class Scenery:
    """A text being judged, with the values of samples that stand in it."""

    text: Reading
    leaks: Sequence[Leak] = ()

    @cached_property
    def _starts(self) -> list[int]:
        return [leak.start for leak in self.leaks]

    def leak(self, slot: Slot) -> Leak | None:
        """The sample value that overlaps `slot`, or None. Leaks come in order."""
        i = bisect_left(self._starts, slot.end)
        return next((leak for leak in reversed(self.leaks[:i]) if leak.end > slot.start), None)

    def around(self, offset: int) -> frozenset[str]:
        """What stands around `offset`: its sentence and the one before."""
        return self.text.words_around[self.text.sentence_at(offset)]

    def sentence(self, offset: int) -> frozenset[str]:
        """What stands in the sentence of `offset`."""
        return self.text.words_of[self.text.sentence_at(offset)]


def unsupported(slot: Slot, scenery: Scenery, against: tuple[str, ...] = (), instead: str = "") -> GroundedValue:
    """A value that only a sample has, or nobody; `against` are the facts it contradicts, `instead` says what they have."""
    leak = scenery.leak(slot)
    if leak is None:
        return GroundedValue(slot, "nowhere", reason=f"{shown(slot)}在事实中没有依据{instead}", contradicts=against)
    reason = f"{shown(slot)}是范文里的内容，事实中没有{instead}"
    return GroundedValue(slot, "sample", reason=reason, sample=(leak.document, leak.paragraph), contradicts=against)


def shown(slot: Slot) -> str:
    """A value in quotation marks, unless it has marks of its own."""
    return slot.value if slot.value[0] in "“《‘「" else f"“{slot.value}”"


def quote(known: Known) -> str:
    """A number of a fact with what it counts, for messages: “主题党日14次”."""
    return f"“{next(iter(known.count.near), '')}{known.count.quantity.text}”"
