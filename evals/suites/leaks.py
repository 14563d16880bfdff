"""The leak benchmark: ours and the two baselines on every facts file, judged by the benchmark's own scorer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from evals.leaks.judge import FACTS
from evals.leaks.score import score_text
from evals.leaks.systems import SYSTEMS
from evals.leaks.write import kept_or_written
from evals.suite import Case, Scores, Suite, World, mean, ratio

LISTS = ("invented", "leaked", "misplaced")
COSTS = ("calls", "prompt_tokens", "cached_tokens", "completion_tokens", "seconds")


def cases() -> list[Case]:
    """Every system on every facts file."""
    return [
        Case(f"{system}/{path.stem}", f"{system}: {path.stem}", {"system": system, "facts": path.stem})
        for path in sorted(FACTS.glob("*.yaml"))
        for system in SYSTEMS
    ]


def answer(case: Case, world: World) -> dict[str, Any]:
    """The report and what it cost."""
    return kept_or_written(case.data["system"], FACTS / f"{case.data['facts']}.yaml", world)


def score(case: Case, answer: Any) -> Scores:
    """What the report has of each sort, and its cost, under the system's name."""
    row = score_text(case.data["facts"], answer["text"])
    counts = {key: float(len(value)) if isinstance(value, list) else float(value) for key, value in row.items() if key != "facts"}
    return {f"{case.data['system']}: {key}": value for key, value in (counts | {k: float(answer["cost"][k]) for k in COSTS}).items()}


def total(rows: Sequence[Scores]) -> Scores:
    """The figures of each system over its reports."""
    metrics: dict[str, float] = {}
    for system in SYSTEMS:
        own = [r for r in rows if f"{system}: told" in r]
        if own:
            metrics |= _of(system, own)
    return metrics


def _of(system: str, rows: Sequence[Scores]) -> dict[str, float]:
    return {
        f"{system}: reports": len(rows),
        f"{system}: coverage": ratio(rows, f"{system}: told", f"{system}: of"),
        **{f"{system}: {key} a report": mean(rows, f"{system}: {key}") for key in (*LISTS, "gaps", "repeated")},
        f"{system}: copied sentences": ratio(rows, f"{system}: copied", f"{system}: sentences", 0.0),
        f"{system}: characters": mean(rows, f"{system}: characters"),
        **{f"{system}: {key}": mean(rows, f"{system}: {key}") for key in COSTS},
    }


SUITE = Suite("leaks", "泄漏基准：本程序与两种常见做法对比", cases, answer, score, total, needs_model=True)
