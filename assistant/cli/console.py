"""Printing: results to stdout, everything else to stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from rich.progress import Progress

    from assistant.errors import AssistantError


def out(text: str = "", *, end: str = "\n") -> None:
    """Print a result."""
    print(text, end=end, flush=True)


def note(text: str = "", *, end: str = "\n") -> None:
    """Print anything that is not the result."""
    print(text, end=end, file=sys.stderr, flush=True)


def show_error(error: AssistantError) -> None:
    """Print an error and, where there is one, the next step to try."""
    note(f"错误：{error.message}")
    if error.hint:
        note(f"提示：{error.hint}")


def interactive() -> bool:
    """Whether a person can be asked something."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def colour(stream: object = None) -> bool:
    """Whether `stream` (default stdout) may be coloured: a terminal, and NO_COLOR not set."""
    target = stream or sys.stdout
    return not os.environ.get("NO_COLOR") and bool(getattr(target, "isatty", bool)())


@contextmanager
def progress(*, in_bytes: bool = False) -> Iterator[Progress]:
    """A progress display on stderr, silent where stderr is no terminal. Use `.add_task(text, total=n)` and `.advance(task)`."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True, no_color=bool(os.environ.get("NO_COLOR")))
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn() if in_bytes else MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not sys.stderr.isatty(), transient=True) as display:
        yield display


def new_file(path: Path | None, text: str) -> None:
    """Write a file that must not exist yet and say so, or print its text where no path is given. Raises InputError."""
    from assistant.errors import InputError
    from assistant.paths import atomic_write

    if path is None:
        out(text, end="")
        return
    if path.exists():
        raise InputError(f"{path} 已经存在，没有改动它", "请用 -o 换一个文件名，或先把原来的文件移开")
    atomic_write(path, text)
    out(f"已建立 {path}")
