"""Writes the recorded figures into docs/evals.md and the tables of the two READMEs: `python -m evals.page`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from evals.leaks.systems import SYSTEMS
from evals.run import recorded
from evals.suite import HERE, bars
from evals.suites import NAMES, load

PAGE = HERE.parent / "docs" / "evals.md"
MARK = "<!-- results -->"
READMES = {
    HERE.parent / "README.md": {
        "head": "mean of {reports} reports",
        "ours": "this program",
        "plain-retrieval": "a prompt for each section, raw passages retrieved",
        "one-prompt": "everything in one prompt",
    },
    HERE.parent / "README.zh-CN.md": {
        "head": "{reports} 份报告平均",
        "ours": "本程序",
        "plain-retrieval": "逐节检索范文原文、逐节提问",
        "one-prompt": "全部放进一次提问",
    },
}
_LEAK_ROWS = (
    *("reports", "coverage", "leaked a report", "invented a report", "misplaced a report", "copied sentences", "repeated a report"),
    *("characters", "calls", "prompt_tokens", "cached_tokens", "completion_tokens", "seconds"),
)


def main() -> None:
    """Write everything below the mark anew."""
    head = PAGE.read_text(encoding="utf-8").partition(MARK)[0]
    PAGE.write_text(f"{head}{MARK}\n\n" + "\n".join(results()) + "\n", encoding="utf-8")
    for readme, names in READMES.items():
        readme.write_text(with_table(readme.read_text(encoding="utf-8"), names), encoding="utf-8")


def with_table(text: str, names: dict[str, str]) -> str:
    """A README with the recorded figures of the leak benchmark in its table, whose first cells are `names`."""
    run = recorded("leaks")
    metrics: dict[str, float] = run["metrics"] if run else {}
    counts = {s: int(metrics[f"{s}: reports"]) for s in SYSTEMS if f"{s}: reports" in metrics}
    for system in counts:
        row = f"| {names[system]} | {' | '.join(_cells(metrics, system))} |"
        text = re.sub(rf"^\| {re.escape(names[system])} \|.*$", row, text, flags=re.MULTILINE)
    head = re.escape(names["head"]).replace(re.escape("{reports}"), r"[\d–]+")
    reports = "–".join(str(n) for n in sorted(set(counts.values())))
    return re.sub(rf"^\| {head} \|", f"| {names['head'].format(reports=reports)} |", text, flags=re.MULTILINE)


def _cells(metrics: dict[str, float], system: str) -> list[str]:
    """Facts told, values from nowhere and of a sample, sentences copied, characters; ours in bold."""
    told, copied = (f"{100 * metrics[f'{system}: {key}']:.0f} %" for key in ("coverage", "copied sentences"))
    invented, leaked = (f"{metrics[f'{system}: {key} a report']:.1f}".removesuffix(".0") for key in ("invented", "leaked"))
    shown = [told, invented, leaked, copied]
    return [*(f"**{s}**" if system == "ours" else s for s in shown), f"{metrics[f'{system}: characters']:,.0f}"]


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
