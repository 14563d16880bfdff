"""What a session needs of whoever shows it: a terminal, a pipe, or a test."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from assistant.errors import AssistantError


class Mark(NamedTuple):
    """A place of a text that nothing supports, and why."""

    start: int
    end: int
    reason: str


class Screen(Protocol):
    """Shows what a session says."""

    def out(self, text: str) -> None:
        """Show a result: something the user asked for."""

    def note(self, text: str) -> None:
        """Show a remark."""

    def error(self, error: AssistantError) -> None:
        """Show an error and its hint."""

    def begin(self, title: str) -> None:
        """A paragraph is about to be written."""

    def piece(self, text: str) -> None:
        """The next piece of it, as it comes."""

    def rejected(self, problems: Sequence[str]) -> None:
        """What came was wrong in these ways; it is being written again."""

    def settled(self, text: str, marks: Sequence[Mark], remark: str) -> None:
        """The paragraph as it now stands, verified; `remark` says how it came about."""

    def broken_off(self) -> None:
        """Writing stopped before the paragraph was whole."""

    async def edit(self, text: str) -> str | None:
        """Let the user edit a text; None where that cannot be done or nothing was saved."""
