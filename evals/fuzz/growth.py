"""Whether a rule takes more than linear time: each is timed on a fragment repeated, and again on four times as many."""

from __future__ import annotations

import gc
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from assistant.checks.analysis import Analysis
from assistant.checks.files import FileResult
from assistant.checks.fixing import difference
from assistant.checks.formats import render
from assistant.checks.model import Rule
from assistant.checks.outcome import Outcome
from assistant.checks.registry import RULES
from assistant.checks.runner import run
from assistant.documents.read import read_bytes
from assistant.facts.model import FactsFile

SIZES = (2_000, 8_000, 32_000)  # characters
TIMES = 4
MOST = 9.0  # linear growth is 4, with n·log n and noise up to 6; quadratic is 16
SHORT = 0.03  # seconds: shorter times say nothing
LONGEST = 60  # seconds of processor time for one rule on one text
UNDERSTOOD = (
    *("starts", "characters", "dense", "unquoted", "lexicon", "years", "title_span", "dates", "quantities", "plan"),
    *("own_body", "numbered", "prose", "separators", "grounding"),
)


class TooSlow(BaseException):
    """A rule that goes on and on; no Exception, so that nothing catches it on the way."""


def slow_growth(text_of: Callable[[int], str], facts: FactsFile | None) -> Iterator[str]:
    """What grows faster than the text does, of size `text_of(n)` characters: the step, its times, the growth."""
    before: dict[str, float] = {}
    for size in SIZES:
        now = _times(text_of(size), facts)
        suspects = {name for name, taken in now.items() if _grew(before.get(name), taken)}
        if suspects:
            suspects = _confirmed(text_of, size, facts, suspects)
            yield from (f"{name}: {now[name]:.3f} s for {size} characters, {before[name]:.3f} s for a quarter" for name in suspects)
        if suspects:
            return
        before = now


def _grew(before: float | None, now: float) -> bool:
    return before is not None and now > SHORT and now > MOST * max(before, SHORT / 10)


def _confirmed(text_of: Callable[[int], str], size: int, facts: FactsFile | None, names: set[str]) -> set[str]:
    """Those of `names` that grow as fast when timed twice more, the shortest times taken (a busy machine only adds)."""
    small = [_times(text_of(size // TIMES), facts) for _ in range(2)]
    large = [_times(text_of(size), facts) for _ in range(2)]
    return {name for name in names if _grew(min(t[name] for t in small), min(t[name] for t in large))}


def _times(text: str, facts: FactsFile | None) -> dict[str, float]:
    """Seconds of processor time of each step on a text, without those of the garbage collector."""
    gc.collect()
    gc.disable()
    try:
        return _steps(text, facts)
    finally:
        gc.enable()


def _steps(text: str, facts: FactsFile | None) -> dict[str, float]:
    taken: dict[str, float] = {}
    with _timed(taken, "read"):
        document = read_bytes(text.encode(errors="ignore"), "a.txt")
    doc = Analysis(document, facts)
    for name in UNDERSTOOD:
        with _timed(taken, name):
            getattr(doc, name)
    known: list[Rule] = []  # the rules as what they found, to time the runner alone
    for code, rule in RULES.items():
        with _timed(taken, code):
            hits = list(rule.find(doc))
        known.append(rule._replace(find=lambda doc, hits=hits: hits))
    with _timed(taken, "run"):
        result = run(doc, known)
    file = FileResult("a.txt", result.findings, document.paragraphs)
    for name in ("full", "html"):
        with _timed(taken, name):
            render(name, Outcome((file,)))
    with _timed(taken, "diff"):
        difference(file, unsafe=True)
    return taken


@contextmanager
def _timed(taken: dict[str, float], name: str) -> Iterator[None]:
    def stop(number: int, frame: FrameType | None) -> None:
        raise TooSlow(f"{name}: over {LONGEST} s")

    signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST)
    started = time.process_time()
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        taken[name] = time.process_time() - started
