"""Retrieval: do searches for headings and facts find the passages that people chose? Our own queries over corpus/."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from assistant.samples.embed import embedder
from assistant.samples.grams import query_text
from assistant.samples.library import Library
from assistant.samples.passages import Passage
from assistant.samples.view import View
from evals.retrieval import measure
from evals.suite import CORPUS, Case, Scores, Suite, World, mean

QUERIES = Path(measure.__file__).with_name("corpus_queries.jsonl")
K = 10
METHODS = ("fused", "words", "vectors")


def cases() -> list[Case]:
    """One case a query."""
    return [Case(row["qid"], row["query"], row) for row in measure._read(QUERIES)]


def answer(case: Case, world: World) -> dict[str, list[int]]:
    """The gains of the passages found, best first, by each method with and without the section's kind, and the best there could be."""
    library = _library(world)
    gains, query, kind = _gains(library, case.data), case.asked, case.data["kind"]
    found = {"possible": sorted(gains.values(), reverse=True)}
    for method in METHODS:
        for name, only in ((f"{method}, kind known", kind), (method, None)):
            found[name] = [gains.get(p.id, 0) for p in _SEARCHES[method](library, query, only, world)]
    return found


def score(case: Case, answer: Any) -> Scores:
    """nDCG@10 and R@5 of every method."""
    best, relevant = measure._gain(answer["possible"][:K]), sum(g == 2 for g in answer["possible"])
    scores: dict[str, float] = {}
    for name, found in answer.items():
        if name != "possible":
            scores[f"nDCG@10 {name}"] = measure._gain(found[:K]) / best
            scores[f"R@5 {name}"] = sum(g == 2 for g in found[:5]) / min(5, relevant)
    return scores


def total(rows: Sequence[Scores]) -> Scores:
    """The means over all queries."""
    return {"queries": len(rows), **{key: mean(rows, key) for key in rows[0]}}


@lru_cache(maxsize=1)
def _library(world: World) -> Library:
    return world.library()


def _gains(library: Library, query: Any) -> dict[str, int]:
    gains: dict[str, int] = {}
    for name, gain in (("partial", 1), ("relevant", 2)):
        for label in query[name]:
            gains |= {p.id: gain for p in _passages(library, label["file"]) if label["quote"] in p.text}
    return gains


@cache
def _passages(library: Library, file: str) -> list[Passage]:
    document = next(d for d in library.documents() if Path(d.path) == CORPUS / file)
    return library.passages(document.id)


def _fused(library: Library, query: str, kind: Any, world: World) -> list[Passage]:
    return [h.passage for h in library.search(query, k=K, kind=kind)]


def _words(library: Library, query: str, kind: Any, world: World) -> list[Passage]:
    view: View = library._current()
    best = view.terms.best(query_text(query), K, kind)
    found = view.store.found(list(best))
    return [found[n] for n in sorted(best, key=lambda n: -best[n])]


def _vectors(library: Library, query: str, kind: Any, world: World) -> list[Passage]:
    view: View = library._current()
    near = view.vectors.nearest(embedder(world.config).query(query_text(query), view.terms.idf), K, kind)
    numbers = {identity: number for number, identity, *_ in view.store.candidates([], list(near))}
    found = view.store.found(list(numbers.values()))
    return [found[numbers[i]] for i in sorted(near, key=lambda i: -near[i])]


_SEARCHES: dict[str, Callable[[Library, str, Any, World], list[Passage]]] = {"fused": _fused, "words": _words, "vectors": _vectors}

SUITE = Suite("retrieval", "检索：按标题和事实找到合适的范文段落", cases, answer, score, total)
