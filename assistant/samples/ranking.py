"""Ranking: words and vectors fused, weighed by kind, type and year, near-duplicates thinned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.samples.passages import Hit, Kind, Passage

# Shares of the fused score; BM25 is the better judge of this genre's text (measured on labelled paragraphs).
WORDS, VECTORS = 0.75, 0.25
KIND, TYPE = 0.15, 0.05
YEAR, YEARS = 0.01, 5
# How much a passage loses for being like one already chosen.
SAMENESS = 0.3
POOL = 50


@dataclass(frozen=True, slots=True)
class Wish:
    """What the searcher would rather see; None or "" where it does not matter."""

    kind: Kind | None = None
    report_type: str = ""
    year: int | None = None


def rank(passages: Sequence[Passage], words: Sequence[float], vectors: Sequence[float], wish: Wish) -> list[Hit]:
    """Hits best first. `words` are BM25 scores, `vectors` cosine similarities, both in the order of `passages`."""
    most = max(words, default=0) or 1
    newest = wish.year or max((p.year or 0 for p in passages), default=0)
    hits = [_hit(p, w / most, v, wish, newest) for p, w, v in zip(passages, words, vectors, strict=True)]
    return sorted(hits, key=lambda h: -h.score)


def _hit(passage: Passage, words: float, vector: float, wish: Wish, newest: int) -> Hit:
    age = min(abs(newest - passage.year), YEARS) if passage.year and newest else 0
    parts = {
        "words": WORDS * words,
        "vectors": VECTORS * vector,
        "kind": KIND if wish.kind and passage.kind == wish.kind else 0.0,
        "type": TYPE if wish.report_type and passage.report_type == wish.report_type else 0.0,
        "year": -YEAR * age,
    }
    return Hit(passage, sum(parts.values()), parts)


def thin(hits: Sequence[Hit], count: int) -> list[Hit]:
    """The best `count` of `hits`, each losing score for being like one chosen before it (maximal marginal relevance)."""
    left = {h.passage.id: (h, _pairs(h.passage.text)) for h in hits[: max(POOL, count)]}
    worst = dict.fromkeys(left, 0.0)
    chosen: list[Hit] = []
    while left and len(chosen) < count:
        best = max(left, key=lambda i: left[i][0].score - SAMENESS * worst[i])
        hit, pairs = left.pop(best)
        chosen.append(_with(hit, "sameness", -SAMENESS * worst[best]))
        for identity, (_, other) in left.items():
            worst[identity] = max(worst[identity], _alike(pairs, other))
    return chosen


def _with(hit: Hit, part: str, value: float) -> Hit:
    return Hit(hit.passage, hit.score + value, {**hit.parts, part: value})


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}


def _alike(one: set[str], other: set[str]) -> float:
    """Shared pairs of characters (0-1), counted only where two texts are close enough to be the same voice."""
    share = len(one & other) / max(min(len(one), len(other)), 1)
    return share if share > 0.5 else 0.0
