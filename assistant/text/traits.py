"""What is known of each character of a text, as strings for the reader of `learned`: its word, the words beside it, lists they are in.

The strings mean nothing by themselves: the same ones are made when the reader is trained and when it reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path

from assistant.text.body_words import LEVELS
from assistant.text.full_names import given_characters
from assistant.text.lexicon import public_spans, word_set, word_spans, words
from assistant.text.tokens import Token, tokens
from assistant.text.vocabulary import is_noun, is_place, rank
from assistant.text.wide_bodies import wide_endings

_RANKS = (300, 1000, 3000, 8000, 20000, 29999)
_LISTS = ("acts", "posts", "weak_posts", "name_limits", "party_limits")
_MARKS = re.compile("[，。；：、“”（）《》]")


def traits(text: str) -> list[list[str]]:
    """Return the traits of each character of `text`."""
    pieces = tokens(text)
    public = {i for term in public_spans(text) for i in range(term.start, term.end)}
    posts = {end for _, end in word_spans("posts", text)}
    marks = [-1, *(m.start() for m in _MARKS.finditer(text)), len(text)]
    before = 0
    found: list[list[str]] = []
    for index, piece in enumerate(pieces):
        around = list(_around(pieces, index))
        for i in range(piece.start, piece.end):
            while marks[before + 1] < i:
                before += 1
            place = "S" if len(piece.text) == 1 else "B" if i == piece.start else "E" if i == piece.end - 1 else "M"
            found.append([*around, *_told(piece.text, place), *_characters(text, i), *_limits(text, i, marks[before], marks[before + 1])])
            found[-1] += ["public"] * (i in public) + ["posted"] * (i in posts)
    return found


@lru_cache(maxsize=16384)
def _word(word: str) -> tuple[str, ...]:
    """What is known of a word: how common it is, its length, the lists it is in, its kin."""
    rare = next((i for i, limit in enumerate(_RANKS) if rank(word) < limit), len(_RANKS))
    told = [f"r{rare}", f"l{min(len(word), 4)}", *(name for name in _LISTS if word in word_set(name))]
    told += [name for name, holds in (("noun", is_noun(word)), ("place", is_place(word)), ("level", word in LEVELS)) if holds]
    ending = wide_endings().get(word)
    if ending is not None:
        told.append(f"end{ending.kind}{'+'.join(sorted(ending.strengths))}")
    if not "一" <= word[0] <= "鿿":
        told.append("digit" if word.isdigit() else "latin" if word[0].isascii() and word[0].isalpha() else f"mark{word[0]}")
    kin = [f"k{size}{name}" for size, name in enumerate(_kin().get(word, ()))]
    return (f"w{word}", *told, *kin)


@lru_cache(maxsize=65536)
def _told(word: str, place: str) -> tuple[str, ...]:
    """What is known of a word at a place: a part of the word itself (B, M, E, S) or so many words away."""
    return tuple(f"{place}{trait}" for trait in _word(word))


def _around(pieces: Sequence[Token], index: int) -> Iterator[str]:
    """The words beside one."""
    for step in (-1, 1):
        at = index + step
        yield from _told(pieces[at].text, str(step)) if 0 <= at < len(pieces) else (f"{step}|",)


def _characters(text: str, at: int) -> Iterator[str]:
    """The characters at and beside a place."""
    padded = f"^^{text[max(at - 2, 0) : at]}"[-2:] + f"{text[at : at + 3]}$$"[:3]
    yield from (f"c{padded[0]}", f"d{padded[1]}", f"e{padded[2]}", f"f{padded[3]}", f"g{padded[4]}")
    yield from (f"h{padded[2:4]}", f"i{padded[1:3]}", _rarity(padded[2]))
    for step in (1, 2, 3, 4):
        yield from _character(padded[step], step)


@lru_cache(maxsize=16384)
def _character(char: str, step: int) -> tuple[str, ...]:
    """Whether names of persons are made of a character, and its kin."""
    single, _, frequent = words("surnames")
    surname = "f" if char in frequent else "s" if char in single else ""
    kin = [f"K{step}{size}{name}" for size, name in enumerate(_kin().get(char, ()))] if step < 4 else []
    return (f"S{step}{surname}", f"G{step}{char in given_characters()}", *kin)


@lru_cache(maxsize=8192)
def _rarity(char: str) -> str:
    return f"r{next((i for i, limit in enumerate(_RANKS) if rank(char) < limit), len(_RANKS))}"


def _limits(text: str, at: int, before: int, after: int) -> tuple[str, str]:
    """The marks on either side, and about how far they are."""
    left = text[before] if before >= 0 else "^"
    right = text[after] if after < len(text) else "$"
    return f"l{left}{min((at - before) // 2, 4)}", f"m{right}{min((after - at) // 2, 4)}"


@cache
def _kin() -> dict[str, tuple[str, ...]]:
    """For each word the wide and the narrow group of words that mean alike (`data/kin.tsv`)."""
    found: dict[str, tuple[str, ...]] = {}
    for line in (Path(__file__).with_name("data") / "kin.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            groups, members = line.split("\t")
            found |= dict.fromkeys(members.split(" "), tuple(groups.split(" ")))
    return found
