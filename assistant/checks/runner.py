"""Runs rules over a document: hits become findings, a rule that crashes is noted and the others still run."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from assistant.checks import halves
from assistant.checks.analysis import Analysis
from assistant.checks.model import Crash, Finding, Hit, Rule


class Result(NamedTuple):
    """What the rules say about one document: findings in reading order, and the rules that failed."""

    findings: tuple[Finding, ...]
    crashes: tuple[Crash, ...] = ()


_LONG = 200_000  # characters from which on a second process pays
_COUNTING = ("DT", "NM", "RP001", "RP003")  # rules that ask for the text's dates, quantities and public terms: half of the time


def run(doc: Analysis, rules: Iterable[Rule]) -> Result:
    """Check `doc` with `rules`, a long text on two cores where there are two."""
    by_code = {rule.code: rule for rule in rules}
    hits, crashes = _in_halves(doc, by_code) if len(doc.text) >= _LONG and halves.possible() else _hits(doc, by_code)
    found = [(by_code[code], hit) for code, listed in hits.items() for hit in listed]
    kept = sorted(_standing(found), key=lambda pair: (pair[1].start, pair[1].end, pair[0].code))
    return Result(tuple(dict.fromkeys(_finding(doc, rule, hit) for rule, hit in kept)), tuple(crashes))


_Found = tuple[dict[str, list[Hit]], list[Crash]]  # hits by the code of their rule, and the rules that failed


def _hits(doc: Analysis, rules: Mapping[str, Rule]) -> _Found:
    found: dict[str, list[Hit]] = {}
    crashes: list[Crash] = []
    for code, rule in rules.items():
        try:
            found[code] = list(rule.find(doc))
        except Exception as error:  # one broken rule must not hide what the others find
            crashes.append(Crash(code, f"{type(error).__name__}: {error}"))
    return found, crashes


def _in_halves(doc: Analysis, rules: Mapping[str, Rule]) -> _Found:
    here = {code: rule for code, rule in rules.items() if not code.startswith(_COUNTING)}
    there = {code: rule for code, rule in rules.items() if code.startswith(_COUNTING)}
    (found, crashes), (other, more) = halves.both(partial(_hits, doc), here, there)
    return {**found, **other}, crashes + more


def _standing(found: list[tuple[Rule, Hit]]) -> Iterator[tuple[Rule, Hit]]:
    """The hits that no hit of a rule they yield to overlaps, and that do not stand inside another of their own rule."""
    spans = _spans(found)
    for rule, hit in found:
        if not any(_covered(hit, spans[code]) for code in rule.yields_to if code in spans) and not _inside(hit, spans[rule.code]):
            yield rule, hit


def _spans(found: list[tuple[Rule, Hit]]) -> dict[str, list[tuple[int, int]]]:
    """Where each rule hit, in order."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for rule, hit in found:
        spans.setdefault(rule.code, []).append((hit.start, hit.end))
    return {code: sorted(places) for code, places in spans.items()}


def _covered(hit: Hit, spans: list[tuple[int, int]]) -> bool:
    """Whether one of `spans` overlaps `hit`: the last that begins before the hit ends (one rule's hits seldom overlap)."""
    place = bisect_left(spans, (hit.end,)) - 1
    return place >= 0 and spans[place][1] > hit.start


def _inside(hit: Hit, spans: list[tuple[int, int]]) -> bool:
    """Whether `hit` is part of a longer one of `spans` that begins with it or just before it."""
    place = bisect_left(spans, (hit.start, hit.end))
    return any(
        start <= hit.start and hit.end <= end and end - start > hit.end - hit.start for start, end in spans[max(place - 1, 0) : place + 2]
    )


def _finding(doc: Analysis, rule: Rule, hit: Hit) -> Finding:
    """A hit as the user gets it: in one paragraph (a hit over several is cut at the end of its first)."""
    paragraph, start = doc.locate(hit.start)
    end = min(start + hit.end - hit.start, len(paragraph.text))
    text = paragraph.text[start:end]
    return Finding(rule.code, hit.severity or rule.severity, hit.message, paragraph.part, paragraph.index, start, end, text, hit.fix)
