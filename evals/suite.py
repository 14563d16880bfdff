"""What a suite is: fixed cases, a function that lets the program answer a case, one that scores the answer, one that sums up.

The same four serve `assistant eval`, the tasks for inspect-ai (tasks.py) and `make evals`. Bars are data: thresholds.toml.
"""

from __future__ import annotations

import os
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from assistant.config import Config, load_config
from assistant.samples.library import Library

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parent / "corpus"
THRESHOLDS = HERE / "thresholds.toml"
Scores = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Case:
    """One case: its name within the suite, what is asked in words, and the data that answering and scoring need."""

    id: str
    asked: str
    data: Mapping[str, Any]


@dataclass(frozen=True, eq=False, slots=True)
class World:
    """Where a suite runs: a home of its own, the settings, the model's name (None: the configured or natural one).

    `kept` is where written reports stay, so that a long run that was stopped goes on.
    """

    home: Path
    config: Config
    model: str | None
    kept: Path

    def library(self) -> Library:
        """The project's own sample reports, indexed when first asked for."""
        library = Library.open(self.config)
        if library.is_empty:
            library.index([CORPUS])
        return library


@dataclass(frozen=True, slots=True)
class Suite:
    """A suite. An answer is anything that JSON can hold; scores are counts or measures of one case, by name."""

    name: str
    title: str
    cases: Callable[[], Sequence[Case]]
    answer: Callable[[Case, World], Any]
    score: Callable[[Case, Any], Scores]
    total: Callable[[Sequence[Scores]], Scores]
    needs_model: bool = False
    seed: int | None = None


@dataclass(frozen=True)
class Bar:
    """A bar from the thresholds file: `metric` must be at least or at most `value`."""

    metric: str
    at_least: bool
    value: float

    def holds(self, metrics: Scores) -> bool:
        """Whether the metrics are on the right side; a metric that was not measured is not."""
        if self.metric not in metrics:
            return False
        return metrics[self.metric] >= self.value if self.at_least else metrics[self.metric] <= self.value

    @cached_property
    def text(self) -> str:
        """The bar as it is written: >= 0.76."""
        return f"{'>=' if self.at_least else '<='} {self.value:g}"


def bars(suite: str, path: Path | None = None) -> list[Bar]:
    """The bars of a suite from a thresholds file (default: ours). Raises ValueError for a bar that is none."""
    table = tomllib.loads((path or THRESHOLDS).read_text(encoding="utf-8")).get(suite, {})
    return [_bar(metric, text) for metric, text in table.items()]


def _bar(metric: str, text: str) -> Bar:
    sign, _, value = str(text).partition(" ")
    if sign not in (">=", "<="):
        raise ValueError(f'{metric}: write ">= 0.9" or "<= 2", not "{text}"')
    return Bar(metric, sign == ">=", float(value))


@contextmanager
def world(model: str | None = None, kept: Path | None = None) -> Iterator[World]:
    """A world with a home of its own that is gone afterwards; the weights stay where they are, and what is in `kept`."""
    before = os.environ.get("ASSISTANT_HOME")
    with tempfile.TemporaryDirectory(prefix="evals-") as folder:
        os.environ["ASSISTANT_HOME"] = folder
        try:
            yield World(Path(folder), load_config(), model, kept or Path(folder) / "kept")
        finally:
            os.environ.pop("ASSISTANT_HOME")
            if before is not None:
                os.environ["ASSISTANT_HOME"] = before


def mean(rows: Sequence[Scores], key: str) -> float:
    """The mean of a score over the cases that have it, 0 where none has."""
    values = [r[key] for r in rows if key in r]
    return sum(values) / len(values) if values else 0.0


def ratio(rows: Sequence[Scores], part: str, whole: str, empty: float = 1.0) -> float:
    """One count over another, summed over the cases; `empty` where there is nothing to count."""
    below = sum(r.get(whole, 0) for r in rows)
    return sum(r.get(part, 0) for r in rows) / below if below else empty
