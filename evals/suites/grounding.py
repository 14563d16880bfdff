"""Grounding: are values classed and facts found as people labelled them, and are changed numbers noticed?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from evals.grounding import measure, mutations
from evals.suite import Case, Scores, Suite, World, ratio

COUNTS = ("hit", "missed", "false alarm", "values", "exact", "uses", "right use")


def cases() -> list[Case]:
    """The labelled sentences and paragraphs, and one case of all reports of corpus/ with their numbers changed."""
    labelled = [Case(f"{name}-{n}", row["text"], row) for name in measure.FILES for n, row in enumerate(measure.cases(name), 1)]
    asked = "every report of corpus/ against its own sentences, then with numbers changed"
    return [*labelled, Case("mutations", asked, {"mutations": True})]


def answer(case: Case, world: World) -> dict[str, Any]:
    """The statuses of the values, the uses of the facts, or the counts of changed numbers noticed."""
    if "mutations" in case.data:
        return {"counts": dict(mutations.measure())}
    scores = measure.Scores()
    found = measure.grounder(case.data["set"]).check(case.asked)
    measure._score_values(dict(case.data), found, scores)
    measure._score_uses(dict(case.data), found, scores)
    return {"counts": dict(scores.counts), "misses": scores.misses}


def score(case: Case, answer: Any) -> Scores:
    """The counts."""
    return {key: float(n) for key, n in answer["counts"].items()}


def total(rows: Sequence[Scores]) -> Scores:
    """Precision and recall of violations, exact statuses, right uses; shares of changed numbers noticed."""
    summed = {key: sum(r.get(key, 0) for r in rows) for key in ("hit", "missed", "false alarm")}
    return {
        "texts": len(rows) - 1,
        "precision": summed["hit"] / max(summed["hit"] + summed["false alarm"], 1),
        "recall": summed["hit"] / max(summed["hit"] + summed["missed"], 1),
        "statuses exact": ratio(rows, "exact", "values"),
        "uses right": ratio(rows, "right use", "uses"),
        "false alarms on own sentences": ratio(rows, "same reported", "same"),
        "changed digits noticed": ratio(rows, "digit reported", "digit"),
        "swapped numbers noticed": ratio(rows, "swap reported", "swap"),
    }


SUITE = Suite("grounding", "核对：每个数值从何而来、每条事实是否写到", cases, answer, score, total, seed=mutations.SEED)
