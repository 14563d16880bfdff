"""What drafting adds to the model's own time: against a server that answers any number of requests at once in a fixed time.

The longest chain of dependent calls is known: the most attempts of one paragraph of the body, then the most of opening and closing.
"""

from __future__ import annotations

import statistics
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from evals.bench.timing import OURS, ROOT, Bench, Taken, environment, median, run
from evals.slow_server import serving

FACTS = ROOT / "evals" / "facts" / "机关党支部工作报告.yaml"
LATENCY = 1.0
JOBS = (1, 2, 4, 8, 16, 32)
SIZES = (6, 12, 18, 24, 30)  # facts
_BLOCK, _ENDS = "【提纲】", ("【小节】报告开头", "【小节】报告结尾")


@dataclass
class Obedient:
    """Writes every point of the paragraph asked for, as sentences; counts the requests for each paragraph."""

    asked: Counter[str] = field(default_factory=Counter)

    def __call__(self, messages: list[dict[str, str]]) -> str:
        """The answer to a request."""
        block = next(m["content"] for m in reversed(messages) if m["role"] == "user" and _BLOCK in m["content"])
        self.asked[block] += 1
        lines = block.partition(_BLOCK)[2].partition("【字数】")[0].strip().splitlines()
        return "".join(line.partition("：")[2].rstrip("。") + "。" for line in lines if "：" in line)

    @property
    def chain(self) -> int:
        """The longest chain of calls that must wait for each other."""
        ends = [n for block, n in self.asked.items() if block.startswith(_ENDS)]
        body = [n for block, n in self.asked.items() if not block.startswith(_ENDS)]
        return max(body, default=0) + max(ends, default=0)


def measure(folder: Path, times: int, peers: Path | None) -> Bench:
    """Wall time of the whole command over the longest chain: by the number of requests at once, and by the number of facts."""
    bench = Bench("generate", f"generate against a server that takes {LATENCY:g} s for each answer", "longest chain", "wall")
    env = environment(folder / "home")
    run((*OURS, "samples", "index"), env)
    for jobs in JOBS:
        wall, chain, calls = _generated(FACTS, folder, env, jobs, times)
        bench.rows[f"generate -j {jobs}"] = wall
    bench.rows |= {"longest chain": Taken(chain, 0), "all calls one after the other": Taken(calls, 0)}
    for size in SIZES:
        wall, chain, calls = _generated(shortened(FACTS, folder, size), folder, env, JOBS[-1], times)
        bounds = {"longest chain": Taken(chain, 0), "all calls one after the other": Taken(calls, 0)}
        bench.grown("generate", "facts", size, {f"generate -j {JOBS[-1]}": wall, **bounds})
    bench.remarks.append("a command starts, reads, plans and searches before its first call, and verifies and writes Word after its last")
    return bench


def shortened(facts: Path, folder: Path, size: int) -> Path:
    """A facts file with the first facts of another only (problems and plans count)."""
    path, kept = folder / f"{size}.yaml", 0
    lines: list[str] = []
    for line in facts.read_text(encoding="utf-8").splitlines():
        kept += line.startswith("  - ")
        if line[:1] != " ":
            lines += [line] if not line.endswith(":") or kept < size else []
        elif kept <= size:
            lines.append(line)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _generated(facts: Path, folder: Path, env: dict[str, str], jobs: int, times: int) -> tuple[Taken, float, float]:
    """Medians: what the command took, seconds of the longest chain, seconds of all calls together."""
    several = [_once(facts, folder, env, jobs) for _ in range(max(times // 2, 1))]
    return median([s[0] for s in several]), statistics.median(s[1] for s in several), statistics.median(s[2] for s in several)


def _once(facts: Path, folder: Path, env: dict[str, str], jobs: int) -> tuple[Taken, float, float]:
    answer = Obedient()
    with serving(LATENCY, answer) as server:
        command = (*OURS, "generate", str(facts), "-o", str(folder / "out.docx"), "--fresh", "-j", str(jobs))
        taken = run(command, {**env, "OPENAI_BASE_URL": server.base_url})
        return taken, answer.chain * LATENCY, len(server.spans) * LATENCY
