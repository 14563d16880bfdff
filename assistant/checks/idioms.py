"""Four-character phrases with one character changed to another of the same sound that makes no word: 标本监治 for 标本兼治."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

import ahocorasick

from assistant.checks.lexicon import rows

_HALF = 2


@cache
def _idioms() -> frozenset[str]:
    return frozenset(idiom for (line,) in rows("idioms.txt") for idiom in line.split())


class _Half(NamedTuple):
    """Two characters of a phrase, and the characters that stand first and second in what goes behind them and before them."""

    text: str
    behind: tuple[set[str], set[str]]
    before: tuple[set[str], set[str]]


@cache
def _halves() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """The second halves by their first, and the first halves by their second."""
    behind: dict[str, list[str]] = {}
    before: dict[str, list[str]] = {}
    for idiom in _idioms():
        first, second = idiom[:_HALF], idiom[_HALF:]
        behind.setdefault(first, []).append(second)
        before.setdefault(second, []).append(first)
    return behind, before


@cache
def _known() -> frozenset[str]:
    """All halves."""
    return frozenset(half for listed in _halves() for half in listed)


@cache
def _automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for half in _known():
        behind, before = (_characters(listed.get(half, ())) for listed in _halves())
        automaton.add_word(half, _Half(half, behind, before))
    automaton.make_automaton()
    return automaton


def _characters(halves: Iterable[str]) -> tuple[set[str], set[str]]:
    return {half[0] for half in halves}, {half[1] for half in halves}


def slips(text: str) -> Iterator[tuple[int, str, str]]:
    """Where a phrase has one wrong character: its beginning, what is written, what it should be."""
    behind, before = _halves()
    padded = text + _NONE  # the characters behind the last half and, counted from the end, before the first
    for last, (half, after, ahead) in _automaton().iter(text):
        if padded[last + 1] in after[0] or padded[last + 2] in after[1]:
            written = text[last + 1 : last + 1 + _HALF]
            if (right := _meant(written, behind[half])) and _is_nonsense(text, last + 1 - _HALF, written, True):
                yield last + 1 - _HALF, half + written, half + right
        if padded[last - 3] in ahead[0] or padded[last - 2] in ahead[1]:
            written = text[max(last + 1 - 2 * _HALF, 0) : last + 1 - _HALF]
            if (right := _meant(written, before[half])) and _is_nonsense(text, last + 1 - 2 * _HALF, written, False):
                yield last + 1 - 2 * _HALF, written + half, right + half


_NONE = "\n" * 2 * _HALF


def _meant(written: str, halves: list[str]) -> str | None:
    """The one of `halves` that `written`, no half itself, is with another character of the same sound."""
    if len(written) != _HALF or written in _known():
        return None
    return next((half for half in halves if _one_differs(written, half)), None)


def _one_differs(half: str, other: str) -> bool:
    """Whether one of two characters is another, and one of the same sound."""
    if (half[0] == other[0]) == (half[1] == other[1]):
        return False
    place = 0 if half[0] != other[0] else 1
    return _sound_alike(half[place], other[place])


@cache
def _sound_alike(one: str, other: str) -> bool:
    return any(one in syllable and other in syllable for (syllable,) in rows("homophones.txt"))


def _is_nonsense(text: str, begin: int, half: str, is_first: bool) -> bool:
    """Whether the changed half is no word, alone or with what stands beside it; digits and marks tell of something else."""
    from assistant.text.vocabulary import cut, rank

    if not half.isalpha() or half.isascii() or rank(half) < _UNKNOWN:
        return False
    if text[begin : begin + 2 * _HALF] in _idioms():
        return False
    at = begin + _HALF if is_first else begin
    around = text[max(at - 4, 0) : at + 6].replace("\n", " ")
    place = min(at, 4)
    edges, position = set(), 0
    for word in cut(around):
        if len(word) > 1 and position < place + _HALF and place < position + len(word):
            return False
        edges.add(position)
        position += len(word)
    return True


_UNKNOWN = 30_000  # the rank of what the word list does not hold
