"""Names of organisations and places: a proper part (place, brand, unknown word) and an ending such as 公司, 局, 村, 大桥."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from assistant.text.body_words import (
    LEVELS,
    BodyKind,
    brand_at,
    ending_at,
    ending_stops,
    endings,
    is_inside,
    is_particular,
    is_rare,
    is_single,
    is_unknown,
    numbered_at,
)
from assistant.text.lexicon import word_set
from assistant.text.numerals import HAN_NUMERAL
from assistant.text.tokens import Token, tokens
from assistant.text.vocabulary import is_noun, is_place

_LONGEST = 24  # characters a name may have
_FILLERS = 3  # words between two endings of one name (水务集团 | 城东净水 | 厂)
_ANY = frozenset(["strong", "weak", "local", "level", "proper"])
_BEFORE_NUMBER = frozenset(["机关", "离退休", "在职", "退休", *LEVELS])
_BEFORE_PLACE = re.compile(
    r"(?:[在赴到与和及、向驻对从往至由]|走进|深入|前往|联合|结对|帮扶|位于|来到|奔赴|走访|进驻|地处|途经|服务|支援|参观|瞻仰|当选"
    r"|新建|改造|建成|启用|投用|开通|打通)$"
)
_BEGINNERS = frozenset("的与和在到向由赴对及为被把")


@dataclass(frozen=True, slots=True)
class Body:
    """The name of an organisation or place at `start:end`; `head` is its proper part (澄浦 of 澄浦市水务局), "" where it has none."""

    start: int
    end: int
    kind: BodyKind
    head: str = ""


class _Found(NamedTuple):
    body: Body
    next: int  # the token to go on with


_Reader = Callable[[str, Sequence[Token], int], _Found | None]


def find_bodies(text: str) -> list[Body]:
    """Return the names of organisations and places in `text`, in order, not overlapping."""
    return list(_found(text))


@lru_cache(maxsize=2048)
def _found(text: str) -> tuple[Body, ...]:
    pieces = tokens(text)
    found: list[Body] = []
    index = 0
    while index < len(pieces):
        read = _body_at(text, pieces, index)
        if read is not None:
            found.append(_continued(found, read.body))
        index = read.next if read is not None else index + 1
    return tuple(found)


def possible_bodies(text: str) -> list[str]:
    """Return what is a name if it stands twice in a document: a noun or two characters before the ending of a place (临湖路)."""
    pieces = tokens(text)
    found = []
    for index, token in enumerate(pieces):
        noun = _may_be_named(token.text)
        after = index + (1 if noun else 2)
        if not noun and not all(is_single(piece.text) for piece in pieces[index:after]):
            continue
        ending = ending_at(text, pieces, after)
        head = text[token.start : pieces[min(after, len(pieces)) - 1].end]
        if ending is not None and head not in word_set("name_limits") and {"strong", "spot"} & ending[1].strengths:
            found += [text[token.start : pieces[ending[0] - 1].end]] * (ending[1].kind == "place")
    return found


def body_parts(name: str, head: str) -> list[str]:
    """Return what a compound name is called without its first part: 变电检修中心党支部 and 变电检修中心 of 棠岭供电公司变电检修中心党支部.

    Parts that any unit may have (机关党支部) are left out.
    """
    pieces = tokens(name)
    begin = next((i for i, piece in enumerate(pieces) if piece.start >= len(head)), 0)
    stops = sorted({stop for i in range(begin, len(pieces)) for stop in ending_stops(name, pieces, i)})
    parts = []
    for stop in stops[1:]:
        own = pieces[stops[0] : stop]
        if own and own[-1].end - own[0].start > 3 and any(_tells_apart(name, own, i) for i in range(len(own))):
            parts.append(name[own[0].start : own[-1].end])
    return parts


def _tells_apart(name: str, pieces: Sequence[Token], index: int) -> bool:
    ending = ending_at(name, pieces, index)
    return is_particular(pieces[index].text) or (ending is not None and index + 1 < ending[0] and "weak" not in ending[1].strengths)


def _continued(found: list[Body], body: Body) -> Body:
    """A body, with the bare name of a place that stands right before it (临江|边检站)."""
    before = found[-1] if found else None
    if before is None or before.end != body.start or before.end - before.start != len(before.head):
        return body
    found.pop()
    return Body(before.start, body.end, body.kind, before.head)


def _body_at(text: str, pieces: Sequence[Token], index: int) -> _Found | None:
    for reader in _readers(pieces[index].text):
        found = reader(text, pieces, index)
        if found is not None:
            return found
    return None


@lru_cache(maxsize=8192)
def _readers(word: str) -> tuple[_Reader, ...]:
    """The ways in which a name may begin with `word`."""
    if not "一" <= word[0] <= "鿿":
        return (_after_number,) if word[0].isdigit() else ()
    if len(word) == 1:
        return (_after_place, _after_number, _after_unknown, _after_level, _after_words)
    return (_after_place, _after_number, _after_level, *((_after_noun, _after_words) if is_noun(word) else ()))


def _after_place(text: str, pieces: Sequence[Token], index: int) -> _Found | None:
    """A place of the gazetteer or a brand, alone or with an ending."""
    after = index + 1 if is_place(pieces[index].text) else brand_at(text, pieces, index)
    if after is None:
        return None
    name = text[pieces[index].start : pieces[after - 1].end]
    kind: BodyKind = "place" if is_place(pieces[index].text) else "org"
    bare = Body(pieces[index].start, pieces[after - 1].end, kind, name)
    return _ended(text, pieces, index, _past_township(text, pieces, after), _ANY) or _Found(bare, after)


def _past_township(text: str, pieces: Sequence[Token], index: int) -> int:
    """The token after a township that follows a county (布拖县 | 拖觉镇), whatever characters it has; else `index`."""
    for stop in range(index + 1, min(index + 4, len(pieces))):
        if not is_single(pieces[stop - 1].text):
            break
        if pieces[stop].text in ("镇", "乡", "村", "街道", "社区"):
            return stop
    return index


def _after_number(text: str, pieces: Sequence[Token], index: int) -> _Found | None:
    """第三党支部, 五公司, 机关第二党支部."""
    ahead = pieces[index].text in _BEFORE_NUMBER and index + 1 < len(pieces)
    stop = numbered_at(text, pieces, index + ahead)
    return _Found(Body(pieces[index].start, pieces[stop - 1].end, "org"), stop) if stop else None


def _after_unknown(text: str, pieces: Sequence[Token], index: int) -> _Found | None:
    """A run of characters that no word covers (澄|浦) before an ending."""
    first = pieces[index].text
    if not is_unknown(first) and _counts_before(text, pieces[index].start):  # the 月 of 7月桐桥县
        return None
    stop = index + (is_single(first) and not is_unknown(first))  # the 月 of 月渚湖
    while stop < len(pieces) and stop - index < 5 and is_unknown(pieces[stop].text):
        stop += 1
    for after in range(stop, index + 1, -1):
        head = text[pieces[index].start : pieces[after - 1].end]
        rare = is_rare(head)
        expected = rare or is_unknown(first) or _is_place_due(text, pieces[index].start)
        if head in word_set("name_limits") or not expected:
            continue
        found = _ended(text, pieces, index, after, {"strong", "level"} | ({"weak", "local"} if rare else set()))
        if found is not None:
            return found
    return None


def _after_level(text: str, pieces: Sequence[Token], index: int) -> _Found | None:
    """市财政局, 县红十字会: a level of government and what its bodies are called."""
    token = pieces[index]
    if token.text not in LEVELS or text[token.start - 1 : token.start] in ("全", "各"):
        return None
    found = _ended(text, pieces, index, index + 1, {"local"}, head=False)
    return found if found is not None and found.body.end - token.end > 1 else None


def _after_noun(text: str, pieces: Sequence[Token], index: int) -> _Found | None:
    """光明村, 前进街道, 秋收起义纪念馆: one to three nouns before the ending of a place, where a place is to be expected."""
    if not _may_be_named(pieces[index].text) or not _is_place_due(text, pieces[index].start):
        return None
    for after in range(index + 1, min(index + 4, len(pieces))):
        ending = ending_at(text, pieces, after)
        if ending is not None:
            return _ended(text, pieces, index, after, {"strong"}) if "strong" in ending[1].strengths else None
        if not (is_unknown(pieces[after].text) or _may_be_named(pieces[after].text)):
            return None
    return None


def _after_words(text: str, pieces: Sequence[Token], index: int) -> _Found | None:
    """半山坡茶叶专业合作社: a name of ordinary words at the beginning of a phrase, before the ending of a firm."""
    if not _begins(text, pieces[index].start):
        return None
    word = pieces[index].text
    odd = is_single(word) and index + 1 < len(pieces) and is_unknown(pieces[index + 1].text)
    noun = len(word) > 1 and word not in word_set("name_limits")
    if not (odd or noun):
        return None
    for after in range(index + 1, min(index + 5, len(pieces))):
        ending = ending_at(text, pieces, after)
        if ending is not None and ending[1].kind == "org":
            firm = "firm" in ending[1].strengths and after > index + 1
            return _ended(text, pieces, index, after, {"firm", "branch"}) if firm or "branch" in ending[1].strengths else None
        if not is_inside(pieces[after].text):
            return None
    return None


def _ended(text: str, pieces: Sequence[Token], first: int, after: int, wanted: Set[str], *, head: bool = True) -> _Found | None:
    """The name from token `first` to the last ending that follows token `after` without a break; one ending must be as `wanted`."""
    index, fillers, last = after, 0, None
    kind: BodyKind = "place"
    fits = False
    while index < len(pieces) and fillers <= _FILLERS and pieces[index].end - pieces[first].start <= _LONGEST:
        ending = ending_at(text, pieces, index)
        stop = ending[0] if ending else numbered_at(text, pieces, index)
        if ending is not None:
            fits = fits or bool(ending[1].strengths & wanted)
            kind = "org" if ending[1].kind == "org" else kind
        if stop is not None:
            index, fillers = stop, 0
            last = stop if fits else last
        elif is_inside(pieces[index].text):
            index, fillers = index + 1, fillers + 1
        else:
            break
    if last is None:
        return None
    name = text[pieces[first].start : pieces[after - 1].end] if head else ""
    return _Found(Body(pieces[first].start, pieces[last - 1].end, kind, name), last)


@lru_cache(maxsize=8192)
def _may_be_named(word: str) -> bool:
    ending = endings().get(word)
    generic = ending is not None and not ending.strengths.isdisjoint(("weak", "local", "level", "proper"))
    return len(word) > 1 and is_noun(word) and word not in word_set("name_limits") and not generic


def _counts_before(text: str, start: int) -> bool:
    """Whether a number stands before `start`, so that what follows is its unit."""
    return start > 0 and (text[start - 1].isdigit() or text[start - 1] in HAN_NUMERAL)


def _begins(text: str, start: int) -> bool:
    """Whether a phrase begins at `start`."""
    before = text[max(start - 1, 0) : start]
    return before in _BEGINNERS or not "一" <= before <= "鿿"


def _is_place_due(text: str, start: int) -> bool:
    """Whether the words before `start` let the name of a place be expected (在, 走进, 与)."""
    return bool(_BEFORE_PLACE.search(text, max(start - 2, 0), start))
