"""Words of a phrase that may be somebody's name for something, to be asked for in the rest of the library.

A word is suspicious where a name is to be expected (before 活动, 工程, 品牌; after 打造, 推行, 命名为) and it is neither of the general
dictionary nor of the genre. If no other unit's sample has it either, it is that unit's own, and the phrase with it is none for others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from assistant.text.body_words import is_inside, is_single, is_unknown
from assistant.text.lexicon import public_spans, word_set
from assistant.text.tokens import Token, tokens
from assistant.text.vocabulary import rank

_RARE = 12_000  # words rarer than this belong to a trade or a name, not to the genre
_LONGEST = 3  # words a name is made of


def suspicious(phrase: str) -> list[str]:
    """Return the words of `phrase` that stand where names do and are no words of the dictionary or the genre."""
    pieces = tokens(phrase)
    public = public_spans(phrase)
    found = [run for index in range(len(pieces)) for run in _runs(pieces, index)]
    return [
        phrase[run[0].start : run[-1].end]
        for run in found
        if any(map(_is_odd, run)) and not any(term.start <= run[0].start and run[-1].end <= term.end for term in public)
    ]


def _runs(pieces: Sequence[Token], index: int) -> Iterator[Sequence[Token]]:
    """The words right before token `index` where it says what they name, and right behind it where it says that a name follows."""
    if pieces[index].text in word_set("naming_after"):
        before = list(takewhile(_may_name, reversed(pieces[max(index - _LONGEST, 0) : index])))[::-1]
        yield from [before] * bool(before)
    if pieces[index].text in word_set("naming_before"):
        after = list(takewhile(_may_name, pieces[index + 1 : index + 1 + _LONGEST]))
        yield from [after] * bool(after)


def _may_name(token: Token) -> bool:
    return is_inside(token.text)


def _is_odd(token: Token) -> bool:
    word = token.text
    if is_single(word):
        return is_unknown(word)
    return rank(word) > _RARE and word not in word_set("report_words") and f"{word}-" not in word_set("report_words")
