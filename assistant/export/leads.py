"""Headings run into their paragraph: “（一）加强学习。全年……” has its heading set in the heading's font."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.documents.headings import heading_prefix
from assistant.documents.report import Block

_HIGHEST = (1, 2)  # the levels whose font differs from that of the text


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a paragraph: its text, whether it is an open gap, and the level of the run-in heading it is in, or 0."""

    text: str
    gap: bool
    lead: int


def with_lead(block: Block, pieces: Iterable[tuple[str, bool]]) -> Iterator[Piece]:
    """The pieces of `block` with its run-in heading told apart."""
    prefix = heading_prefix(block.text) if block.kind == "text" else None
    level = prefix.number.level if prefix else 0
    end = prefix.end if prefix and level in _HIGHEST else 0
    for text, gap in pieces:
        head, rest = text[:end], text[end:]
        end -= len(head)
        if head:
            yield Piece(head, gap, level)
        if rest:
            yield Piece(rest, gap, 0)
