"""The words of a text with their places, shared by everything that looks for names."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from assistant.text.vocabulary import cut


class Token(NamedTuple):
    """A word as cut from a text: `text` stands at `start:end`."""

    start: int
    end: int
    text: str


@lru_cache(maxsize=2048)  # each paragraph is looked at several times, for each kind of name and once more when all are known
def tokens(text: str) -> tuple[Token, ...]:
    """Return the words of `text` in order; together they are the whole text."""
    found, start = [], 0
    for word in cut(text):
        found.append(Token(start, start + len(word), word))
        start += len(word)
    return tuple(found)
