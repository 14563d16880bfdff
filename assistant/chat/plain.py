"""A session through a pipe: one input a line; texts on stdout, everything else on stderr."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import TYPE_CHECKING

from assistant.chat.screen import Mark
from assistant.cli.console import note, out, show_error
from assistant.errors import AssistantError
from assistant.export.printable import printable

if TYPE_CHECKING:
    from assistant.chat.session import ChatSession


class PlainScreen:
    """Prints what is settled; shows nothing while it is being written."""

    def out(self, text: str) -> None:
        """Print a result."""
        out(printable(text))

    def note(self, text: str) -> None:
        """Print a remark."""
        note(printable(text))

    def error(self, error: AssistantError) -> None:
        """Print an error."""
        show_error(error)

    def begin(self, title: str) -> None:
        """Nothing to show."""

    def piece(self, text: str) -> None:
        """Nothing to show: only verified text is printed."""

    def rejected(self, problems: Sequence[str]) -> None:
        """Nothing to show."""

    def settled(self, text: str, marks: Sequence[Mark], remark: str) -> None:
        """Print the paragraph, and what nothing supports in it."""
        out(printable(text))
        for mark in marks:
            note(f"没有依据：{printable(text[mark.start : mark.end])}（{printable(mark.reason)}）")

    def broken_off(self) -> None:
        """Nothing to show."""

    async def edit(self, text: str) -> str | None:
        """No editor without a terminal."""
        note("不在终端中，不能打开编辑器")
        return None


async def run_plain(chat: ChatSession, first: str) -> AssistantError | None:
    """Take `first` (empty: nothing) and every line of stdin; the last error, for the exit code.

    An interrupt stops all, after what came was kept.
    """
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    failed: AssistantError | None = None
    line = first
    while not chat.leaving:
        line = line or await asyncio.to_thread(sys.stdin.readline)
        if not line:
            break
        text, line = line.strip(), ""
        if text:
            await _taken(chat, text)
            failed = chat.failed or failed
    return failed


async def _taken(chat: ChatSession, text: str) -> None:
    answer = asyncio.create_task(chat.take(text))
    try:
        await asyncio.shield(answer)
    except asyncio.CancelledError:
        answer.cancel()
        await answer
        raise
