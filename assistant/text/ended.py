"""Names of bodies read backwards from their endings: 夹金山红军|纪念馆, 河湖管理|支部, 装卸|一队, 鼎源|新材.

Read forwards (`bodies`), a name must begin with something that tells it. Backwards its ending tells it, and the nouns before that belong
to it, down to a verb, a link word or a mark; words that stand before such endings anywhere (基层党支部, 重点医院) are left off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from assistant.text.body_words import LEVELS, BodyKind, ending_at, endings, is_inside, is_single, is_unknown
from assistant.text.lexicon import word_set
from assistant.text.tokens import Token, tokens
from assistant.text.vocabulary import is_noun, is_place

_LONGEST = 14  # characters before the ending
_COINED = 2  # characters of a firm's short name before its trade
_PART = re.compile(
    r"[一二三四五六七八九十\d]{1,2}(?:分厂|大队|中队|车间|工区|班组|支部|党支部|分局|队|科|班(?!人)|组|室|厂|矿|区)(?![长员级伍别一])"
)
# Verbs that may stand before such a part, or before two of them (分成三组).
_COUNTING = frozenset(
    ["实行", "组织", "成立", "分成", "分为", "抽调", "共有", "设立", "增设", "新增", "组建", "下设", "划分", "安排", "推行", "其中"]
)
_NOT_INSIDE = frozenset("的了是在和有不为就这到都等着对与将被把并由向及")
_NUMERAL = re.compile(r"[一二三四五六七八九十\d]{1,2}号?")


class Ended(NamedTuple):
    """A name at `start:end`; `start:head` is what stands before its ending."""

    start: int
    end: int
    kind: BodyKind
    head: int


@lru_cache(maxsize=2048)
def find_ended(text: str) -> tuple[Ended, ...]:
    """Return such names in `text`."""
    return tuple(_found(text))


def _found(text: str) -> Iterator[Ended]:
    pieces = tokens(text)
    for index in range(1, len(pieces)):
        name = _numbered(text, pieces, index) or _named(text, pieces, index)
        if name is not None:
            yield name


def _numbered(text: str, pieces: Sequence[Token], index: int) -> Ended | None:
    """装卸|一队, 钳工|一组: a number with a part of a unit, behind what the part does."""
    part, before = _PART.match(text, pieces[index].start), pieces[index - 1].text
    if part is not None and _is_coined(pieces, index):
        return Ended(pieces[index].start - _COINED, part.end(), "org", pieces[index].start)
    if part is None or len(before) < 2 or not "一" <= before[0] <= "鿿" or before in _COUNTING:
        return None
    begin = min(head_of(pieces, index), index - 1)
    return Ended(pieces[begin].start, part.end(), "org", pieces[index].start)


def _named(text: str, pieces: Sequence[Token], index: int) -> Ended | None:
    """夹金山红军|纪念馆, 鼎源|新材, 雁滩|渠."""
    ending, head = ending_at(text, pieces, index), pieces[index].start
    strengths = ending[1].strengths if ending is not None else frozenset()
    begin = head_of(pieces, index) if "any" in strengths else index
    if ending is not None and begin < index:
        return Ended(pieces[begin].start, pieces[ending[0] - 1].end, ending[1].kind, head)
    known = strengths & {"any", "spot"} or pieces[index].text in word_set("trades")
    if known and _is_coined(pieces, index):
        return Ended(head - _COINED, pieces[index].end, ending[1].kind if ending is not None else "org", head)
    return None


def head_of(pieces: Sequence[Token], index: int) -> int:
    """The token with which the name begins whose ending begins at `index`; `index` itself where nothing tells it."""
    first = index
    while first > 0 and _goes_on(pieces, first - 1) and pieces[index].start - pieces[first - 1].start <= _LONGEST:
        first -= 1
    begin = first
    while begin < index and not _begins(pieces, begin, index):
        begin += 1
    while first < begin < index and is_unknown(pieces[begin - 1].text):  # the 东 of 东山谷
        begin -= 1
    return begin


def _goes_on(pieces: Sequence[Token], index: int) -> bool:
    """Whether token `index` belongs to the name behind it; a character does beside an unknown one (赤心|党建工作坊)."""
    coined = is_single(pieces[index].text) and any(is_unknown(piece.text) for piece in pieces[max(index - 1, 0) : index + 2 : 2])
    return coined or belongs(pieces[index].text)


def _begins(pieces: Sequence[Token], begin: int, index: int) -> bool:
    """Whether the name that ends at `index` may begin at `begin`: no verb before other words (治理|老旧小区), no word said of any unit.

    A character such as 大 makes a name of the ordinary word behind it (大|渡口).
    """
    word, inside = pieces[begin].text, begin + 1 < index
    if tells(word):
        return not (inside and word in word_set("acts"))
    return inside and is_unknown(word) and pieces[begin + 1].text not in word_set("name_limits")


def _is_coined(pieces: Sequence[Token], index: int) -> bool:
    """Whether two characters that are no word stand before token `index` (鼎源|新材, 晋能|装备)."""
    before = [piece.text for piece in pieces[max(index - _COINED, 0) : index]]
    single = len(before) == _COINED and is_single(before[0]) and len(before[1]) == 1 and "一" <= before[1] <= "鿿"
    return single and before[1] not in _NOT_INSIDE and any(map(is_unknown, before)) and "".join(before) not in word_set("name_limits")


@lru_cache(maxsize=8192)
def belongs(word: str) -> bool:
    """Whether a word may stand in a name before its ending."""
    return is_inside(word) or word in endings() or word in LEVELS or bool(_NUMERAL.fullmatch(word))


@lru_cache(maxsize=8192)
def tells(word: str) -> bool:
    """Whether a word tells one body from others (河湖; not 基层, not 党支部)."""
    generic = word in word_set("name_limits") or word in word_set("own_generic") or word in endings() or bool(_NUMERAL.fullmatch(word))
    return is_place(word) or (not generic and (is_unknown(word) or (len(word) > 1 and is_noun(word))))
