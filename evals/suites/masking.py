"""Masking: is every specific value of our labelled texts found, and is every public term kept?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.samples.mask import mask_document
from evals.masking import measure
from evals.suite import Case, Scores, Suite, World, ratio

KINDS = ("quantity", "date", "year", "org", "place", "person", "title", "quoted", "placeholder")


def cases() -> list[Case]:
    """One case a text."""
    return [Case(text.name, f"{text.name}: {len(text.labels)} labels", {"text": text.name}) for text in measure.labelled()]


def answer(case: Case, world: World) -> list[list[tuple[int, int]]]:
    """The spans that were masked, line by line."""
    return [[(s.start, s.end) for s in masked.slots] for masked in mask_document(_text(case).lines)]


def score(case: Case, answer: Any) -> Scores:
    """Found and total of each kind; characters masked although no label covers them."""
    text, scores = _text(case), dict[str, float]()
    covered = [{i for start, end in spans for i in range(start, end)} for spans in answer]
    for label in text.labels:
        hit, own = covered[label.line - 1], set(range(label.start, label.end))
        good = not hit & own if label.kind == "public" else measure._is_found(text.lines[label.line - 1], label, hit)
        scores[label.kind] = scores.get(label.kind, 0) + 1
        scores[f"{label.kind} found"] = scores.get(f"{label.kind} found", 0) + good
    return scores


def total(rows: Sequence[Scores]) -> Scores:
    """Recall over all kinds and of each, and public terms kept."""
    kinds = [k for k in KINDS if any(k in r for r in rows)]
    labels, found = (sum(r.get(k + end, 0) for r in rows for k in kinds) for end in ("", " found"))
    each = {f"recall {k}": ratio(rows, f"{k} found", k) for k in kinds}
    return {"labels": labels, "recall": found / max(labels, 1), "public terms kept": ratio(rows, "public found", "public"), **each}


def _text(case: Case) -> measure.Text:
    return next(t for t in measure.labelled() if t.name == case.data["text"])


SUITE = Suite("masking", "遮盖：范文里的具体内容全部遮住，公共提法保留", cases, answer, score, total)
