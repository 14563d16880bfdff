"""What grounding says of a text: where each value comes from and what became of each fact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, Protocol

from assistant.text.spans import Slot, SlotKind

ValueStatus = Literal["facts", "derived", "public", "swapped", "sample", "nowhere"]
UseStatus = Literal["used", "twice", "contradicted", "missing"]

UNSUPPORTED: frozenset[ValueStatus] = frozenset({"swapped", "sample", "nowhere"})

Place = tuple[int, int]


class Run(Protocol):
    """Characters in a row that a text shares with a sample: `text[start:end]`, and where the sample has them."""

    @property
    def start(self) -> int:
        """Where it begins in the text."""

    @property
    def end(self) -> int:
        """Where it ends in the text."""

    @property
    def document(self) -> str:
        """The sample's id."""

    @property
    def paragraph(self) -> int:
        """The sample's paragraph, from 1."""


class Leak(Run, Protocol):
    """A value of a sample found in a text."""

    @property
    def kind(self) -> SlotKind:
        """What kind of value it is."""


class Leaks(Protocol):
    """The values and the wording of a sample library."""

    def find(self, text: str) -> Sequence[Leak]:
        """The values of samples that stand in `text`."""

    def runs(self, text: str, n: int = 30) -> Sequence[Run]:
        """The stretches of at least `n` characters that `text` shares with a sample."""


@dataclass(frozen=True, slots=True)
class GroundedValue:
    """A value of the text and what supports it.

    `facts` are ids of the facts that support it; of a swapped value, those that have it on something else. `derivation` shows how a
    derived value follows; `reason` says in Chinese why a value is not supported; `sample` is (document id, paragraph) of a value that
    only a sample has; `contradicts` are the facts that give the same thing another value.
    """

    slot: Slot
    status: ValueStatus
    facts: tuple[str, ...] = ()
    derivation: str = ""
    reason: str = ""
    sample: tuple[str, int] | None = None
    contradicts: tuple[str, ...] = ()

    @property
    def supported(self) -> bool:
        """Whether the text may say it."""
        return self.status not in UNSUPPORTED


@dataclass(frozen=True, slots=True)
class Use:
    """What became of a fact: `places` are the sentences (start, end) that carry it, `lacking` the values or words that no sentence has."""

    fact: str
    status: UseStatus
    places: tuple[Place, ...] = ()
    lacking: tuple[str, ...] = ()
    reason: str = ""

    @property
    def used(self) -> bool:
        """Whether the text says it, once or twice."""
        return self.status in ("used", "twice")


@dataclass(frozen=True, slots=True)
class GroundedSentence:
    """A sentence (`start`, `end` in the text), the facts it rests on and its unsupported values."""

    start: int
    end: int
    facts: tuple[str, ...]
    violations: tuple[GroundedValue, ...]


@dataclass(frozen=True)
class Grounding:
    """The verdict on one text."""

    values: tuple[GroundedValue, ...]
    uses: dict[str, Use]
    sentences: tuple[GroundedSentence, ...]

    @cached_property
    def violations(self) -> tuple[GroundedValue, ...]:
        """The values that nothing supports, in the order of the text."""
        return tuple(v for v in self.values if not v.supported)

    @property
    def lost(self) -> tuple[Use, ...]:
        """The facts that are missing or contradicted, in the order asked for."""
        return tuple(use for use in self.uses.values() if not use.used)

    @property
    def sound(self) -> bool:
        """Whether every value is supported and every fact used."""
        return not self.violations and not self.lost

    def describe(self) -> list[str]:
        """One Chinese line for each unsupported value and each lost fact, without repeats."""
        lines = [v.reason for v in self.violations] + [use.reason for use in self.lost]
        return list(dict.fromkeys(lines))
