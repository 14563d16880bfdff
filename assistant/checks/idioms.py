"""Four-character phrases with one character changed to another of the same sound that makes no word: 标本监治 for 标本兼治."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import ahocorasick

from assistant.checks.lexicon import rows

_HALF = 2


@cache
def _idioms() -> frozenset[str]:
    return frozenset(idiom for (line,) in rows("idioms.txt") for idiom in line.split())


class _Partners(NamedTuple):
    """The halves that go with one half, by the place (0, 1) and the character that one of them may keep: behind it, before it."""

    behind: dict[tuple[int, str], list[str]]
    before: dict[tuple[int, str], list[str]]


@cache
def _halves() -> dict[str, _Partners]:
    halves: dict[str, _Partners] = {}
    for idiom in _idioms():
        first, second = idiom[:_HALF], idiom[_HALF:]
        for place in range(_HALF):
            halves.setdefault(first, _Partners({}, {})).behind.setdefault((place, second[place]), []).append(second)
            halves.setdefault(second, _Partners({}, {})).before.setdefault((place, first[place]), []).append(first)
    return halves


@cache
def _automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for half, partners in _halves().items():
        automaton.add_word(half, partners)
    automaton.make_automaton()
    return automaton


def slips(text: str) -> Iterator[tuple[int, str, str]]:
    """Where a phrase has one wrong character: its beginning, what is written, what it should be."""
    for last, partners in _automaton().iter(text):
        start, end = last + 1 - _HALF, last + 1
        for half, begin, known in (
            (text[end : end + _HALF], start, partners.behind),
            (text[max(start - _HALF, 0) : start], start - _HALF, partners.before),
        ):
            right = _meant(half, known) if len(half) == _HALF and half not in _halves() else None
            if right and _is_nonsense(text, begin, half, known is partners.behind):
                written = text[begin : begin + 2 * _HALF]
                yield begin, written, written[:_HALF] + right if known is partners.behind else right + written[_HALF:]


def _meant(half: str, known: dict[tuple[int, str], list[str]]) -> str | None:
    """The half of a phrase that `half` is with another character of the same sound."""
    candidates = (other for place in range(_HALF) for other in known.get((place, half[place]), ()))
    return next((other for other in candidates if _one_differs(half, other)), None)


def _one_differs(half: str, other: str) -> bool:
    """Whether one of two characters is another, and one of the same sound."""
    if len(half) != _HALF or (half[0] == other[0]) == (half[1] == other[1]):
        return False
    place = 0 if half[0] != other[0] else 1
    return not _sounds().get(half[place], _MUTE).isdisjoint(_sounds().get(other[place], _MUTE))


_MUTE: frozenset[int] = frozenset()


@cache
def _sounds() -> dict[str, frozenset[int]]:
    """The syllables of each common character, by number."""
    sounds: dict[str, frozenset[int]] = {}
    for number, (line,) in enumerate(rows("homophones.txt")):
        for char in line:
            sounds[char] = sounds.get(char, _MUTE) | {number}
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
