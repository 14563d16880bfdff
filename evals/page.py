"""Writes the recorded figures into docs/evals.md: `python -m evals.page`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from evals.leaks.systems import SYSTEMS
from evals.run import recorded
from evals.suite import HERE, bars
from evals.suites import NAMES, load

PAGE = HERE.parent / "docs" / "evals.md"
MARK = "<!-- results -->"
_LEAK_ROWS = (
    *("reports", "coverage", "leaked a report", "invented a report", "misplaced a report", "copied sentences", "repeated a report"),
    *("characters", "calls", "prompt_tokens", "cached_tokens", "completion_tokens", "seconds"),
)


def main() -> None:
    """Write everything below the mark anew."""
    head = PAGE.read_text(encoding="utf-8").partition(MARK)[0]
    PAGE.write_text(f"{head}{MARK}\n\n" + "\n".join(results()) + "\n", encoding="utf-8")


def results() -> Iterator[str]:
    """The recorded runs, suite by suite."""
    yield "## Recorded results\n\nWritten by `python -m evals.page` from `evals/results/`."
    for name in NAMES:
        run = recorded(name)
        yield f"\n### {name}\n"
        if run is None:
            yield "Not recorded yet."
            continue
        yield from _leaks(run["metrics"]) if name == "leaks" else _table(name, run["metrics"])
        yield f"\n{_origin(run)}"


def _origin(run: dict[str, Any]) -> str:
    machine = run["machine"]
    where = f"{machine['processor']}, {machine['cores']} cores, Python {machine['python']}, load {machine['load']}"
    model = f", {run['model']}" if run["model"] else ""
    few = f", {run['asked']} of {run['of']} cases" if run.get("of") != run.get("asked") else ""
    return f"`{run['command']}`{few}, {run['date']}, commit {run['commit']}{model}, {where}."


def _table(name: str, metrics: dict[str, float]) -> Iterator[str]:
    wanted = {b.metric: b for b in bars(name)}
    yield f"{load(name).title}\n\n| metric | value | bar |\n|---|---|---|"
    for metric, value in metrics.items():
        bar = wanted.get(metric)
        missed = "" if bar is None or bar.holds(metrics) else " (missed)"
        yield f"| {metric} | {value:g} | {bar.text + missed if bar else ''} |"


def _leaks(metrics: dict[str, float]) -> Iterator[str]:
    """One column a system."""
    systems = [s for s in SYSTEMS if f"{s}: reports" in metrics]
    yield f"| | {' | '.join(systems)} |\n|---{'|---' * len(systems)}|"
    for row in _LEAK_ROWS:
        yield f"| {row.replace('_', ' ')} | {' | '.join(format(metrics[f'{s}: {row}'], '.4g') for s in systems)} |"


if __name__ == "__main__":
    main()
