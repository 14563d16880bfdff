"""Four-character phrases with one character changed to another of the same sound that makes no word: 标本监治 for 标本兼治."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

import ahocorasick

from assistant.checks.lexicon import rows
from assistant.checks.matching import occurrences

_HALF = 2


@cache
def _idioms() -> frozenset[str]:
    return frozenset(idiom for (line,) in rows("idioms.txt") for idiom in line.split())


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
    """Finds the halves, each with what goes behind it and what goes before it."""
    behind, before = _halves()
    automaton = ahocorasick.Automaton()
    for half in _known():
        automaton.add_word(half, (half, behind.get(half, ()), before.get(half, ())))
    automaton.make_automaton()
    return automaton


def slips(text: str) -> Iterator[tuple[int, str, str]]:
    """Where a phrase has one wrong character: its beginning, what is written, what it should be."""
    padded = text + _NONE  # for the characters behind the last half and, counted from the end, before the first
    for last, (half, behind, before) in _automaton().iter(text):
        start = last + 1 - _HALF
        for right in behind:
            if (padded[last + 1] == right[0]) != (padded[last + 2] == right[1]) and _slipped(text, last + 1, right, start):
                yield start, text[start : last + 3], half + right
                break
        for right in before:
            if (padded[start - 2] == right[0]) != (padded[start - 1] == right[1]) and _slipped(text, start - _HALF, right, start - _HALF):
                yield start - _HALF, text[start - _HALF : last + 1], right + half
                break


_NONE = "\n" * 2 * _HALF


def _slipped(text: str, at: int, right: str, begin: int) -> bool:
    """Whether the half at `at`, which differs from `right` in one character, is `right` misspelt in a phrase that begins at `begin`."""
    written = text[max(at, 0) : at + _HALF]
    if len(written) != _HALF or written in _known():
        return False
    place = 0 if written[0] != right[0] else 1
    return _sound_alike(written[place], right[place]) and _is_nonsense(text, at, written, begin)


@cache
def _sound_alike(one: str, other: str) -> bool:
    sounds = _sounds()
    return any(other in sounds[sounds.rfind("\n", 0, at) : sounds.find("\n", at)] for at in occurrences(sounds, one))


@cache
def _sounds() -> str:
    """The common characters, those of one syllable in a line."""
    return "\n".join(["", *(line for (line,) in rows("homophones.txt")), ""])


def _is_nonsense(text: str, at: int, half: str, begin: int) -> bool:
    """Whether the changed half is no word, alone or with what stands beside it; digits and marks tell of something else."""
    from assistant.text.vocabulary import is_word

    if not half.isalpha() or half.isascii() or is_word(half):
        return False
    if text[begin : begin + 2 * _HALF] in _idioms():
        return False
    return not _in_a_word(text[max(at - 4, 0) : at + 6].replace("\n", " "), min(at, 4))


@lru_cache(maxsize=4096)
def _in_a_word(around: str, place: int) -> bool:
    """Whether the half at `place` is part of a word of more than one character, as `around` is likeliest read."""
    from assistant.text.vocabulary import cut

    position = 0
    for word in cut(around):
        if len(word) > 1 and position < place + _HALF and place < position + len(word):
            return True
        position += len(word)
    return False
