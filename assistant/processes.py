"""The same work for many things, on all cores where there are many."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Thread, active_count
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext

Thing = TypeVar("Thing")
Done = TypeVar("Done")

_CHUNK = 16  # things that a worker takes at a time: what is left to do after Ctrl-C


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def each(work: Callable[[Thing], Done], things: Sequence[Thing], *, few: int) -> Iterator[Done]:
    """`work` done for each thing, in their order; `work`, things and results must be picklable where there are `few` or more."""
    workers = min(cores(), len(things))
    if len(things) < few or workers == 1:
        yield from map(work, things)
        return
    from concurrent.futures import ProcessPoolExecutor

    pool = ProcessPoolExecutor(workers, _context(), initializer=_begin, initargs=(work,))
    try:
        with _undisturbed():
            done = pool.map(_do, things, chunksize=max(1, min(_CHUNK, len(things) // (8 * workers))))
        yield from done
    finally:
        pool.shutdown(cancel_futures=True)


def _context() -> BaseContext:
    """Workers are copies of this process, which begin at once, unless threads would be cut off in the copy."""
    from multiprocessing import get_context

    return get_context("fork" if sys.platform == "linux" and active_count() == 1 else "spawn")


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let Ctrl-C wait: Python drops one that comes while a process is copied."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_work: Callable[[Any], Any]


def _begin(work: Callable[[Any], Any]) -> None:
    """Give a worker its work once. Ctrl-C is the business of the process that started it; with that process it ends, however that ends."""
    global _work
    _work = work
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    from multiprocessing import parent_process

    parent = parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def _do(thing: Any) -> Any:
    return _work(thing)
