"""docs/benchmarks.md and its plots, written from the recorded benchmarks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from evals.bench import NAMES
from evals.svg import bars, lines

HEAD = """# Benchmarks

Written by `python -m evals.bench` from `evals/results/bench.json`; do not edit. Whole processes, cold, as one waits for them; medians of
rounds in which the programs take turns. Processor time is what is compared and plotted, since a busy machine does not change it much,
clock time where waiting is the point. The machine, its load and the command stand with each: compare ratios, not seconds.

```
make bench          # gets proselint, autocorrect-py (and zhlint, where npm is) into .venv-bench first
```
"""
UNITS = {"cpu": "processor seconds", "wall": "seconds"}
WHAT = {
    "startup": "What every call pays. Heavy packages (openai, chromadb, python-docx) are imported only by what needs them.",
    "check": "The others look for other things (proselint: English style; autocorrect, zhlint: typography): only the time is compared.",
    "samples": "From nothing, unchanged, and one search in a new process. The vectors are hashed in all three: no model is measured.",
    "library": "How the library grows: the three sizes stand below in full. Measured by `make bench-library`.",
    "generate": "The longest chain of calls that must wait for each other is what no program can go below.",
    "overhead": "A report of few facts, and the very requests it made posted to llama.cpp's server by a dozen lines of Python.",
    "mended": "Slow spots that profiling found, and what mending them gained: the same command at the commit before and at the commit. "
    "Besides, typer is held below 0.29, which loads pydantic in every command; the beginning that all prompts share is read once on a "
    "machine (above); the model's threads sleep while they wait.",
}


def page(benches: Mapping[str, Mapping[str, Any]]) -> str:
    """The page as Markdown."""
    return "\n".join([HEAD, *(line for name, bench in _ordered(benches) for line in _section(name, bench))]) + "\n"


def _ordered(benches: Mapping[str, Mapping[str, Any]]) -> list[tuple[str, Mapping[str, Any]]]:
    return [(name, benches[name]) for name in (*NAMES, "library") if name in benches]


def write_page(benches: Mapping[str, Mapping[str, Any]], folder: Path) -> None:
    """Write the page and the plots of each bench."""
    plots = folder / "benchmarks"
    plots.mkdir(parents=True, exist_ok=True)
    for name, bench in benches.items():
        (plots / f"{name}.svg").write_text(bars(list(bench[bench["by"]].items()), "s") + "\n", encoding="utf-8")
        for n, growth in enumerate(bench["growth"], 1):
            points = {k: [(x, y) for x, y in v] for k, v in growth["lines"].items()}
            (plots / f"{name}-growth{n}.svg").write_text(lines(points, growth["x"], UNITS[bench["by"]]) + "\n", encoding="utf-8")
    (folder / "benchmarks.md").write_text(page(benches), encoding="utf-8")


def _section(name: str, bench: Mapping[str, Any]) -> Iterator[str]:
    machine = bench["machine"]
    yield f"\n## {bench['title']}\n\n{WHAT[name]}\n"
    yield f"| | processor s | clock s | × {bench['against']} |\n|---|---|---|---|"
    for what, wall in bench["wall"].items():
        yield f"| {what} | {bench['cpu'][what]:.3f} | {wall:.3f} | {bench['ratios'].get(what, '')} |"
    yield f"\n![{bench['title']}](benchmarks/{name}.svg)\n"
    for n, growth in enumerate(bench["growth"], 1):
        yield f"{growth['title']}, by {growth['x']}:\n\n![{growth['title']}](benchmarks/{name}-growth{n}.svg)\n"
    yield from (f"- {remark}" for remark in bench["remarks"])
    yield from (f"- not measured: {failure}" for failure in bench["failures"])
    where = f"{machine['processor']}, {machine['cores']} cores, {machine['memory']} GB, {machine['system']}, Python {machine['python']}"
    yield f"\n`{bench['command']}`, {bench['date']}, {where}, load {machine['load']} at the end."
