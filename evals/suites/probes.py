"""The leak benchmark's measure, measured: sentences with known answers, and labelled paragraphs it was not made with."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from evals.leaks.judge import Judge, Verdict, probes
from evals.leaks.probe import SORTS, scores
from evals.suite import HERE, Case, Scores, Suite, World, ratio

REPORTED = ("swapped", "nowhere", "sample")


def cases() -> list[Case]:
    """The probes, then the labelled paragraphs of the grounding data."""
    lines = (HERE / "grounding" / "paragraphs.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line]
    labelled = [Case(f"p{n}", row["text"], {**row, "facts": f"{row['set']}.yaml", "labelled": True}) for n, row in enumerate(rows, 1)]
    return [*(Case(p["id"], p["text"], p) for p in probes()), *labelled]


def answer(case: Case, world: World) -> dict[str, list[str]]:
    """What the judge says of the sentence."""
    verdict = _judge(case.data["facts"]).judge(case.asked)
    return {**{sort: list(getattr(verdict, sort)) for sort in SORTS}, "told": sorted(verdict.told)}


def score(case: Case, answer: Any) -> Scores:
    """Right and wrong reports of each sort."""
    if case.data.get("labelled"):
        return _labelled(case.data, {*answer["leaked"], *answer["invented"], *answer["misplaced"]})
    verdict = Verdict(tuple(answer["leaked"]), tuple(answer["invented"]), tuple(answer["misplaced"]), frozenset(answer["told"]))
    return {key: float(n) for key, n in scores(dict(case.data), verdict).items()}


def _labelled(row: Mapping[str, Any], reported: set[str]) -> Scores:
    """How often the paragraph's labels (made for another program) are met."""
    wanted = {value for value, status in row.get("values", []) if status in REPORTED}
    extra = [r for r in reported if not any(w in r or r in w for w in wanted)]
    missed = [w for w in wanted if not any(w in r or r in w for r in reported)]
    return {"paragraphs": 1.0, "alarmed": float(bool(extra)), "wrong values": float(len(wanted)), "wrong values missed": float(len(missed))}


def total(rows: Sequence[Scores]) -> Scores:
    """The shares that notes.md asks to be published."""
    return {
        "sentences": sum("innocent" in r or "told" in r for r in rows),
        "false alarms": ratio(rows, "false alarms", "innocent", 0.0),
        **{f"{sort} missed": ratio(rows, f"{sort} missed", sort, 0.0) for sort in SORTS},
        "told missed": ratio(rows, "told missed", "told", 0.0),
        "other paragraphs": sum(r.get("paragraphs", 0) for r in rows),
        "other paragraphs alarmed": ratio(rows, "alarmed", "paragraphs", 0.0),
        "other wrong values missed": ratio(rows, "wrong values missed", "wrong values", 0.0),
    }


@cache
def _judge(facts: str) -> Judge:
    return Judge(facts)


SUITE = Suite("probes", "泄漏基准的尺子：评分程序自身的误报与漏报", cases, answer, score, total)
