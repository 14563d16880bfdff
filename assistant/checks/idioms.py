"""Four-character phrases with one character changed to another of the same sound that makes no word: 标本监治 for 标本兼治."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import ahocorasick

from assistant.checks.lexicon import rows

_HALF = 2


@cache
def _idioms() -> frozenset[str]:
    return frozenset(idiom for (line,) in rows("idioms.txt") for idiom in line.split())


@cache
def _automaton() -> ahocorasick.Automaton:
    """The halves of the phrases: each with whether it is the first, and the other halves that go with it."""
    halves: dict[str, set[tuple[bool, str]]] = {}
    for idiom in _idioms():
        halves.setdefault(idiom[:_HALF], set()).add((True, idiom[_HALF:]))
        halves.setdefault(idiom[_HALF:], set()).add((False, idiom[:_HALF]))
    automaton = ahocorasick.Automaton()
    for half, others in halves.items():
        automaton.add_word(half, tuple(others))
    automaton.make_automaton()
    return automaton


def slips(text: str) -> Iterator[tuple[int, str, str]]:
    """Where a phrase has one wrong character: its beginning, what is written, what it should be."""
    for last, others in _automaton().iter(text):
        start = last + 1 - _HALF
        for is_first, other in others:
            begin = start if is_first else start - _HALF
            written = text[begin : begin + 2 * _HALF]
            half = written[_HALF:] if is_first else written[:_HALF]
            if begin >= 0 and _one_differs(half, other) and _is_nonsense(text, begin, half, is_first):
                whole = written[:_HALF] + other if is_first else other + written[_HALF:]
                yield begin, written, whole


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
