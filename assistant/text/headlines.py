"""The name of a report's own unit, read from its title and signature, and what it is called in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from assistant.text.body_words import LEVELS, ending_at, ending_stops, endings
from assistant.text.lexicon import word_set
from assistant.text.placeholders import find_gaps
from assistant.text.tokens import Token, tokens
from assistant.text.vocabulary import is_noun, is_word

_LINES = 4  # lines at either end that may hold a title or signature
_YEAR = r"(?:19|20)\d\d|20[Xx×]{2}|二[〇○]"
_TITLE = re.compile(
    rf"^[#\s]*(?:中共)?(?P<unit>[一-鿿][^，。：；、“《,.:;—\s]{{2,40}}?)(?:书记)?(?:{_YEAR}|年度|关于|党建|工作|述职|第[一二三四]季度|[上下]半年)"
)
_SIGNATURE = re.compile(r"^\s*(?:中共)?(?P<unit>[一-鿿][^，。：；、“《,.:;—\s]{2,40}?)(?:支部|总支部)?(?:委员会)?\s*$")
_PARTY = re.compile(r"(?:第[一二三四五六七八九十\d]{1,2})?(?:机关)?(?:党支部|党总支|总支部|总支|支部|党委|党组|党工委)$")
_FIRM = re.compile(r"（[^（）]*）|\([^()]*\)|(?:股份)?有限(?:责任)?公司")
_LEAST = 4  # shorter parts of a name are words of their own


def own_names(lines: Sequence[str]) -> Iterator[str]:
    """Return the full name of the unit whose report `lines` are, and the shorter forms it goes by; nothing where it is left open."""
    written = [line for line in lines if line.strip()]
    titles = (_TITLE.match(line) for line in written[:_LINES])
    signatures = (_SIGNATURE.match(line) for line in written[-_LINES:])
    for m in chain(titles, signatures):
        if m is not None and len(m.string) < 80 and _is_unit(m["unit"]):
            yield from _forms(m["unit"])


def _is_unit(name: str) -> bool:
    """Whether a name ends like a body and has a word that tells it from others."""
    if find_gaps(name) or not any(name[-length:] in endings() for length in range(1, 7)):
        return False
    pieces = tokens(_PARTY.sub("", name))
    if not pieces or (len(pieces[0].text) > 1 and is_word(pieces[0].text) and not is_noun(pieces[0].text)):
        return False  # 按照局机关党委…
    return any(_tells(name, pieces, index) for index in range(len(pieces)))


def _tells(name: str, pieces: Sequence[Token], index: int) -> bool:
    word = pieces[index].text
    common = word in word_set("name_limits") or word in LEVELS or word in word_set("own_generic")
    return not common and ending_at(name, pieces, index) is None


def _forms(unit: str) -> Iterator[str]:
    """瑞达物流（澄浦）有限公司党支部: with and without the Party's part, the place in brackets and what any firm is called."""
    bare = _PARTY.sub("", unit)
    short = _FIRM.sub("", bare)
    for form in (unit, bare, _FIRM.sub("", unit), short):
        if len(form) >= _LEAST:
            yield form
            yield from _parts(form)


def _parts(unit: str) -> Iterator[str]:
    """What is left of a name behind each of its endings (水务局机关党总支 of 望湖区水务局机关党总支)."""
    pieces = tokens(unit)
    for stop in sorted({stop for index in range(1, len(pieces)) for stop in ending_stops(unit, pieces, index)}):
        part = unit[pieces[stop].start :] if stop < len(pieces) else ""
        own = [piece for piece in pieces[stop:] if piece.text not in word_set("own_generic")]
        if len(part) >= _LEAST and any(len(piece.text) > 1 and piece.text not in endings() for piece in own):
            yield part
