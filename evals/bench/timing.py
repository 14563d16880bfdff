"""Timing whole processes as a user sees them, in turns, so that a busy moment of the machine hits all alike."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
OURS = (sys.executable, "-m", "assistant")
Command = Sequence[str]


@dataclass
class Bench:
    """What one benchmark found: seconds by name (medians), growth by name, remarks, and what could not be measured."""

    name: str
    title: str
    against: str
    rows: dict[str, float] = field(default_factory=dict)
    growth: dict[str, list[tuple[float, float]]] = field(default_factory=dict)
    x_name: str = ""
    remarks: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def ratios(self) -> dict[str, float]:
        """Each row as a multiple of the row it is compared with."""
        base = self.rows.get(self.against)
        return {name: seconds / base for name, seconds in self.rows.items()} if base else {}


def environment(home: Path, **more: str) -> dict[str, str]:
    """The variables of a run of our program: a state folder of its own, no settings of the user."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("ASSISTANT_", "OPENAI_"))}
    return kept | {"ASSISTANT_HOME": str(home), "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **more}


def run(command: Command, env: Mapping[str, str], fine: Sequence[int] = (0, 1)) -> float:
    """Run a command and return its seconds. Raises RuntimeError where it ends otherwise than `fine`."""
    started = time.perf_counter()
    done = subprocess.run(command, env=dict(env), capture_output=True, text=True, check=False, cwd=ROOT)
    took = time.perf_counter() - started
    if done.returncode not in fine:
        raise RuntimeError(f"{' '.join(command)[:120]}: exit code {done.returncode}: {done.stderr.strip()[-200:]}")
    return took


def medians(bench: Bench, commands: Mapping[str, Command], env: Mapping[str, str], times: int) -> dict[str, float]:
    """The median seconds of each command over `times` rounds; one that fails is noted in the bench and left out."""
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(times):
        for name, command in commands.items():
            if name in taken:
                try:
                    taken[name].append(run(command, env))
                except (RuntimeError, OSError) as error:
                    bench.failures.append(f"{name}: {error}")
                    del taken[name]
    return {name: statistics.median(seconds) for name, seconds in taken.items()}


def as_json(bench: Bench) -> dict[str, Any]:
    """What is recorded of a bench."""
    return {
        "title": bench.title,
        "against": bench.against,
        "seconds": {k: round(v, 4) for k, v in bench.rows.items()},
        "ratios": {k: round(v, 2) for k, v in bench.ratios().items()},
        "growth": {k: [(x, round(y, 4)) for x, y in v] for k, v in bench.growth.items()},
        "x": bench.x_name,
        "remarks": bench.remarks,
        "failures": bench.failures,
    }
