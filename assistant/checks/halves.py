"""Two halves of a piece of work at the same time: one here, one in a child process that begins with all this process knows."""

from __future__ import annotations

import sys
from collections.abc import Callable
from threading import active_count
from typing import TYPE_CHECKING, Any, TypeVar

from assistant.processes import cores

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Part = TypeVar("Part")
Done = TypeVar("Done")


def possible() -> bool:
    """Whether a child may be started: a core is free for it, this is no child itself, and no thread would be cut off in the copy."""
    from multiprocessing import parent_process

    return sys.platform == "linux" and cores() > 1 and parent_process() is None and active_count() == 1


def both(work: Callable[[Part], Done], here: Part, there: Part) -> tuple[Done, Done]:
    """`work(here)` and `work(there)`, the second in a child; what that returns must be picklable.

    A child that dies before it answers, by want of memory say, is of no account: its part is then done here.
    """
    from multiprocessing import get_context

    context = get_context("fork")
    answer, sent = context.Pipe(duplex=False)
    child = context.Process(target=_answer, args=(sent, work, there), daemon=True)
    child.start()
    sent.close()
    try:
        done = work(here)
        answered = _received(answer)
        return done, answered[0] if answered else work(there)
    finally:
        child.terminate()
        child.join()
        answer.close()


def _received(answer: Connection) -> Any:
    """What the child sent, in a tuple; None where it died."""
    try:
        return answer.recv()
    except (EOFError, OSError):
        return None


def _answer(sent: Connection, work: Callable[[Part], Any], part: Part) -> None:
    """What the child does; Ctrl-C is the business of its parent."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sent.send((work(part),))
