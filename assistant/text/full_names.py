"""Names of persons told by nothing but their characters: a surname and two characters that given names are made of (邝立群).

This needs no words beside the name. The three characters must stand alone when the text is cut into words, so that 安全文明 is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from assistant.text.lexicon import words
from assistant.text.tokens import Token, tokens
from assistant.text.vocabulary import is_place, rank

_PLAIN = 20_000  # a given name that is a more common word than this (文化) is taken for that word
# Surnames that are function words or ordinary words of one character when no post stands before them.
_WORDS_TOO = frozenset(
    "于和任应时向常都方从经能何连安全明成关计有但查支管解项席代通满充强万单高平元文水路石花温车包占党修强红干相过正本会主公加区台同多好如对小工"
    "并年廉建当得心所打接新日是更最服来果树民法活海点然牛特用由电的直知社种科等管组结给老自要见规角言计论设讲谈起足身边进道那部长间阳面"
    "包首香习步居习守德益后向利养师居空冷冷别充农容家广"
)
# What may stand before a name whose surname is such a word (由单喜才, 、农国栋).
_LEADS = re.compile(r"[由和与、让请为]|带领|选派|培养|引进|表彰|[员长记任师工席理]")
_FAMILIAR = "小大"
_NOT_AFTER = re.compile(r"[村镇乡县市区路街桥河江湖山寺庙沟湾岭坡城段区]")


def find_full_names(text: str) -> Iterator[tuple[int, int]]:
    """Return where such names stand in `text`."""
    pieces = tokens(text)
    for index, piece in enumerate(pieces):
        if len(piece.text) == 1 and _may_begin(piece.text, pieces[index - 1].text if index else ""):
            end = _given_end(pieces, index + 1)
            if end is not None and not _NOT_AFTER.match(text, end) and not _is_place_name(text, piece.start, end):
                yield piece.start, end


def is_surname(char: str) -> bool:
    """Whether a character is a frequent surname and hardly anything else."""
    return char in words("surnames")[2] and char not in _WORDS_TOO


def _may_begin(char: str, before: str) -> bool:
    return char in _surnames() and (char not in _WORDS_TOO or bool(_LEADS.fullmatch(before[-2:]) or _LEADS.fullmatch(before[-1:])))


def _is_place_name(text: str, start: int, end: int) -> bool:
    """Whether two of the characters are a place (松江|新城)."""
    return is_place(text[start : start + 2]) or is_place(text[start + 1 : end])


def _given_end(pieces: tuple[Token, ...], index: int) -> int | None:
    """The end of a given name of two characters at a token: two tokens of one character, or a word that is rare."""
    after = pieces[index : index + 2]
    if len(after) == 2 and all(len(piece.text) == 1 for piece in after) and is_given(after[0].text + after[1].text):
        return after[1].end
    if after and is_given(after[0].text) and rank(after[0].text) > _PLAIN:
        return after[0].end
    return None


def is_given(name: str) -> bool:
    """Whether two characters are such as given names are made of (晓霞, 小琳)."""
    return len(name) == 2 and name[1] in given_characters() and (name[0] in given_characters() or name[0] in _FAMILIAR)


@cache
def _surnames() -> frozenset[str]:
    single, _, frequent = words("surnames")
    return frozenset(single + frequent)


@cache
def given_characters() -> frozenset[str]:
    """The characters that given names are often made of."""
    return frozenset("".join(words("given")))
