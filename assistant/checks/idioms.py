"""Four-character phrases with one character changed to another of the same sound that makes no word: 标本监治 for 标本兼治."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

import ahocorasick

from assistant.checks.lexicon import rows

_HALF = 2


@cache
def _idioms() -> frozenset[str]:
    return frozenset(idiom for (line,) in rows("idioms.txt") for idiom in line.split())


_ByCharacter = tuple[dict[str, list[str]], dict[str, list[str]]]  # halves by their first character, and by their second


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
def _partners(half: str) -> tuple[_ByCharacter, _ByCharacter]:
    """The halves that go with `half`: behind it, and before it."""
    behind, before = (_by_character(listed.get(half, ())) for listed in _halves())
    return behind, before


def _by_character(halves: Iterable[str]) -> _ByCharacter:
    listed: _ByCharacter = ({}, {})
    for half in halves:
        for place, char in enumerate(half):
            listed[place].setdefault(char, []).append(half)
    return listed


@cache
def _automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for half in _known():
        automaton.add_word(half, half)
    automaton.make_automaton()
    return automaton


@cache
def _known() -> frozenset[str]:
    """All halves."""
    return frozenset(half for listed in _halves() for half in listed)


def slips(text: str) -> Iterator[tuple[int, str, str]]:
    """Where a phrase has one wrong character: its beginning, what is written, what it should be."""
    known = _known()
    for last, half in _automaton().iter(text):
        start, end = last + 1 - _HALF, last + 1
        after, before = text[end : end + _HALF], text[max(start - _HALF, 0) : start]
        behind, ahead = _partners(half)
        if after not in known and (right := _meant(after, behind)) and _is_nonsense(text, start, after, True):
            yield start, half + after, half + right
        if before not in known and (right := _meant(before, ahead)) and _is_nonsense(text, start - _HALF, before, False):
            yield start - _HALF, before + half, right + half


def _meant(half: str, known: _ByCharacter) -> str | None:
    """The half of a phrase that `half` is with another character of the same sound."""
    if len(half) != _HALF or (half[0] not in known[0] and half[1] not in known[1]):
        return None
    candidates = [*known[0].get(half[0], ()), *known[1].get(half[1], ())]
    return next((other for other in candidates if _one_differs(half, other)), None)


def _one_differs(half: str, other: str) -> bool:
    """Whether one of two characters is another, and one of the same sound."""
    if len(half) != _HALF or (half[0] == other[0]) == (half[1] == other[1]):
        return False
    place = 0 if half[0] != other[0] else 1
    sounds = _sounds()
    return any(sound in sounds.get(other[place], ()) for sound in sounds.get(half[place], ()))


@cache
def _sounds() -> dict[str, list[int]]:
    """The syllables of each common character, by number."""
    sounds: dict[str, list[int]] = {}
    for number, (line,) in enumerate(rows("homophones.txt")):
        for char in line:
            sounds.setdefault(char, []).append(number)
    return sounds


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
