"""Cutting text into words, to tell names from ordinary words: what no word covers is likely part of a name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from itertools import pairwise
from math import log
from pathlib import Path
from typing import NamedTuple

from assistant.text.lexicon import words

_WORDS = Path(__file__).with_name("data") / "words.txt"
_UNKNOWN = 30_000  # the rank of a character that is no word
_STRANGE = log(_UNKNOWN + 12) + 2
_FAR = float("inf")
_OWN_RANK = 1_000  # the genre's own words and the names of places come before the middle of a list made of novels and newspapers


class _Vocabulary(NamedTuple):
    ranks: dict[str, int]
    no_nouns: frozenset[str]


def rank(word: str) -> int:
    """Return how common a word is: 0 for the most common, a large number for what is no word."""
    return _vocabulary().ranks.get(word, _UNKNOWN)


def is_word(text: str) -> bool:
    """Whether `text` is an ordinary word or the name of a place."""
    return text != "" and (text in _listed() or text in _own() or text in _places())


def known_words() -> Iterable[str]:
    """Return all words: the ordinary ones, the genre's own and the names of places."""
    return _vocabulary().ranks


def is_noun(word: str) -> bool:
    """Whether `word` is an ordinary word and may be a noun (合作 may, 推动 may not)."""
    vocabulary = _vocabulary()
    return word in vocabulary.ranks and word not in vocabulary.no_nouns


def is_place(word: str) -> bool:
    """Whether `word` is a province, prefecture or county of China, or the short name of one of the first two."""
    return word in _places()


def cut(text: str) -> list[str]:
    """Cut `text` into words, the likeliest way; unknown characters stand alone. Time is linear in the text."""
    costs = _costs_in(text) if _is_first(text) else _costs()
    size = len(text)
    best = [0.0] + [_FAR] * size
    back = [0] * (size + 1)
    for start in range(size):
        here, end = best[start], start + 1
        cost: float | None = costs.get(text[start], _STRANGE)
        while cost is not None:
            if here + cost < best[end]:
                best[end], back[end] = here + cost, start
            end += 1
            cost = costs.get(text[start:end]) if end <= size else None
    edges = [size]
    while edges[-1] > 0:
        edges.append(back[edges[-1]])
    return [text[a:b] for a, b in pairwise(reversed(edges))]


_FEW, _SHORT = 8, 16  # texts and characters that are read sooner by looking single words up than by reading the whole list
_first: list[str] = []


def _is_first(text: str) -> bool:
    """Whether `text` is one of the first few that this process reads, all of them short."""
    if len(text) > _SHORT or "\n" in text or _costs.cache_info().currsize or len(_first) >= _FEW:
        return False
    _first.append(text)
    return True


def _costs_in(text: str) -> dict[str, float]:
    """Those of `_costs` that stand in `text`."""
    listed, ranks, own = _lines(), dict[str, int](), _own()
    for start in range(len(text)):
        goes_on = True
        for end in range(start + 1, len(text) + 1):
            word = text[start:end]
            if word in own or word in _places():
                ranks[word] = _OWN_RANK
            if goes_on := goes_on and f"\n{word}" in listed:
                at = max(listed.find(f"\n{word}\n"), listed.find(f"\n{word}-\n"))
                if at >= 0:
                    ranks[word] = min(listed.count("\n", 0, at), ranks.get(word, _UNKNOWN))
    return _with_beginnings(ranks)


@cache
def _costs() -> dict[str, float]:
    return _with_beginnings(_vocabulary().ranks)


def _with_beginnings(ranks: Mapping[str, int]) -> dict[str, float]:
    """The cost of each word, by the logarithm of its rank, as word frequencies follow Zipf's law; _FAR for beginnings of words."""
    costs = {word: log(rank + 12) + 2 for word, rank in ranks.items()}
    for word in list(costs):
        for end in range(1, len(word)):
            costs.setdefault(word[:end], _STRANGE if end == 1 else _FAR)
    return costs


@cache
def _lines() -> str:
    """The list of words between line ends, its comments left out: the line ends before a word count its rank."""
    lines = _WORDS.read_text(encoding="utf-8").split("\n")
    return "\n".join(["", *(line for line in lines if line[:1] != "#"), ""])


@cache
def _own() -> dict[str, bool]:
    """The genre's own words, and whether each may be a noun."""
    return {word.removesuffix("-"): not word.endswith("-") for word in [*words("trades"), *words("report_words"), *_sites()]}


@cache
def _vocabulary() -> _Vocabulary:
    listed, own = _lines()[1:-1].split("\n"), _own()
    ranks = {line.removesuffix("-"): rank for rank, line in enumerate(listed) if line}
    ranks |= {word: min(ranks.get(word, _OWN_RANK), _OWN_RANK) for word in [*own, *_places()]}
    no_nouns = {line[:-1] for line in listed if line.endswith("-")} | {word for word, noun in own.items() if not noun}
    return _Vocabulary(ranks, frozenset(no_nouns - {word for word, noun in own.items() if noun}))


def _sites() -> list[str]:
    """Parts of a works and teams (泵房, 服务团), words of more than one character each."""
    return [word for word in words("wide_endings") if len(word) > 1 and word[0] > "z"]


@cache
def _places() -> frozenset[str]:
    written = [*words("places"), *words("landmarks")]
    return frozenset([*written, *(name[:-1] for name in written if len(name) > 2 and name[-1] in "县旗" and name[:-1] not in _listed())])


@cache
def _listed() -> frozenset[str]:
    return frozenset(line.removesuffix("-") for line in _lines()[1:-1].split("\n"))
