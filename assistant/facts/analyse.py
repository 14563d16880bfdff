"""What a facts file says twice, and where it contradicts itself."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from rapidfuzz.distance import Indel

from assistant.facts.model import Fact, FactsFile
from assistant.grounding.binding import Count
from assistant.grounding.quantities import same_amount, same_measure
from assistant.grounding.reading import Reading, read
from assistant.grounding.topics import coverage, plain

SAME_WORDS = 0.85  # facts without numbers are the same from this likeness on
SHORT = 4  # a phrase shorter than this (办结) that does not open its fact is the same thing only where the facts share other words too
SHARED = 0.5  # more than this much of the shorter fact
MOST_ALIKE = 50  # more facts than this with one pair of characters: the pair tells nothing
_FILLERS = re.compile(
    r"截至目前|本年度|组织召开|组织开展|现有|共有|全年|今年|累计|共计|总计|目前|开展|组织|召开|举办|举行|先后|党?支部|活动|[共有达了约近]|\s"
)
_EDGE = re.compile(r"[，,；;。：:、！？!?（）()\n]")


@dataclass(frozen=True, slots=True)
class FactFinding:
    """Two facts that say the same or contradict each other; `message` names both lines, in Chinese."""

    kind: Literal["duplicate", "contradiction"]
    facts: tuple[Fact, Fact]
    message: str


def analyse(facts: FactsFile) -> list[FactFinding]:
    """Compare the facts of one file with each other; findings in the order of the file, one for each pair."""
    readings = {fact.id: read(fact.text) for fact in facts.facts}
    place = {fact.id: i for i, fact in enumerate(facts.facts)}
    found: dict[tuple[str, str], FactFinding] = {}
    for finding in (*_by_counts(facts, readings), *_by_words(facts, readings)):
        one, other = finding.facts
        found.setdefault((one.id, other.id), finding)
    return sorted(found.values(), key=lambda f: (place[f.facts[0].id], place[f.facts[1].id]))


def _by_counts(facts: FactsFile, readings: dict[str, Reading]) -> Iterator[FactFinding]:
    """Pairs with the same phrase around a number: the same number twice, or two numbers."""
    phrases: dict[tuple[bool, str], list[tuple[Fact, Count]]] = defaultdict(list)
    for fact in facts.facts:
        for count in readings[fact.id].counts:
            phrase = _phrase(fact.text, count)
            if len(phrase) > 1:
                phrases[fact.kind == "plan", phrase].append((fact, count))
    findings = []
    for (_, phrase), places in phrases.items():
        for (one, first), (other, second) in combinations(places[:MOST_ALIKE], 2):
            if one is not other and _same_thing(phrase, readings[one.id], readings[other.id], first, second):
                findings.append(_compared(one, other, first, second))
    # A contradiction says more than a duplicate of the same pair.
    yield from sorted(findings, key=lambda f: f.kind)


def _phrase(text: str, count: Count) -> str:
    """What the phrase around a number says without it and without fillers."""
    start, end = count.quantity.start, count.quantity.end
    return _FILLERS.sub("", plain(_EDGE.split(text[:start])[-1] + _EDGE.split(text[end:], maxsplit=1)[0]))


def _same_thing(phrase: str, one: Reading, other: Reading, first: Count, second: Count) -> bool:
    if first.quantity.ordinal or second.quantity.ordinal or not same_measure(first.quantity, second.quantity):
        return False
    if {d.text for d in one.dates} != {d.text for d in other.dates} or first.bearing.opposes(second.bearing):
        return False
    opening = first is one.counts[0] and second is other.counts[0]
    return len(phrase) >= SHORT or opening or max(coverage(one.bigrams, other.bigrams), coverage(other.bigrams, one.bigrams)) > SHARED


def _compared(one: Fact, other: Fact, first: Count, second: Count) -> FactFinding:
    where = f"第 {one.line} 行（{one.id}）与第 {other.line} 行（{other.id}）"
    if same_amount(first, second) or same_amount(second, first):
        return FactFinding("duplicate", (one, other), f"{where}重复：“{one.text}”；“{other.text}”")
    values = f"前者“{first.quantity.text}”，后者“{second.quantity.text}”"
    return FactFinding("contradiction", (one, other), f"{where}矛盾：{values}。“{one.text}”；“{other.text}”")


def _by_words(facts: FactsFile, readings: dict[str, Reading]) -> Iterator[FactFinding]:
    """Pairs without numbers that say the same in nearly the same words."""
    wordy = {fact.id: fact for fact in facts.facts if not readings[fact.id].counts}
    for one_id, other_id in _candidates(wordy, readings):
        one, other = wordy[one_id], wordy[other_id]
        same_dates = {d.text for d in readings[one_id].dates} == {d.text for d in readings[other_id].dates}
        if same_dates and Indel.normalized_similarity(_bare(one.text), _bare(other.text)) >= SAME_WORDS:
            where = f"第 {one.line} 行（{one.id}）与第 {other.line} 行（{other.id}）"
            yield FactFinding("duplicate", (one, other), f"{where}重复：“{one.text}”；“{other.text}”")


def _candidates(wordy: dict[str, Fact], readings: dict[str, Reading]) -> Iterator[tuple[str, str]]:
    """Pairs that share at least half of their character pairs, found without comparing all with all."""
    places: dict[str, list[str]] = defaultdict(list)
    for fact_id in wordy:
        for pair in readings[fact_id].bigrams:
            places[pair].append(fact_id)
    shared = Counter(pair for ids in places.values() if len(ids) <= MOST_ALIKE for pair in combinations(ids, 2))
    for (one, other), count in shared.items():
        if 2 * count >= min(len(readings[one].bigrams), len(readings[other].bigrams)):
            yield one, other


def _bare(text: str) -> str:
    return _EDGE.sub("", _FILLERS.sub("", plain(text)))
