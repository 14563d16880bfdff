"""Which facts a quantity of a text rests on, and whether it stands on the right thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from assistant.grounding.binding import Count
from assistant.grounding.quantities import same_amount, same_measure
from assistant.grounding.reading import Reading
from assistant.grounding.topics import alike, bigrams, coverage

# Found by experiment on evals/grounding (see its measure.py).
BOUND = 0.6  # at least so alike must the things be for a number of a fact to support a number of the text
RIVAL = 0.75  # at least so alike is the thing of another number that contradicts
MARGIN = 0.05  # and by so much more alike than the thing of the supporting number
SURE = 0.95  # from this likeness on an equal number needs no comparing, unless it counts people of any kind
CONTEXT = 0.3  # else: the weight of all else that a fact says when its number is weighed against another's
AROUND = 0.5  # so much of a fact must stand around a number whose own words name nothing like the fact's
FOREIGN = 0.3  # words beside a number of which a fact has less than this are another thing's
OTHER_TIME = 0.65  # what is left of a likeness where one number is planned and the other done
OPPOSITE = 0.3  # and where one is an increase and the other a decrease, or one where the other starts from
_ANYONE = frozenset({"党员", "干部", "职工", "群众", "人员", "同志"})


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """A quantity of a fact."""

    fact: str
    count: Count
    content: frozenset[str]

    @property
    def planned(self) -> bool:
        """Whether it is only planned."""
        return self.count.bearing.tense == "planned"


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
        rival = self._rival(said, equal, other, around)
        if rival is not None:
            return Backing("swapped", tuple(equal), rival)
        best = max(equal.values(), default=0.0)
        if best >= BOUND:
            backing = [k for k, score in equal.items() if score >= max(BOUND, best - MARGIN)]
            return Backing("facts", tuple([k for k in backing if k.count.bounds == said.bounds] or backing))
        return self._by_surroundings(said, around, list(equal), list(other))

    @staticmethod
    def _rival(said: Count, equal: dict[Known, float], other: dict[Known, float], around: frozenset[str]) -> Known | None:
        """The number that the same thing has in the facts, where it fits clearly better than any equal number."""
        rivals = [k for k, near in other.items() if near >= RIVAL]
        if not rivals or any(near >= SURE and _names_it(said, k.count) for k, near in equal.items()):
            return None
        shared = {k: len(k.content & around) for k in (*equal, *rivals)}
        most = max(*shared.values(), 1)
        near = equal | other
        fit = {k: near[k] * (1 - CONTEXT) + slant(said, k.count) * CONTEXT * shared[k] / most for k in shared}
        best = max(rivals, key=lambda k: (fit[k], not k.planned))
        return best if fit[best] > max((fit[k] for k in equal), default=0.0) + MARGIN else None

    @staticmethod
    def _by_surroundings(said: Count, around: frozenset[str], equal: Sequence[Known], other: Sequence[Known]) -> Backing:
        """Decide by the sentence where the words beside the number say too little."""
        here = bigrams(said.clause)
        fitting = [k for k in equal if not said.bearing.opposes(k.count.bearing) and not _foreign(said, k)]
        best, rival = (max((_wide(said, k, here, around) for k in group), default=0.0) for group in (fitting, other))
        if best >= AROUND and best >= rival - (MARGIN if said.near else 0.0):
            return Backing("facts", tuple(k for k in fitting if _wide(said, k, here, around) >= best - MARGIN))
        if fitting and not said.near and not said.quantity.percent and rival < AROUND:
            return Backing("facts", tuple(fitting))
        return Backing("swapped" if equal else "none", tuple(equal))


def _foreign(said: Count, known: Known) -> bool:
    """Whether the words beside a number name a thing of which the fact has nothing."""
    return any(said.near) and max(coverage(bigrams(thing), known.content) for thing in said.near) < FOREIGN


def _names_it(said: Count, known: Count) -> bool:
    """Whether both stand beside the same name of a thing, not just of people of any kind."""
    return any(alike(a, b) >= SURE for a in said.near if a not in _ANYONE for b in known.near)


def nearness(said: Count, known: Count) -> float:
    """How much the words beside two numbers name the same thing, less for numbers that point different ways."""
    near = max((alike(a, b) for a in said.near for b in known.near), default=0.0)
    lead = LCSseq.normalized_similarity(said.lead, known.lead) if said.lead and known.lead else 0.0
    return max(near, lead) * slant(said, known)


def slant(said: Count, known: Count) -> float:
    """What is left of a likeness for the ways two numbers point."""
    if said.bearing.opposes(known.bearing):
        return OPPOSITE
    return OTHER_TIME if said.bearing.other_time(known.bearing) else 1.0


def _wide(said: Count, known: Known, here: frozenset[str], around: frozenset[str]) -> float:
    """How much of what a fact's number counts, or of the whole fact, stands around a number; the words beside it weigh as much."""
    named = max((coverage(bigrams(thing), here) for thing in known.count.near), default=0.0)
    wide = max(0.95 * named, coverage(known.content, around))
    return max(wide, (wide + nearness(said, known.count)) / 2) if said.near else wide


def by_fact(known: Iterable[Known]) -> dict[str, list[Known]]:
    """The quantities of each fact, in its order."""
    found: dict[str, list[Known]] = defaultdict(list)
    for one in known:
        found[one.fact].append(one)
    return found
