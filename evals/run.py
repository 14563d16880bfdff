"""Runs suites: all cases of one, its metrics against its bars, and the record of the last run in results/."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

from evals.suite import HERE, Bar, Case, Scores, Suite, World, bars, world

RESULTS = HERE / "results"
Progress = Callable[[int, int, Case], None]


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One case: its scores, the answer that was scored, and why it failed where it did."""

    id: str
    scores: Scores = field(default_factory=dict)
    answer: Any = None
    error: str = ""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Run:
    """A suite that was run: `metrics` by name, the bars it missed, and whether every case could be run.

    `of` is how many cases the suite has, `stopped` whether Ctrl-C ended it; `model` and `commit` are those that gave the answers.
    """

    suite: str
    title: str
    metrics: Scores
    missed: tuple[Bar, ...]
    cases: tuple[CaseResult, ...]
    seconds: float
    model: str = ""
    seed: int | None = None
    of: int = 0
    stopped: bool = False
    commit: str = ""

    @property
    def errors(self) -> tuple[CaseResult, ...]:
        """The cases that could not be run."""
        return tuple(c for c in self.cases if c.error)

    @property
    def exit_code(self) -> int:
        """3 where a case could not be run or was not come to, 1 where a bar is missed, else 0."""
        return 3 if self.errors or self.stopped or not self.cases else 1 if self.missed else 0


@dataclass(frozen=True, slots=True)
class Options:
    """How to run: with which model, only the cases whose id fits a pattern, against which bars, and where reports are kept.

    `few` leaves a suite that asks a model only its first so many facts files or conversations.
    """

    model: str | None = None
    only: Sequence[str] = ()
    thresholds: Path | None = None
    kept: Path | None = None
    few: int | None = None


def run_suite(suite: Suite, options: Options = Options(), progress: Progress | None = None) -> Run:
    """Run a suite in a world of its own. Ctrl-C ends it after the cases that are finished: see Run.stopped."""
    cases = suite.cases()
    chosen = _chosen(suite, cases, options)
    wanted = bars(suite.name, options.thresholds)
    started, results, stopped = time.monotonic(), [], False
    with world(options.model, options.kept) as place:
        try:
            for n, case in enumerate(chosen):
                results.append(_ask(suite, case, place, n, len(chosen), progress))
        except KeyboardInterrupt:
            stopped = True
    rows = [r.scores for r in results if not r.error]
    metrics = suite.total(rows) if rows else {}
    missed = tuple(b for b in wanted if not b.holds(metrics))
    model, commit = (_told(results, key) for key in ("model", "commit"))
    seconds = time.monotonic() - started
    return Run(
        suite.name, suite.title, metrics, missed, tuple(results), seconds, model, suite.seed, len(cases), stopped, commit or this_commit()
    )


def _chosen(suite: Suite, cases: Sequence[Case], options: Options) -> list[Case]:
    """The cases to run. The systems of the leak benchmark share a facts file: what stands after the last / of an id counts as one."""
    subjects = list(dict.fromkeys(c.id.rpartition("/")[2] for c in cases))
    left = set(subjects[: options.few] if suite.needs_model else subjects)
    return [c for c in cases if c.id.rpartition("/")[2] in left and (not options.only or any(fnmatch(c.id, o) for o in options.only))]


def _told(results: Sequence[CaseResult], key: str) -> str:
    """What the answers say of `key`, each value once: answers that were kept may come from another model or commit."""
    return ", ".join(dict.fromkeys(r.answer[key] for r in results if isinstance(r.answer, dict) and r.answer.get(key)))


def _ask(suite: Suite, case: Case, place: World, number: int, count: int, progress: Progress | None) -> CaseResult:
    if progress:
        progress(number, count, case)
    started = time.monotonic()
    try:
        answer = suite.answer(case, place)
        return CaseResult(case.id, suite.score(case, answer), answer, seconds=time.monotonic() - started)
    except Exception as error:  # one case that cannot be run must not hide the others; the run fails for it
        return CaseResult(case.id, error=f"{type(error).__name__}: {error}", seconds=time.monotonic() - started)


def record(run: Run, command: str) -> Path:
    """Keep a run as the recorded one of its suite, without the answers."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{run.suite}.json"
    path.write_text(json.dumps(as_json(run, command), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def as_json(run: Run, command: str) -> dict[str, Any]:
    """What is recorded of a run."""
    return {
        "version": 1,
        "suite": run.suite,
        "date": datetime.now(UTC).strftime("%Y-%m-%d"),
        "command": command,
        "commit": run.commit,
        "model": run.model,
        "seed": run.seed,
        "machine": machine(),
        "seconds": round(run.seconds, 1),
        "asked": len(run.cases),
        "of": run.of,
        "metrics": {k: round(v, 4) for k, v in run.metrics.items()},
        "missed": [f"{b.metric} {b.text}" for b in run.missed],
        "errors": {c.id: c.error for c in run.errors},
        "cases": {c.id: {k: round(v, 4) for k, v in c.scores.items()} for c in run.cases if not c.error} if len(run.cases) <= 40 else {},
    }


def recorded(suite: str) -> dict[str, Any] | None:
    """The recorded run of a suite, None where there is none."""
    path = RESULTS / f"{suite}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def machine() -> dict[str, Any]:
    """What the numbers depend on: processor, cores, memory in GB, system, Python, and how busy the machine was."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "load": round(os.getloadavg()[0], 1),
    }


def _processor() -> str:
    path = Path("/proc/cpuinfo")
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.processor())


@cache
def this_commit() -> str:
    """The commit of the checkout that is running, empty where it is none."""
    done = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=HERE, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def dumped(run: Run) -> dict[str, Any]:
    """A run with all answers, for looking into."""
    return {**asdict(run), "missed": [f"{b.metric} {b.text}" for b in run.missed]}


def shown_command() -> str:
    """The command that is running, as it would be typed."""
    name = Path(sys.argv[0]).name
    return " ".join(["assistant" if name == "__main__.py" else name, *sys.argv[1:]])
