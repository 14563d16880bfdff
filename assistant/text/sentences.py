"""Sentences and clauses of a text, with their places in it."""

from __future__ import annotations

import re
from typing import NamedTuple

_OPENERS = "“‘《（〈「『【("
_CLOSERS = "”’》）〉」』】)"
_SENTENCE_END = re.compile(rf"[。！？!?…]+[{_CLOSERS}]*|\n+")
_CLAUSE_MARK = re.compile(rf"[，,；;：:。！？!?\n]|[{re.escape(_OPENERS + _CLOSERS)}]")


class Span(NamedTuple):
    """A piece of a text: `text` is what stands at `start:end` of the whole."""

    start: int
    end: int
    text: str


def split_sentences(text: str) -> list[Span]:
    """Return the sentences of `text` with their final marks, without surrounding space; line ends end sentences too."""
    pieces, start = [], 0
    for end in _sentence_ends(text):
        pieces.append(_trimmed(text, start, end))
        start = end
    return [piece for piece in pieces if piece.text]


def split_clauses(text: str) -> list[Span]:
    """Return the clauses of `text`: what stands between ，；：。！？ outside quotes and brackets, without those marks.

    A bracket that is never closed is taken as text, so that one missing mark does not swallow the rest.
    """
    pieces, start, depth = [], 0, 0
    closed = _closed_openers(text)
    for mark in _CLAUSE_MARK.finditer(text):
        char, at = mark.group(), mark.start()
        if char in _OPENERS:
            depth += at in closed
        elif char in _CLOSERS:
            depth = max(depth - 1, 0)
        elif depth == 0 or char == "\n":
            pieces.append(_trimmed(text, start, at))
            start, depth = at + 1, 0
    pieces.append(_trimmed(text, start, len(text)))
    return [piece for piece in pieces if piece.text]


def _sentence_ends(text: str) -> list[int]:
    return [m.end() for m in _SENTENCE_END.finditer(text)] + [len(text)]


def _closed_openers(text: str) -> set[int]:
    """Where the brackets open that are closed again on the same line."""
    closed: set[int] = set()
    waiting: list[int] = []
    for at, char in enumerate(text):
        if char in _OPENERS:
            waiting.append(at)
        elif char in _CLOSERS and waiting:
            closed.add(waiting.pop())
        elif char == "\n":
            waiting.clear()
    return closed


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    stripped = piece.strip()
    return Span(start + lead, start + lead + len(stripped), stripped)
