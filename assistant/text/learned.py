"""Values told by what has been learned from labelled reports: a conditional random field over the characters of a paragraph.

The rules of the other modules know the forms of names; this knows what stands beside names and what they are made of, as far as some
hundred labelled reports show it (`evals/masking/train.py`). For samples, where a value overlooked costs more than a word taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Literal, NamedTuple

from assistant.text.lexicon import PublicTerm, public_spans
from assistant.text.tokens import tokens
from assistant.text.traits import traits
from assistant.text.vocabulary import is_place
from assistant.text.wide_bodies import wide_endings

if TYPE_CHECKING:
    import pycrfsuite

MODEL = Path(__file__).with_name("data") / "values.crf"
LearnedKind = Literal["org", "place", "person", "quoted", "quantity"]
# The letter of each kind in the model's labels, behind B where a value begins and I where it goes on. Quoted names: those without marks.
LETTERS: dict[LearnedKind, str] = {"org": "O", "place": "P", "person": "N", "quoted": "M", "quantity": "Q"}
NOTHING = "-"
_LEAST = 0.03  # how likely a character of a value must be part of one; lower finds more and takes more words for values
_EDGE = 0.012  # how likely the others must be, up to which the value goes on
_LIKELY_QUOTED = 0.1  # the same of a quoted name without marks, which may be any words
_LIKELY = 0.2  # how likely a piece of a word must be, so that the value begins or ends within that word
_SURE = 0.5  # from here on it is likelier a value than not
_MARKS = '“”‘’"《》（）()，。；：、,;: '  # what no value begins or ends with
_LONGEST_ENDING = 5  # characters of the endings of bodies that are looked for
_LONGEST = 2000  # characters that are read at a time
_HALVES = re.compile("[\ud800-\udfff]")  # halves of characters, which cannot be written as UTF-8
# The marks of the texts it was trained on.
_FULL_WIDTH = dict(zip(",;:()!?", "，；：（）！？", strict=True))
_HALF_WIDTH = re.compile(r"(?<!\d)[,;:()!?]|[,;:()!?](?!\d)")
_reading = Lock()  # a tagger holds the text it reads


class Learned(NamedTuple):
    """A value at `start:end`; `sure` when it is likelier one than not."""

    start: int
    end: int
    kind: LearnedKind
    sure: bool


@lru_cache(maxsize=2048)
def find_learned(text: str) -> tuple[Learned, ...]:
    """Return the values that the model reads in `text`, in order."""
    with _reading:
        return tuple(value for start, end in _windows(text) for value in _found(text[start:end], start))


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """The parts in which a text is read, so that one of megabytes takes no more memory than a page; whole sentences where it can be."""
    start = 0
    while start < len(text):
        end = start + _LONGEST
        if end < len(text):
            end = text.rfind("。", start, end) + 1 or end
        yield start, min(end, len(text))
        start = end


def _found(text: str, offset: int) -> Iterator[Learned]:
    tagger = _tagger()
    tagger.set(traits(_HALF_WIDTH.sub(lambda m: _FULL_WIDTH[m.group()], _HALVES.sub("?", text))))
    public = public_spans(text)
    chances = [1 - tagger.marginal(NOTHING, i) for i in range(len(text))]
    for likely, group in groupby(range(len(text)), lambda i: chances[i] > _EDGE):
        places = [i for i in group if text[i] not in _MARKS]
        if likely and places and max(chances[i] for i in places) > _LEAST:
            kind = max(LETTERS, key=lambda kind: _weight(tagger, kind, places))
            if kind == "quoted":
                places = [i for i in places if chances[i] > _LIKELY_QUOTED]
                if not places:
                    continue
            start, end = _apart(text, *_whole(text, places[0], places[-1] + 1, chances), public)
            yield Learned(offset + start, offset + end, kind, max(chances[i] for i in places) > _SURE)


def _whole(text: str, start: int, end: int, chances: Sequence[float]) -> tuple[int, int]:
    """A value without the pieces of words at its ends that are hardly part of it (考|察云南重|要)."""
    first = next(piece for piece in tokens(text) if start < piece.end)
    last = next(piece for piece in tokens(text) if end <= piece.end)
    begins = first.end if first.start < start and max(chances[start : first.end]) < _LIKELY else start
    ends = last.start if end < last.end and max(chances[last.start : end]) < _LIKELY else end
    return (begins, ends) if begins < ends else (start, end)


def _apart(text: str, start: int, end: int, public: Sequence[PublicTerm]) -> tuple[int, int]:
    """What is left of a value without the public terms in it (主题教|育直达班组, 农商银行助力|乡村振兴, 新区|公园城市建设).

    A name may hold one: that of a body before its ending (县|乡村振兴|局), any a person, a body or a place that everybody knows (延安|路).
    """
    for term in public:
        inside = start <= term.start and term.end < end
        if inside and (_ends_body(text[term.end : end]) or term.group in ("people", "bodies") or is_place(term.text)):
            continue
        if start < term.start < end:
            return start, term.start
        if term.start <= start < term.end < end:
            start = term.end
    return start, end


def _ends_body(rest: str) -> bool:
    return any(rest[-length:] in wide_endings() for length in range(1, min(_LONGEST_ENDING, len(rest)) + 1))


def _weight(tagger: pycrfsuite.Tagger, kind: LearnedKind, places: Sequence[int]) -> float:
    """How much speaks for a kind at these places together."""
    return sum(float(tagger.marginal(f"{part}{LETTERS[kind]}", place)) for part in "BI" for place in places)


@cache
def _tagger() -> pycrfsuite.Tagger:
    import pycrfsuite

    tagger = pycrfsuite.Tagger()
    tagger.open(str(MODEL))
    return tagger
