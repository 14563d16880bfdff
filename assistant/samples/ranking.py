"""Ranking: words and vectors fused, weighed by kind, type and year, near-duplicates thinned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.samples.passages import Hit, Kind

# Shares of the fused score, each part measured by its best passage (tried on labelled paragraphs: evals/retrieval).
WORDS, VECTORS = 0.6, 0.4
# What the right kind is worth: one asked for in so many words, and `done` where nothing is said (most of a report is that).
KIND, USUAL_KIND = 0.3, 0.1
TYPE = 0.05
YEAR, MOST_YEARS = 0.01, 5
# How much a passage loses for being like one already chosen, and from what share of common pairs on it is like it.
SAMENESS, ALIKE = 0.15, 0.5
# From how many of the best passages the chosen ones are thinned out.
POOL = 40


@dataclass(frozen=True, slots=True)
class Wish:
    """What the searcher would rather see; None or "" where it does not matter."""

    kind: Kind | None = None
    report_type: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is known of a passage before it is read: its number, its BM25 score, its cosine similarity, and what it is."""

    number: int
    words: float
    vectors: float
    kind: Kind
    report_type: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate's number and score, and the parts it is the sum of."""

    number: int
    score: float
    parts: dict[str, float]


def rank(candidates: Sequence[Candidate], wish: Wish) -> list[Ranked]:
    """The candidates with their scores, best first."""
    words = max((c.words for c in candidates), default=0) or 1
    vectors = max((c.vectors for c in candidates), default=0) or 1
    year = wish.year or max((c.year or 0 for c in candidates), default=0)
    ranked = [_ranked(c, c.words / words, c.vectors / vectors, wish, year) for c in candidates]
    return sorted(ranked, key=lambda r: (-r.score, r.number))


def _ranked(candidate: Candidate, words: float, vectors: float, wish: Wish, year: int) -> Ranked:
    parts = {
        "words": WORDS * words,
        "vectors": VECTORS * max(vectors, 0.0),
        "kind": _kind(candidate.kind, wish.kind),
        "type": TYPE if wish.report_type and candidate.report_type == wish.report_type else 0.0,
        "year": -YEAR * min(abs(year - candidate.year), MOST_YEARS) if candidate.year and year else 0.0,
    }
    return Ranked(candidate.number, sum(parts.values()), parts)


def _kind(kind: Kind, wanted: Kind | None) -> float:
    if wanted:
        return KIND if kind == wanted else 0.0
    return USUAL_KIND if kind == "done" else 0.0


def thin(hits: Sequence[Hit], count: int) -> list[Hit]:
    """The best `count` of `hits`, each losing score for being like one chosen before it (maximal marginal relevance)."""
    left = [(h, _pairs(h.passage.text)) for h in hits]
    chosen: list[Hit] = []
    while left and len(chosen) < count:
        best = max(range(len(left)), key=lambda i: left[i][0].score)
        hit, pairs = left.pop(best)
        chosen.append(hit)
        left = [(_less(h, SAMENESS * _alike(pairs, other)), other) for h, other in left]
    return chosen


def _less(hit: Hit, loss: float) -> Hit:
    """The hit with its greatest loss so far."""
    before = hit.parts.get("sameness", 0.0)
    change = min(-loss - before, 0.0)
    return replace(hit, score=hit.score + change, parts={**hit.parts, "sameness": before + change}) if change else hit


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of common pairs of characters (0-1), 0 where it is no more than two reports of one genre have anyway."""
    share = len(one & other) / max(min(len(one), len(other)), 1)
    return share if share > ALIKE else 0.0
