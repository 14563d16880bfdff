"""Routing: which section each fact belongs to - as declared, by the words that attract it, by similarity to samples."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from assistant.drafting.outline import OutlineSection
from assistant.facts.model import Fact
from assistant.samples.passages import Kind

# What samples say about things like a fact: decides where no word of the fact itself does.
Similar = Callable[[Fact], Sequence[str]]

ENOUGH = 0.15
# How much of similar passages, on the average, must speak for a section.
CLEARLY = 0.5
_HAN = re.compile(r"[\u4e00-\u9fff]+")


def fact_kinds(fact: Fact) -> tuple[Kind, ...]:
    """The kinds of section that may carry a fact, best first."""
    kinds: dict[str, tuple[Kind, ...]] = {"fact": ("done", "intro"), "problem": ("problem",), "plan": ("plan",)}
    return kinds[fact.kind]


def similar_title(one: str, other: str) -> bool:
    """Whether two section titles mean the same: one inside the other, or nearly equal."""
    from rapidfuzz import fuzz

    return bool(one and other) and (one in other or other in one or fuzz.ratio(one, other) >= 60)


def route(facts: Sequence[Fact], sections: Sequence[OutlineSection], similar: Similar | None = None) -> dict[str, int]:
    """The index of the section for each fact's id. Facts that fit nowhere are left out (the caller gives them a place)."""
    weights = _word_weights(sections)
    routed: dict[str, int] = {}
    for fact in facts:
        index = _declared(fact, sections) if fact.section else _attracted(fact, sections, weights, similar)
        if index is not None:
            routed[fact.id] = index
    return routed


def _declared(fact: Fact, sections: Sequence[OutlineSection]) -> int | None:
    """The section the user named, if there is one of that or a similar title, whatever its kind."""
    wanted = fact.section or ""
    exact = next((i for i, s in enumerate(sections) if s.title == wanted), None)
    if exact is not None:
        return exact
    named = next((i for i, s in enumerate(sections) if similar_title(wanted, s.title)), None)
    if named is not None:
        return named
    return next((i for i, s in enumerate(sections) if any(w in wanted or wanted in w for w in s.words)), None)


def _attracted(fact: Fact, sections: Sequence[OutlineSection], weights: Mapping[str, float], similar: Similar | None) -> int | None:
    allowed = [i for i, s in enumerate(sections) if s.kind in fact_kinds(fact)]
    if len(allowed) == 1:
        return allowed[0]
    scores = {i: _score(fact.text, sections[i], weights) for i in allowed}
    best = max(allowed, key=lambda i: scores[i], default=None)
    if best is not None and scores[best] >= ENOUGH:
        return best
    if similar is None or not allowed:
        return None
    texts = similar(fact)
    alike = {i: sum(min(1.0, _score(text, sections[i], weights)) for text in texts) for i in allowed if sections[i].kind == "done"}
    near = max(alike, key=lambda i: alike[i], default=None)
    return near if near is not None and alike[near] >= CLEARLY * len(texts) else None


def _word_weights(sections: Sequence[OutlineSection]) -> dict[str, float]:
    """How much each word says: long ones more, those of several sections less."""
    counts = Counter(w for s in sections for w in set(_words(s)))
    return {w: len(w) / math.log2(1 + n) / 4 for w, n in counts.items()}


def _words(section: OutlineSection) -> set[str]:
    """The words that attract facts: those of the outline, and for a section without any the bigrams of its title."""
    if section.words:
        return set(section.words)
    return {run[i : i + 2] for run in _HAN.findall(section.title) for i in range(len(run) - 1)}


def _score(text: str, section: OutlineSection, weights: Mapping[str, float]) -> float:
    """The weight of a section's words in the text; of words one inside the other the longer counts."""
    hits = [w for w in _words(section) if w in text]
    return sum(weights[w] for w in hits if not any(w != other and w in other for other in hits))
