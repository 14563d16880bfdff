"""Which facts a quantity of a text rests on, and whether it stands on the right thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.grounding.claims import Count, Reading
from assistant.grounding.quantities import same_amount, same_measure
from assistant.grounding.topics import alike, bigrams, coverage, plain

# Found by experiment on evals/grounding (see its measure.py).
BOUND = 0.6  # at least so alike must the things be for a number of a fact to support a number of the text
RIVAL = 0.75  # at least so alike is the thing of another number that contradicts
MARGIN = 0.1  # and by so much more alike than the thing of the supporting number
AROUND = 0.5  # so much of a fact must stand around a number whose own words name nothing like the fact's
OTHER_WAY = 0.6  # what is left of a likeness for each respect (up or down, from or to, planned or done) in which the numbers differ


@dataclass(frozen=True, slots=True)
class Known:
    """A quantity of a fact."""

    fact: str
    count: Count
    content: frozenset[str]


@dataclass(frozen=True, slots=True)
class Backing:
    """What speaks for a quantity: `kind` is facts, swapped or none; `known` what it rests on, `rival` the number its thing really has."""

    kind: str
    known: tuple[Known, ...] = ()
    rival: Known | None = None


class CountTable:
    """The quantities of all facts."""

    def __init__(self, readings: Iterable[tuple[str, Reading]]) -> None:
        self.known = [Known(fact, count, reading.bigrams) for fact, reading in readings for count in reading.counts]
        self._comparable: dict[tuple[str, str, bool], list[Known]] = {}

    def comparable(self, said: Count) -> list[Known]:
        """The quantities of the facts whose measure words may stand for that of `said`."""
        q = said.quantity
        key = (q.unit, q.unit_class, q.ordinal)
        if key not in self._comparable:
            self._comparable[key] = [k for k in self.known if same_measure(q, k.count.quantity) and q.ordinal == k.count.quantity.ordinal]
        return self._comparable[key]

    def back(self, said: Count, around: frozenset[str]) -> Backing:
        """The backing of a quantity that stands among `around`, the bigrams of its sentence and the one before."""
        equal: dict[Known, float] = {}
        other: dict[Known, float] = {}
        for known in self.comparable(said):
            (equal if same_amount(said, known.count) else other)[known] = nearness(said, known.count)
        best, rival_score = max(equal.values(), default=0.0), max(other.values(), default=0.0)
        if rival_score >= RIVAL and rival_score > best + MARGIN:
            return Backing("swapped", tuple(equal), max(other, key=lambda k: (other[k], coverage(k.content, around))))
        if best >= BOUND:
            return Backing("facts", tuple(k for k, score in equal.items() if score >= max(BOUND, best - MARGIN)))
        return self._by_surroundings(said, around, list(equal), list(other))

    @staticmethod
    def _by_surroundings(said: Count, around: frozenset[str], equal: Sequence[Known], other: Sequence[Known]) -> Backing:
        """Decide by the sentence where the words beside the number say too little."""
        if not equal:
            return Backing("none")
        here = bigrams(said.clause)
        best, rival = (max((_wide(k, here, around) for k in group), default=0.0) for group in (equal, other))
        if best >= AROUND and best >= rival - MARGIN:
            return Backing("facts", tuple(k for k in equal if _wide(k, here, around) >= best - MARGIN))
        if not said.near and rival < AROUND:
            return Backing("facts", tuple(equal))
        return Backing("swapped", tuple(equal))


def nearness(said: Count, known: Count) -> float:
    """How much the words beside two numbers name the same thing, less for numbers that point different ways."""
    near = max((alike(a, b) for a in said.near for b in known.near), default=0.0)
    return near * OTHER_WAY ** said.bearing.differences(known.bearing)


def _wide(known: Known, here: frozenset[str], around: frozenset[str]) -> float:
    """How much of what a fact's number counts, or of the whole fact, stands around a number."""
    named = max((coverage(bigrams(thing), here) for thing in known.count.near), default=0.0)
    return max(0.95 * named, coverage(known.content, around))


def around(reading: Reading, sentence: int) -> frozenset[str]:
    """The bigrams of a sentence and the one before it."""
    texts = [plain(s.text) for s in reading.sentences[max(sentence - 1, 0) : sentence + 1]]
    return frozenset().union(*map(bigrams, texts))


def by_fact(known: Iterable[Known]) -> dict[str, list[Known]]:
    """The quantities of each fact, in its order."""
    found: dict[str, list[Known]] = defaultdict(list)
    for one in known:
        found[one.fact].append(one)
    return found
