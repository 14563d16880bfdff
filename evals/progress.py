"""What a long evaluation says while it runs: the suite, the case, how many there are, and how long it can take yet."""

from __future__ import annotations

import sys
import time
from typing import TextIO

from evals.suite import Case, Suite

REUSED = 1.0  # seconds; a case that asks a model and took less was kept from an earlier run


class Progress:
    """One line that is written over on a terminal; elsewhere a line for each case that asks a model, and one for any other suite."""

    def __init__(self, suite: Suite, stream: TextIO | None = None) -> None:
        self._suite = suite
        self._stream = stream or sys.stderr
        self._begun = self._last = time.monotonic()
        self._took: list[float] = []

    def __call__(self, number: int, count: int, case: Case) -> None:
        """A case begins: the `number`th from 0 of `count`."""
        now = time.monotonic()
        if number:
            self._took.append(now - self._last)
        self._last = now
        line = f"{self._suite.name} {number + 1}/{count}  {case.id}{self._left(count - number, now)}"
        if self._stream.isatty():
            print(f"\r\x1b[K{line}", end="", file=self._stream, flush=True)
        elif self._suite.needs_model or not number:
            print(line, file=self._stream, flush=True)

    def end(self) -> None:
        """Clear the line."""
        if self._stream.isatty():
            print("\r\x1b[K", end="", file=self._stream, flush=True)

    def _left(self, cases: int, now: float) -> str:
        """Only cases that were really run tell how long one takes; how many of those to come are kept is not known: at most."""
        took = [t for t in self._took if t >= REUSED] if self._suite.needs_model else self._took
        if not took:
            return ""
        return f"  ({duration(now - self._begun)} so far, at most {duration(cases * sum(took) / len(took))} left)"


def duration(seconds: float) -> str:
    """A time in words: 40 s, 12 min, 1 h 05 min."""
    minutes = round(seconds / 60)
    if seconds < 60:
        return f"{seconds:.0f} s"
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02} min"
