"""Masking: is every specific value found, is every public term kept, and does a value of a sample get into a stock phrase?

Two sorts of cases: texts labelled in full that nothing was trained on (evals/masking/unseen), and the reports of corpus/ with the values
that the leak benchmark planted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from assistant.documents.read import read
from assistant.samples.mask import mask_document
from assistant.samples.phrases import stock_phrases
from evals.leaks.judge import _rows
from evals.masking import measure
from evals.suite import CORPUS, Case, Scores, Suite, World, ratio

KINDS = ("quantity", "date", "year", "org", "place", "person", "title", "quoted", "placeholder")
SHORTEST = 3  # a planted name of fewer characters may stand in a phrase by chance


def cases() -> list[Case]:
    """One case a labelled text, one a report with planted values."""
    texts = [Case(text.name, f"{text.name}: {len(text.labels)} labels", {"text": text.name}) for text in _texts().values()]
    planted = [Case(f"planted/{row['file']}", f"{row['file']}: {len(row['values'])} planted values", row) for row in _rows("planted")]
    return [*texts, *planted]


def answer(case: Case, world: World) -> Any:
    """The spans that were masked, line by line; of a report its masked paragraphs by number and its stock phrases."""
    if "text" in case.data:
        return [[(s.start, s.end) for s in masked.slots] for masked in mask_document(_text(case).lines)]
    body = read(CORPUS / case.data["file"]).body
    masked = mask_document([p.text for p in body])
    phrases = [phrase for m in masked for phrase in stock_phrases(m.text, m.slots)]
    return {"masked": {str(p.index): m.masked for p, m in zip(body, masked, strict=True)}, "phrases": phrases}


def score(case: Case, answer: Any) -> Scores:
    """Found and total of each kind; of planted values those that still stand, and those in stock phrases."""
    return _labelled(_text(case), answer) if "text" in case.data else _planted(case.data["values"], answer)


def _labelled(text: measure.Text, spans_of_lines: Any) -> Scores:
    scores: dict[str, float] = {}
    covered = [{i for start, end in spans for i in range(start, end)} for spans in spans_of_lines]
    for label in text.labels:
        hit, own = covered[label.line - 1], set(range(label.start, label.end))
        good = not hit & own if label.kind == "public" else measure._is_found(text.lines[label.line - 1], label, hit)
        scores[label.kind] = scores.get(label.kind, 0) + 1
        scores[f"{label.kind} found"] = scores.get(f"{label.kind} found", 0) + good
    return scores


def _planted(values: Sequence[Mapping[str, Any]], answer: Any) -> Scores:
    places = [(value["value"].strip("“”"), answer["masked"][str(n)]) for value in values for n in value["paragraphs"]]
    names = {v["value"].strip("“”") for v in values if v["distinctive"] or v["kind"] == "quoted"}
    told = [n for n in names if len(n) >= SHORTEST and any(n in phrase for phrase in answer["phrases"])]
    masked = sum(bare not in text for bare, text in places)
    return {"planted": float(len(places)), "planted masked": float(masked), "in phrases": float(len(told))}


def total(rows: Sequence[Scores]) -> Scores:
    """Recall over all kinds and of each, public terms kept; planted values masked, and how many got into stock phrases."""
    kinds = [k for k in KINDS if any(k in r for r in rows)]
    labels, found = (sum(r.get(k + end, 0) for r in rows for k in kinds) for end in ("", " found"))
    return {
        "labels": labels,
        "recall": found / max(labels, 1),
        "public terms kept": ratio(rows, "public found", "public"),
        **{f"recall {k}": ratio(rows, f"{k} found", k) for k in kinds},
        "planted values": sum(r.get("planted", 0) for r in rows),
        "planted values masked": ratio(rows, "planted masked", "planted"),
        "planted values in stock phrases": sum(r.get("in phrases", 0) for r in rows),
    }


def _text(case: Case) -> measure.Text:
    return _texts()[case.data["text"]]


@cache
def _texts() -> dict[str, measure.Text]:
    return {text.name: text for text in measure.labelled(measure.UNSEEN)}


SUITE = Suite("masking", "遮盖：范文里的具体内容全部遮住，公共提法保留", cases, answer, score, total)
