"""What became of each fact in a text: used, used twice, contradicted, missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rapidfuzz.distance import LCSseq

from assistant.facts.model import Fact
from assistant.grounding.dates import date_slot, is_value
from assistant.grounding.model import GroundedValue, Use
from assistant.grounding.names import forms
from assistant.grounding.reading import Reading
from assistant.text.spans import Slot

# Shares of a fact's content that sentences must have; found by experiment on evals/grounding (see its measure.py).
WITH_VALUES = {0: 0.6, 1: 0.34, 2: 0.25}  # of a fact that has so many values, all of which are there
IN_ORDER = 0.85  # of the characters of a fact without values in its order are enough as well
IN_ORDER_SHARE = 0.4  # where this share of its content is there
MOST_OF_NAME = 0.65
MANY_VALUES = 0.18  # of one with more


@dataclass
class Evidence:
    """What of a fact a text has: for each of its values the sentences that have it."""

    wanted: tuple[Slot, ...]
    found: dict[Slot, set[int]] = field(default_factory=lambda: defaultdict(set))

    def complete(self, sentences: range) -> bool:
        """Whether these sentences together have every value."""
        return all(not self.found[value].isdisjoint(sentences) for value in self.wanted)

    def lacking(self, sentences: range) -> tuple[str, ...]:
        """The values that none of these sentences has."""
        return tuple(dict.fromkeys(slot.value for slot in self.wanted if self.found[slot].isdisjoint(sentences)))


class UseFinder:
    """Finds facts in one text."""

    def __init__(self, text: Reading, values: Sequence[GroundedValue], weights: Mapping[str, float]) -> None:
        """`weights` say of a pair of characters how much it tells a fact from the others."""
        self.text = text
        self.weights = weights
        self.values = values
        self._sentences = text.words_of
        self._where: dict[str, list[int]] = defaultdict(list)
        for number, pairs in enumerate(self._sentences):
            for pair in pairs:
                self._where[pair].append(number)

    def use(self, fact: Fact, reading: Reading, evidence: Evidence) -> Use:
        """What became of `fact`."""
        shares = self._shares(reading)
        enough = WITH_VALUES.get(len(evidence.wanted), MANY_VALUES)
        places = self._places(reading, evidence, shares, enough)
        clash = next((v for v in self.values if fact.id in v.contradicts), None)
        if places:
            return Use(fact.id, "twice" if _apart(places) else "used", tuple(self._span(p) for p in places))
        if clash is not None:
            return Use(fact.id, "contradicted", (self._span(self._range_of(clash)),), evidence.lacking(self._all), self._clash(fact, clash))
        return self._missing(fact, reading, evidence, shares)

    @property
    def _all(self) -> range:
        return range(len(self._sentences))

    def _range_of(self, value: GroundedValue) -> range:
        number = self.text.sentence_at(value.slot.start)
        return range(number, number + 1)

    def _shares(self, reading: Reading) -> Mapping[int, float]:
        """For each sentence that shares words with the fact: the share of the fact's content it has."""
        hits: dict[int, float] = defaultdict(float)
        for pair in reading.bigrams:
            for number in self._where.get(pair, ()):
                hits[number] += self._weight(pair)
        whole = sum(map(self._weight, reading.bigrams))
        return {number: part / whole for number, part in hits.items()}

    def _weight(self, pair: str) -> float:
        return self.weights.get(pair, 1.0)

    def _places(self, reading: Reading, evidence: Evidence, shares: Mapping[int, float], enough: float) -> list[range]:
        """The places that carry the fact: single sentences, else pairs of neighbours."""
        numbers = sorted(set(shares) | {n for value in evidence.wanted for n in evidence.found[value]})
        single = [range(n, n + 1) for n in numbers if self._carries(reading, evidence, range(n, n + 1), enough)]
        if single:
            return single
        pairs = sorted({m for n in numbers for m in (n - 1, n) if 0 <= m < len(self._sentences) - 1})
        return [range(n, n + 2) for n in pairs if self._carries(reading, evidence, range(n, n + 2), enough)][:1]

    def _carries(self, reading: Reading, evidence: Evidence, sentences: range, enough: float) -> bool:
        if not evidence.complete(sentences):
            return False
        if not reading.bigrams:
            return bool(evidence.wanted)
        have: frozenset[str] = frozenset().union(*(self._sentences[n] for n in sentences))
        share = sum(map(self._weight, reading.bigrams & have)) / sum(map(self._weight, reading.bigrams))
        return share >= enough or (not evidence.wanted and share >= IN_ORDER_SHARE and self._in_order(reading, sentences))

    def _in_order(self, reading: Reading, sentences: range) -> bool:
        """Whether nearly all characters of the fact stand in the sentences in its order, others between them."""
        said = "".join(self.text.essences[n] for n in sentences)
        return LCSseq.similarity(reading.essence, said) >= IN_ORDER * len(reading.essence)

    def _span(self, sentences: range) -> tuple[int, int]:
        first, last = self.text.sentences[sentences[0]], self.text.sentences[sentences[-1]]
        return first.start, last.start + len(last.text)

    def _clash(self, fact: Fact, clash: GroundedValue) -> str:
        return f"与事实 {fact.id}“{fact.text}”不一致：文中写作“{clash.slot.value}”"

    def _missing(self, fact: Fact, reading: Reading, evidence: Evidence, shares: Mapping[int, float]) -> Use:
        best = max(shares, key=lambda n: shares[n], default=None)
        near = range(max(best - 1, 0), min(best + 2, len(self._sentences))) if best is not None else range(0)
        lacking = evidence.lacking(near)
        partly = 0 < len(lacking) < len(evidence.wanted)
        what = f"，缺“{'”“'.join(lacking)}”" if partly else ""
        words = () if lacking else tuple(p for p in (reading.text,) if p)
        return Use(fact.id, "missing", (), lacking or words, f"漏写：{fact.text}{what}")


def _apart(places: Sequence[range]) -> bool:
    """Whether two of the places are no neighbours."""
    return any(later[0] - earlier[-1] > 1 for earlier, later in pairwise(places))


def wanted_of(reading: Reading, own_years: frozenset[int | None]) -> tuple[Slot, ...]:
    """The values a text must have to say the fact: its counts, dates and names; a year that goes without saying is none."""
    dates = [date_slot(d) for d in reading.dates if is_value(d) and not (d.grain == "year" and d.first.year in own_years)]
    return (*(c.slot for c in reading.counts), *dates, *reading.names, *(a.slot for a in reading.assertions))


def names_in(reading: Reading, text: Reading) -> list[tuple[Slot, int]]:
    """The names of a fact that the text spells, in full or without the place they begin with, with their sentences."""
    return [(name, number) for name in reading.names for number, sentence in enumerate(text.bare_sentences) if _spells(name, sentence)]


def _spells(name: Slot, sentence: str) -> bool:
    """Whether a sentence has a name; its head and most of it are enough of a body or place, whose ends nobody can tell for sure."""
    if any(form in sentence for form in forms(name)):
        return True
    pairs = {name.value[i : i + 2] for i in range(len(name.value) - 1)}
    soft = name.kind in ("org", "place") and name.value[:2] in sentence
    return soft and sum(pair in sentence for pair in pairs) > MOST_OF_NAME * len(pairs)
