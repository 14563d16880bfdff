"""Lets a system write reports: `python -m evals.leaks.write SYSTEM -o OUTDIR [-m MODEL] [--only NAME...]`.

Writes OUTDIR/SYSTEM/NAME.txt for each facts file of evals/facts, `usage.json` with tokens and seconds, and for our own system what it
says of itself as NAME.run.json. Reports that are there already are kept, so that a run that was stopped goes on. Then:

    python -m evals.leaks.score OUTDIR/SYSTEM
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from assistant.engines.registry import open_engine
from assistant.errors import AssistantError
from evals.leaks.judge import FACTS
from evals.leaks.systems import SYSTEMS, Report, write
from evals.run import this_commit
from evals.suite import World, world


def main() -> int:
    """Write the reports; the exit code."""
    parser = argparse.ArgumentParser(description="reports of one system for the leak benchmark")
    parser.add_argument("system", choices=tuple(SYSTEMS))
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUTDIR")
    parser.add_argument("-m", "--model", metavar="MODEL")
    parser.add_argument("--only", nargs="*", default=[], metavar="NAME", help="these facts files only, without .yaml; * and ? are allowed")
    options = parser.parse_args()
    chosen = [p for p in sorted(FACTS.glob("*.yaml")) if not options.only or any(fnmatch(p.stem, o) for o in options.only)]
    with world(options.model, options.output) as place:
        try:
            for path in chosen:
                told = kept_or_written(options.system, path, place)
                cost = told["cost"]
                figures = f"{len(told['text'])} characters, {cost['calls']} calls, {cost['seconds']:.0f} s"
                print(f"{options.system} {path.stem}: {figures}", flush=True)
        except AssistantError as error:
            print(f"{error.message}\n{error.hint}", file=sys.stderr)
            return 3
    return 0


def kept_or_written(system: str, facts: Path, place: World) -> dict[str, Any]:
    """The text, cost and model of a system's report; one that is kept from an earlier run is not written again. Raises AssistantError."""
    folder = place.kept / system
    if not (folder / f"{facts.stem}.txt").exists():
        _save(folder, facts.stem, _written(system, facts, place))
    cost = _read(folder / "usage.json")[facts.stem]
    text = (folder / f"{facts.stem}.txt").read_text(encoding="utf-8")
    commit = cost.get("commit", "")
    return {"text": text, "cost": cost, "model": cost["model"], "commit": commit, "said": _read(folder / f"{facts.stem}.run.json")}


def _written(system: str, facts: Path, place: World) -> Report:
    library, engine = place.library(), open_engine(place.model, place.config)

    async def run() -> Report:
        try:
            return await write(system, facts, engine, library, place.config)
        finally:
            await engine.aclose()

    return asyncio.run(run())


def _save(folder: Path, name: str, written: Report) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.txt").write_text(written.text + "\n", encoding="utf-8")
    if written.said:
        (folder / f"{name}.run.json").write_text(json.dumps(written.said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    usage = folder / "usage.json"
    costs = _read(usage) | {name: {"model": written.model, "commit": this_commit(), **written.cost()}}
    usage.write_text(json.dumps(costs, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _read(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}


if __name__ == "__main__":
    sys.exit(main())
