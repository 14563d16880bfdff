"""What a derivation needs: a number where it stands, and the numbers of the facts that it may follow from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cached_property
from itertools import combinations

from assistant.grounding.binding import Count
from assistant.grounding.counts import Known, by_fact
from assistant.grounding.lists import is_closed, items_of
from assistant.grounding.quantities import same_measure, scale_of
from assistant.grounding.reading import Reading
from assistant.grounding.topics import bigrams, coverage

_BREAK = re.compile(r"[，,；;。：:！？!?（）()\n]")
_FAR = 80
MOST_PARTS = 6  # of the numbers that a text names: more are not tried against each other
ABOUT = Fraction(1, 10)  # 五分之一 is said of shares so far from it


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a number follows: the calculation as it is shown (6+1+2=9（F3）), the facts it rests on, their numbers."""

    shown: str
    facts: tuple[str, ...]
    parts: tuple[Known, ...] = ()


@dataclass(frozen=True)
class Scene:
    """A number of the text, where it stands, and the number that the same thing has in the facts."""

    said: Count
    reading: Reading
    rival: Known | None = None

    @property
    def text(self) -> str:
        """The whole text."""
        return self.reading.text

    @property
    def around(self) -> frozenset[str]:
        """The words of its sentence and the one before."""
        return self.reading.words_around[self.said.sentence]

    def says(self, known: Known) -> bool:
        """Whether the number of a fact stands in the sentence, too, or in the one before."""
        near = (self.reading.amounts_of.get(number, frozenset()) for number in (self.said.sentence - 1, self.said.sentence))
        return any(known.count.bounds in amounts for amounts in near)

    @cached_property
    def clause(self) -> str:
        """The clause of the number."""
        start = self._clause_start
        last = min(self.said.quantity.end + _FAR, len(self.text))
        match = _BREAK.search(self.text, self.said.quantity.end, last)
        return self.text[start : match.start() if match else last]

    @cached_property
    def lead(self) -> str:
        """The clause up to the number."""
        return self.text[self._clause_start : self.said.quantity.start]

    @cached_property
    def list_before(self) -> tuple[str, ...]:
        """The things listed directly before the number: 甲、乙、丙3项; nothing where other numbers stand among them."""
        items = items_of(self.lead)
        return items if len(items) > 1 and is_closed(self.lead) else ()

    @cached_property
    def _clause_start(self) -> int:
        start = max(self.said.quantity.start - _FAR, 0)
        return max((m.end() for m in _BREAK.finditer(self.text, start, self.said.quantity.start)), default=start)


def show(calculation: str, result: str, parts: Sequence[Known]) -> Derivation:
    """The derivation that says `calculation`=`result` and names the facts of `parts`."""
    facts = tuple(dict.fromkeys(k.fact for k in parts))
    return Derivation(f"{calculation}={result}（{'、'.join(facts)}）", facts, tuple(parts))


def number(value: Fraction) -> str:
    """A number as it is written: at most four decimals, none that are zero."""
    text = f"{float(value):.4f}".rstrip("0").rstrip(".")
    return text or "0"


def value(known: Known) -> Fraction:
    """The exact number of a fact, in the base unit of its class."""
    return known.count.exact or Fraction(0)


def exact(known: Iterable[Known]) -> list[Known]:
    """Those that are one exact number and no ordinal: what can be reckoned with."""
    return [k for k in known if k.count.exact is not None and not k.count.quantity.ordinal]


def named(known: Known, around: frozenset[str]) -> bool:
    """Whether the thing that `known` counts is named around the number."""
    return any(coverage(bigrams(topic), around) > 0.99 for topic in known.count.near if bigrams(topic))


def pairs(scene: Scene, known: Sequence[Known], *, comparable: bool = True) -> Iterator[tuple[Known, Known]]:
    """Pairs of numbers the text may set against each other, greater first: of one fact, or of things that the text names."""
    usable = exact(known)
    spoken = [k for k in usable if named(k, scene.around)][:MOST_PARTS]
    groups = [g for g in by_fact(usable).values() if _related(scene, g)]
    for group in [*groups, spoken]:
        for one, other in combinations(group, 2):
            if not comparable or same_measure(one.count.quantity, other.count.quantity):
                yield (one, other) if value(one) >= value(other) else (other, one)


def _related(scene: Scene, group: Sequence[Known]) -> bool:
    """Whether the number stands among words of the fact that `group` comes from."""
    content = group[0].content
    return len(content & scene.around) >= 2 or coverage(content, scene.around) > 0.3


def rounds_to(value: Fraction, said: Count) -> bool:
    """Whether a calculated share is the one said, at the decimals it is said with."""
    unit = scale_of(said.quantity)
    if said.exact is None:
        return _lies_in(value, *said.bounds)
    if said.quantity.unit_class == "fraction":
        return _lies_in(value, said.exact * (1 - ABOUT), said.exact * (1 + ABOUT))
    match = re.search(r"[.．点](\d+|[零一二三四五六七八九]+)", said.quantity.text)
    places = len(match.group(1)) if match else 0
    calculated = Decimal((value / unit).numerator) / Decimal((value / unit).denominator)
    rounded = calculated.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return Fraction(rounded) * unit == said.exact


def _lies_in(value: Fraction, low: Fraction | None, high: Fraction | None) -> bool:
    return low is not None and high is not None and low <= value <= high
