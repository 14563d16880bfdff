"""`python -m evals.bench [NAME...]`: measures, records in evals/results/bench.json, writes docs/benchmarks.md and its plots.

    make bench-peers     a venv with proselint and autocorrect-py (and zhlint where npm is there) in .venv-bench
    make bench           everything, in a quarter of an hour; exit code 3 where something could not be measured

Medians of several rounds in which the programs take turns. Numbers of one machine and one day: compare the ratios.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from evals.bench import NAMES
from evals.bench.page import write_page
from evals.bench.timing import ROOT, Bench, as_json
from evals.run import RESULTS, machine

RECORD = RESULTS / "bench.json"


def main() -> int:
    """Measure; the exit code."""
    parser = argparse.ArgumentParser(description="benchmarks against what people would use instead")
    parser.add_argument("names", nargs="*", choices=(*NAMES, []), metavar="NAME", help=f"of {', '.join(NAMES)} (default: all)")
    parser.add_argument("--times", type=int, default=7, help="rounds of the short commands")
    parser.add_argument("--peers", type=Path, metavar="BIN", help="bin folder of the venv with the other tools (default: .venv-bench/bin)")
    parser.add_argument("--page", action="store_true", help="only write docs/benchmarks.md from the record")
    options = parser.parse_args()
    record = _recorded()
    for name in [] if options.page else options.names or NAMES:
        record = save({name: _measured(name, options.times, options.peers)}, f"python -m evals.bench {name} --times {options.times}")
    write_page(record["benches"], ROOT / "docs")
    failures = [f for b in record["benches"].values() for f in b["failures"]]
    print(*failures, sep="\n", file=sys.stderr)
    return 3 if failures else 0


def save(benches: Mapping[str, Bench], command: str) -> dict[str, Any]:
    """Record what `command` measured and write the page; returns the whole record."""
    record = _recorded()
    facts = {"date": datetime.now(UTC).strftime("%Y-%m-%d"), "command": command, "machine": machine()}
    record["benches"] |= {name: {**facts, **as_json(bench)} for name, bench in benches.items()}
    RECORD.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    write_page(record["benches"], ROOT / "docs")
    return record


def _recorded() -> dict[str, Any]:
    return json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else {"version": 1, "benches": {}}


def _measured(name: str, times: int, peers: Path | None) -> Bench:
    print(f"{name} …", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        bench: Bench = import_module(f"evals.bench.{name}").measure(Path(folder), times, peers)
    for what, taken in bench.rows.items():
        print(f"  {taken.wall:8.3f} s  cpu {taken.cpu:8.3f} s  {bench.ratios().get(what, 0):6.2f}  {what}")
    return bench


if __name__ == "__main__":
    sys.exit(main())
