"""Timing whole processes as a user sees them, in turns, so that a busy moment of the machine hits all alike."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
OURS = (sys.executable, "-m", "assistant")
Command = Sequence[str]


class Taken(NamedTuple):
    """What a process took: seconds on the clock, and seconds of processor time (its own and its children's)."""

    wall: float
    cpu: float


@dataclass
class Bench:
    """What one benchmark found: medians by name, how they grow, remarks, and what could not be measured.

    Each row is compared with the row `against`, or with its own of `pairs`. A growth has a title, the name of what grows, and for
    each line its points (size, seconds). `by` says which of the two times is compared and plotted: that of the processor, which a
    busy machine does not change, or that of the clock where waiting is the point.
    """

    name: str
    title: str
    against: str
    by: Literal["cpu", "wall"] = "cpu"
    rows: dict[str, Taken] = field(default_factory=dict)
    growth: dict[tuple[str, str], dict[str, list[tuple[float, float]]]] = field(default_factory=dict)
    pairs: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def ratios(self) -> dict[str, float]:
        """Each row as a multiple of the row it is compared with, where there is one."""
        bases = {name: self.rows.get(self.pairs.get(name, self.against)) for name in self.rows}
        return {name: self.of(self.rows[name]) / self.of(base) for name, base in bases.items() if base and self.of(base)}

    def of(self, taken: Taken) -> float:
        """The time that counts here."""
        return taken.cpu if self.by == "cpu" else taken.wall

    def grown(self, title: str, what: str, size: float, rows: Mapping[str, Taken]) -> None:
        """Add a point to each line of a growth: what was taken where there were `size` of `what`."""
        lines = self.growth.setdefault((title, what), {})
        for name, taken in rows.items():
            lines.setdefault(name, []).append((size, self.of(taken)))


def environment(home: Path, **more: str) -> dict[str, str]:
    """The variables of a run of our program: a state folder of its own, no settings of the user, compiled as once installed."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("ASSISTANT_", "OPENAI_", "PYTHONDONTWRITE"))}
    return kept | {"ASSISTANT_HOME": str(home), "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **more}


def run(command: Command, env: Mapping[str, str], fine: Sequence[int] = (0, 1), place: Path = ROOT) -> Taken:
    """Run a command in a folder and return what it took. Raises RuntimeError where it ends otherwise than `fine`."""
    started, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, env=dict(env), capture_output=True, text=True, check=False, cwd=place)
    took, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if done.returncode not in fine:
        raise RuntimeError(f"{' '.join(command)[:120]}: exit code {done.returncode}: {done.stderr.strip()[-200:]}")
    return Taken(took, cpu)


def peak(command: Command, env: Mapping[str, str]) -> int:
    """The most memory that a command took, in MB."""
    with subprocess.Popen(command, env=dict(env), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_maxrss // 1024


def medians(bench: Bench, commands: Mapping[str, Command], env: Mapping[str, str], times: int) -> dict[str, Taken]:
    """The medians of each command over `times` rounds; one that fails is noted in the bench and left out."""
    taken: dict[str, list[Taken]] = {name: [] for name in commands}
    for _ in range(times):
        for name, command in commands.items():
            if name in taken:
                try:
                    taken[name].append(run(command, env))
                except (RuntimeError, OSError) as error:
                    bench.failures.append(f"{name}: {error}")
                    del taken[name]
    return {name: median(several) for name, several in taken.items()}


def median(several: Sequence[Taken]) -> Taken:
    """The median of each of the two."""
    return Taken(statistics.median(t.wall for t in several), statistics.median(t.cpu for t in several))


def as_json(bench: Bench) -> dict[str, Any]:
    """What is recorded of a bench."""
    return {
        "title": bench.title,
        "against": bench.against,
        "by": bench.by,
        "wall": {k: round(v.wall, 4) for k, v in bench.rows.items()},
        "cpu": {k: round(v.cpu, 4) for k, v in bench.rows.items()},
        "ratios": {k: round(v, 2) for k, v in bench.ratios().items()},
        "growth": [
            {"title": title, "x": what, "lines": {k: [(x, round(y, 4)) for x, y in v] for k, v in lines.items()}}
            for (title, what), lines in bench.growth.items()
        ],
        "remarks": bench.remarks,
        "failures": bench.failures,
    }
