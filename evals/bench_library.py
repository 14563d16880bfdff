"""How large the sample library may grow: indexing rate, memory, size, query time.

    python evals/bench_library.py [--documents 100 1000 10000] [--passages 10] [--keep FOLDER] [--record]

The samples are made of the sentences of corpus/, shuffled, with headings. Every number is measured in a process of its own, as a user
would see it; times are wall time, and in brackets processor time, which other programs on the machine disturb less. "check" is one
look for leaks in a draft of 20,000 characters. `--keep` leaves the libraries in place; what is there already is only timed, so that the
long part may run in the background and the short one on a quiet machine. `--record` writes evals/results/bench.json and
docs/benchmarks.md. Exit code 1 where a bar is missed: unchanged re-index of 1,000 documents 3 s; query p99 60 ms warm; a cold search 1.2 s.
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
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from assistant.documents.clean import clean_sample
from assistant.documents.read import read
from assistant.samples.ingest import SUFFIXES
from assistant.samples.split import split

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from evals.bench.timing import Taken

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


@dataclass(frozen=True, order=True)
class Cost:
    """Seconds of wall time and of processor time, and peak memory in MB."""

    wall: float
    cpu: float
    memory: float

    @property
    def taken(self) -> Taken:
        """The two times."""
        return Taken(self.wall, self.cpu)


@dataclass(frozen=True)
class Size:
    """What a library of so many documents costs: MB on disk; a first index, an unchanged one, a cold search; queries and a check, warm."""

    documents: int
    passages: int
    disk: float
    index: Cost
    again: Cost
    cold: Cost
    p50: Taken
    p99: Taken
    check: Taken

    @property
    def good(self) -> bool:
        """Whether it keeps to the bars."""
        return self.again.wall < MOST_REINDEX * max(self.documents / 1_000, 1) and self.p99.wall < MOST_QUERY and self.cold.wall < MOST_COLD

    def cells(self) -> tuple[str, ...]:
        """The columns of HEADS."""
        times = [_both(self.again), _both(self.p50, 1000), _both(self.p99, 1000), _both(self.cold), _both(self.check, 1000)]
        rate = f"{self.documents / self.index.wall:.1f}"
        return (str(self.documents), str(self.passages), _both(self.index), rate, f"{self.index.memory:.0f}", f"{self.disk:.0f}", *times)


HEADS = ("documents", "passages", "index s", "docs/s", "memory MB", "size MB", "again s", "p50 ms", "p99 ms", "cold s", "check ms")


def main() -> int:
    """Measure and print a table; the exit code."""
    parser = argparse.ArgumentParser(description="benchmark of the sample library")
    parser.add_argument("--documents", type=int, nargs="+", default=[100, 1_000, 10_000])
    parser.add_argument("--passages", type=int, default=10, help="passages a document")
    parser.add_argument("--keep", type=Path, help="work here and leave everything in place")
    parser.add_argument("--record", action="store_true", help="write evals/results/bench.json and docs/benchmarks.md")
    arguments = parser.parse_args()
    root = arguments.keep or Path(tempfile.mkdtemp())
    sentences = _sentences()
    print(" ".join(f"{head:>15}" for head in HEADS))
    sizes = []
    for count in arguments.documents:
        sizes.append(_measure(root / str(count), sentences, count, arguments.passages))
        print(" ".join(f"{cell:>15}" for cell in sizes[-1].cells()), flush=True)
    if not arguments.keep:
        shutil.rmtree(root)
    if arguments.record:
        _record(sizes)
    return int(not all(size.good for size in sizes))


def _record(sizes: Sequence[Size]) -> None:
    """Put the sizes into the record of all benchmarks: seconds of the largest, growth of each, the rest as remarks."""
    from evals.bench.__main__ import save
    from evals.bench.timing import Bench

    last = sizes[-1]
    bench = Bench("library", f"Sample library, {last.passages:,} passages", "cold search")
    bench.rows = {"index": last.index.taken, "index again": last.again.taken, "cold search": last.cold.taken}
    bench.rows |= {"query p50, warm": last.p50, "query p99, warm": last.p99, "leaks of a draft, warm": last.check}
    for size in sizes:
        thousands = size.passages / 1000
        bench.grown("Indexing", "thousand passages", thousands, {"from nothing": size.index.taken, "unchanged": size.again.taken})
        searches = {"in a new process": size.cold.taken, "p50, open": size.p50, "p99, open": size.p99}
        bench.grown("Searching", "thousand passages", thousands, searches)
    for size in sizes:
        bench.remarks.append("; ".join(f"{head} {cell}" for head, cell in zip(HEADS, size.cells(), strict=True)))
    bench.remarks.append(
        "wall time, in brackets processor time; of an index, processor time and memory are those of the process that writes, "
        "without the workers that mask; the samples are sentences of corpus/, shuffled"
    )
    save({"library": bench}, f"python evals/bench_library.py --documents {' '.join(str(s.documents) for s in sizes)} --record")


def _sentences() -> list[str]:
    files = sorted(p for p in CORPUS.rglob("*") if p.suffix in SUFFIXES and p.stem != "README")
    pieces = [piece.text for file in files for piece in split(clean_sample(read(file))[0])]
    return [f"{s}。" for text in pieces for s in text.split("。") if len(s) > 12]


def _measure(root: Path, sentences: list[str], count: int, passages: int) -> Size:
    folder, home, first = root / "samples", root / "home", root / "index.json"
    rng = random.Random(count)
    if not first.exists():
        _write(folder, sentences, count, passages, rng)
        first.write_text(json.dumps(asdict(_timed(home, "samples", "index", str(folder)))), encoding="utf-8")
    again = _median(_timed(home, "samples", "index", str(folder)) for _ in range(3))
    cold = _median(_timed(home, "samples", "search", query) for query in rng.sample(sentences, 7))
    queries = [rng.choice(sentences)[: rng.randrange(8, 40)] for _ in range(1_000)]
    (root / "queries.json").write_text(json.dumps(queries), encoding="utf-8")
    wall, cpu, check = json.loads(_run(home, [sys.executable, "-c", _WARM, str(root / "queries.json")]))
    disk = sum(f.stat().st_size for f in home.rglob("*") if f.is_file()) / 1e6
    p50, p99 = (Taken(wall[len(wall) * n // 100], cpu[len(cpu) * n // 100]) for n in (50, 99))
    index = Cost(**json.loads(first.read_text(encoding="utf-8")))
    return Size(count, count * passages, disk, index, again, cold, p50, p99, Taken(*check))


def _both(cost: Cost | Taken, scale: float = 1) -> str:
    return f"{cost.wall * scale:.2f} ({cost.cpu * scale:.2f})"


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
