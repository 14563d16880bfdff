"""How large the sample library may grow: indexing rate, memory, size, query time.

    python evals/bench_library.py [--documents 1000 3000 10000] [--passages 10] [--keep FOLDER]

The samples are made of the sentences of corpus/, shuffled, with headings. Every number is measured in a process of its own, as a user
would see it; times are wall time, and in brackets processor time, which other programs on the machine disturb less. "check" is one
look for leaks in a draft of 20,000 characters. Exit code 1 where a bar is missed: unchanged re-index of 1,000 documents 3 s; query
p99 60 ms warm; a cold search 1.2 s.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from assistant.documents.clean import clean_sample
from assistant.documents.read import read
from assistant.samples.ingest import SUFFIXES
from assistant.samples.split import split

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
MOST_REINDEX, MOST_QUERY, MOST_COLD = 3.0, 0.060, 1.2
_WARM = """
import json, sys, time
from assistant.config import load_config
from assistant.samples.library import Library
library = Library.open(load_config())
queries = json.load(open(sys.argv[1], encoding="utf-8"))
library.search(queries[0])
times = []
for query in queries:
    start = time.perf_counter(), time.process_time()
    library.search(query, k=5)
    times.append((time.perf_counter() - start[0], time.process_time() - start[1]))
draft = "".join(queries)[:20_000]
start = time.perf_counter(), time.process_time()
leaks = library.leaks()
leaks.find(draft), leaks.runs(draft)
check = time.perf_counter() - start[0], time.process_time() - start[1]
print(json.dumps([sorted(wall for wall, _ in times), sorted(cpu for _, cpu in times), check]))
"""


def main() -> int:
    """Measure and print a table; the exit code."""
    parser = argparse.ArgumentParser(description="benchmark of the sample library")
    parser.add_argument("--documents", type=int, nargs="+", default=[1_000, 3_000, 10_000])
    parser.add_argument("--passages", type=int, default=10, help="passages a document")
    parser.add_argument("--keep", type=Path, help="work here and leave everything in place")
    arguments = parser.parse_args()
    root = arguments.keep or Path(tempfile.mkdtemp())
    sentences = _sentences()
    heads = ("documents", "passages", "index s", "docs/s", "memory MB", "size MB", "again s", "p50 ms", "p99 ms", "cold s", "check ms")
    print(" ".join(f"{head:>15}" for head in heads))
    good = all([_measure(root / str(count), sentences, count, arguments.passages) for count in arguments.documents])
    if not arguments.keep:
        shutil.rmtree(root)
    return int(not good)


def _sentences() -> list[str]:
    files = sorted(p for p in CORPUS.rglob("*") if p.suffix in SUFFIXES and p.stem != "README")
    pieces = [piece.text for file in files for piece in split(clean_sample(read(file))[0])]
    return [f"{s}。" for text in pieces for s in text.split("。") if len(s) > 12]


def _measure(root: Path, sentences: list[str], count: int, passages: int) -> bool:
    folder, home = root / "samples", root / "home"
    rng = random.Random(count)
    _write(folder, sentences, count, passages, rng)
    index = _timed(home, "samples", "index", str(folder))
    again = _median(_timed(home, "samples", "index", str(folder)) for _ in range(3))
    cold = _median(_timed(home, "samples", "search", query) for query in rng.sample(sentences, 7))
    queries = [rng.choice(sentences)[: rng.randrange(8, 40)] for _ in range(1_000)]
    (root / "queries.json").write_text(json.dumps(queries), encoding="utf-8")
    wall, cpu, check = json.loads(_run(home, [sys.executable, "-c", _WARM, str(root / "queries.json")]))
    size = sum(f.stat().st_size for f in home.rglob("*") if f.is_file()) / 1e6
    p50, p99 = ((wall[len(wall) * n // 100], cpu[len(cpu) * n // 100]) for n in (50, 99))
    cells = (
        f"{count}", f"{count * passages}", _both(index.wall, index.cpu), f"{count / index.wall:.1f}", f"{index.memory:.0f}", f"{size:.0f}",
        _both(again.wall, again.cpu), _both(*p50, 1000), _both(*p99, 1000), _both(cold.wall, cold.cpu), _both(*check, 1000),
    )  # fmt: skip
    print(" ".join(f"{cell:>15}" for cell in cells), flush=True)
    return again.wall < MOST_REINDEX * max(count / 1_000, 1) and p99[0] < MOST_QUERY and cold.wall < MOST_COLD


def _both(wall: float, cpu: float, scale: float = 1) -> str:
    return f"{wall * scale:.2f} ({cpu * scale:.2f})"


def _write(folder: Path, sentences: list[str], count: int, passages: int, rng: random.Random) -> None:
    """Write `count` samples of `passages` paragraphs of about 140 characters."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        lines = [f"第{number}单位党支部{rng.randrange(2015, 2026)}年工作总结"]
        for place in range(passages):
            if place % 3 == 0:
                lines.append(f"{'一二三四五六七八九十'[place // 3 % 10]}、{rng.choice(sentences)[:14].rstrip('，。；、')}")
            text = ""
            while len(text) < 110:
                text += rng.choice(sentences)
            lines.append(text[:199])
        (folder / f"{number}.txt").write_text("\n".join(lines), encoding="utf-8")


@dataclass(frozen=True, order=True)
class Cost:
    """Seconds of wall time and of processor time, and peak memory in MB."""

    wall: float
    cpu: float
    memory: float


def _median(costs: Iterable[Cost]) -> Cost:
    found = sorted(costs)
    return found[len(found) // 2]


def _timed(home: Path, *command: str) -> Cost:
    start = time.perf_counter()
    report = _run(home, [sys.executable, "-c", _PEAK, *command])
    memory, cpu = report.rsplit("\n", 2)[-2].split()
    return Cost(time.perf_counter() - start, float(cpu), int(memory) / 1024)


_PEAK = """
import resource, sys
from assistant.cli.app import main
sys.argv[0] = "assistant"
try:
    main()
finally:
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(used.ru_maxrss, used.ru_utime + used.ru_stime)
"""


def _run(home: Path, command: list[str]) -> str:
    environment = os.environ | {"ASSISTANT_HOME": str(home)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    sys.exit(main())
