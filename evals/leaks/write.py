"""Lets a system write reports: `python -m evals.leaks.write SYSTEM -o OUTDIR [-m MODEL] [--only TEXT...]`.

Writes OUTDIR/SYSTEM/NAME.txt for each facts file of evals/facts, `usage.json` with tokens and seconds, and for our own system what it
says of itself as NAME.run.json. Reports that are there already are kept, so that a run that was stopped goes on. Then:

    python -m evals.leaks.score OUTDIR/SYSTEM
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from pathlib import Path

from assistant.engines.registry import open_engine
from assistant.errors import AssistantError
from evals.leaks.judge import FACTS
from evals.leaks.systems import SYSTEMS, Report, write
from evals.suite import World, world


def main() -> int:
    """Write the reports; the exit code."""
    parser = argparse.ArgumentParser(description="reports of one system for the leak benchmark")
    parser.add_argument("system", choices=tuple(SYSTEMS))
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUTDIR")
    parser.add_argument("-m", "--model", metavar="MODEL")
    parser.add_argument("--only", nargs="*", default=[], metavar="TEXT", help="facts files whose name holds one of these")
    options = parser.parse_args()
    folder = options.output / options.system
    folder.mkdir(parents=True, exist_ok=True)
    chosen = [p for p in sorted(FACTS.glob("*.yaml")) if not options.only or any(o in p.stem for o in options.only)]
    with world(options.model) as place:
        try:
            for path in chosen:
                if not (folder / f"{path.stem}.txt").exists():
                    save(folder, path.stem, report(options.system, path, place))
        except AssistantError as error:
            print(f"{error.message}\n{error.hint}", file=sys.stderr)
            return 3
    return 0


def report(system: str, facts: Path, place: World) -> Report:
    """One report, by an engine of its own. Raises AssistantError."""

    library, engine = place.library(), open_engine(place.model, place.config)

    async def run() -> Report:
        try:
            return await write(system, facts, engine, library, place.config)
        finally:
            await engine.aclose()

    return asyncio.run(run())


def save(folder: Path, name: str, written: Report) -> None:
    """Write a report and what it cost."""
    (folder / f"{name}.txt").write_text(written.text + "\n", encoding="utf-8")
    if written.said:
        (folder / f"{name}.run.json").write_text(json.dumps(written.said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    usage = folder / "usage.json"
    costs = json.loads(usage.read_text(encoding="utf-8")) if usage.exists() else {}
    costs[name] = {"model": written.model, **written.cost()}
    usage.write_text(json.dumps(costs, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{written.system} {name}: {len(written.text)} characters, {written.calls} calls, {written.seconds:.0f} s", flush=True)


if __name__ == "__main__":
    sys.exit(main())
