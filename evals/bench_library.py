"""How large the sample library may grow: indexing rate, memory, size, query time.

    python evals/bench_library.py [--documents 1000 3000 10000] [--passages 10] [--keep FOLDER]

The samples are made of the sentences of corpus/, shuffled, with headings. Every number is measured in a process of its own, as a user
would see it. Exit code 1 where a bar is missed: unchanged re-index of 1,000 documents 3 s; query p99 60 ms warm; a cold search 1.2 s.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
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
    start = time.perf_counter()
    library.search(query, k=5)
    times.append(time.perf_counter() - start)
print(json.dumps(sorted(times)))
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
    print("documents  passages  index s  docs/s  passages/s  memory MB  size MB  again s  p50 ms  p99 ms  cold s")
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
    seconds, memory = _timed(home, "samples", "index", str(folder))
    again = statistics.median(_timed(home, "samples", "index", str(folder))[0] for _ in range(3))
    cold = statistics.median(_timed(home, "samples", "search", query)[0] for query in rng.sample(sentences, 7))
    queries = [rng.choice(sentences)[: rng.randrange(8, 40)] for _ in range(1_000)]
    (root / "queries.json").write_text(json.dumps(queries), encoding="utf-8")
    times = json.loads(_run(home, [sys.executable, "-c", _WARM, str(root / "queries.json")]))
    total = count * passages
    size = sum(f.stat().st_size for f in home.rglob("*") if f.is_file()) / 1e6
    p50, p99 = times[len(times) // 2], times[int(len(times) * 0.99)]
    print(
        f"{count:9}  {total:8}  {seconds:7.1f}  {count / seconds:6.1f}  {total / seconds:10.0f}  {memory:9.0f}  {size:7.0f}  "
        f"{again:7.2f}  {p50 * 1000:6.1f}  {p99 * 1000:6.1f}  {cold:6.2f}",
        flush=True,
    )
    return again < MOST_REINDEX * max(count / 1_000, 1) and p99 < MOST_QUERY and cold < MOST_COLD


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


def _timed(home: Path, *command: str) -> tuple[float, float]:
    """Seconds and peak memory in MB of one command."""
    start = time.perf_counter()
    report = _run(home, [sys.executable, "-c", _PEAK, *command])
    return time.perf_counter() - start, int(report.rsplit("\n", 2)[-2]) / 1024


_PEAK = """
import resource, sys
from assistant.cli.app import main
sys.argv[0] = "assistant"
try:
    main()
finally:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def _run(home: Path, command: list[str]) -> str:
    environment = os.environ | {"ASSISTANT_HOME": str(home)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    sys.exit(main())
