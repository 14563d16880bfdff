"""Names of organisations and places: a proper name (place, brand, unknown word) and an ending such as 公司, 局, 村, 大桥."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from assistant.text.lexicon import words
from assistant.text.tokens import Token, tokens
from assistant.text.vocabulary import is_noun, is_place, rank

Kind = Literal["org", "place"]
_ENDINGS = Path(__file__).with_name("data") / "bodies.tsv"
_LONGEST = 24  # characters a name may have
_FILLERS = 3  # words between two endings of one name (水务集团 | 城东净水 | 厂)
_COMMON = 4000  # single characters more common than this that are no nouns are words of their own (在, 讲, 建)
_RARE = 5000  # with a character rarer than this, an unknown word is likely a name
# Common characters that begin or end proper names as well.
_IN_NAMES = frozenset("大小新老上下中前后东西南北高长白红黑黄绿双三五七九万千百泰永兴安顺通康广明正平古同落")
_IN_NAMES |= frozenset("湾岛屯垄坪坝岭峪沟塘溪河湖江海洲港浦渡桥坡塬寨堡营庄集里坊巷庙寺塔楼台亭阁园林泉井山峰岩石沙滩川原峡谷洼洞")
_LEVELS = frozenset("省市县区州镇乡旗")
_NUMBER = re.compile(r"第[一二三四五六七八九十\d]{1,3}|[一二三四五六七八九十\d]{1,3}号?|[一二三四五六七八九十\d]{1,2}标")
_ORDINAL = re.compile(r"第?[一二三四五六七八九十]{1,3}")
_NUMBERED = frozenset(words("numbered"))
_BEFORE_NUMBER = frozenset(["机关", "离退休", "在职", "退休", *_LEVELS])
_BEFORE_PLACE = re.compile(
    r"(?:[在赴到与和及、向驻对从往至由]|走进|深入|前往|联合|结对|帮扶|位于|来到|奔赴|走访|进驻|地处|途经|服务|支援)$"
)


@dataclass(frozen=True, slots=True)
class Body:
    """The name of an organisation or place at `start:end`; `head` is its proper part (澄浦 of 澄浦市水务局), "" where it has none."""

    start: int
    end: int
    kind: Kind
    head: str = ""


class _Ending(NamedTuple):
    kind: Kind
    strengths: frozenset[str]


class _Found(NamedTuple):
    body: Body
    next: int  # the token to go on with


def find_bodies(text: str) -> list[Body]:
    """Return the names of organisations and places in `text`, in order, not overlapping."""
    pieces = tokens(text)
    found: list[Body] = []
    index = 0
    while index < len(pieces):
        read = _body_at(text, pieces, index)
        if read is not None:
            found.append(read.body)
        index = read.next if read is not None else index + 1
    return found


def unknown_runs(text: str) -> list[tuple[int, int]]:
    """Return where runs of characters stand that no word covers."""
    runs: list[tuple[int, int]] = []
    for token in tokens(text):
        if not _is_unknown(token.text):
            continue
        if runs and runs[-1][1] == token.start:
            runs[-1] = (runs[-1][0], token.end)
        else:
            runs.append((token.start, token.end))
    return runs


def nouns_with_endings(text: str) -> list[str]:
    """Return what would be a name if it stood twice in a document: an ordinary noun with the ending of a place (光明村)."""
    pieces = tokens(text)
    found = []
    for index, token in enumerate(pieces):
        ending = _ending_at(text, pieces, index + 1) if _may_be_named(token.text) else None
        if ending is not None and "strong" in ending[1].strengths and ending[1].kind == "place":
            found.append(text[token.start : pieces[ending[0] - 1].end])
    return found


def _may_be_named(word: str) -> bool:
    return len(word) == 2 and is_noun(word) and word not in words("name_limits") and word not in _endings()


def body_parts(name: str, head: str) -> list[str]:
    """Return what a compound name is called without its first part: 变电检修中心党支部 and 变电检修中心 of 棠岭供电公司变电检修中心党支部.

    Parts that any unit may have (机关党支部) are left out.
    """
    pieces = tokens(name)
    stops = [found[0] for i, piece in enumerate(pieces) if piece.start >= len(head) and (found := _ending_at(name, pieces, i))]
    parts = []
    for stop in stops[1:]:
        own = pieces[stops[0] : stop]
        if own and own[-1].end - own[0].start > 3 and any(_is_particular(name, own, i) for i in range(len(own))):
            parts.append(name[own[0].start : own[-1].end])
    return parts


def _is_particular(name: str, pieces: list[Token], index: int) -> bool:
    word = pieces[index].text
    return len(word) > 1 and word not in words("name_limits") and _ending_at(name, pieces, index) is None


def _body_at(text: str, pieces: list[Token], index: int) -> _Found | None:
    for reader in (_after_place, _after_number, _after_unknown, _after_level, _after_noun):
        found = reader(text, pieces, index)
        if found is not None:
            return found
    return None


def _after_place(text: str, pieces: list[Token], index: int) -> _Found | None:
    """A place of the gazetteer or a brand, alone or with an ending."""
    token = pieces[index]
    known = is_place(token.text)
    if not known and token.text not in _brands():
        return None
    return _ended(text, pieces, index, index + 1, {"strong", "weak", "local", "level", "proper"}) or _Found(
        Body(token.start, token.end, "place" if known else "org", token.text), index + 1
    )


def _after_unknown(text: str, pieces: list[Token], index: int) -> _Found | None:
    """A run of characters that no word covers (澄|浦) before an ending."""
    stop = index
    while stop < len(pieces) and stop - index < 5 and _is_unknown(pieces[stop].text):
        stop += 1
    for after in range(stop, index + 1, -1):
        head = text[pieces[index].start : pieces[after - 1].end]
        if head in words("name_limits"):
            continue
        rare = any(rank(c) > _RARE for c in head)
        found = _ended(text, pieces, index, after, {"strong", "level"} | ({"weak", "local"} if rare else set()))
        if found is not None:
            return found
    return None


def _after_number(text: str, pieces: list[Token], index: int) -> _Found | None:
    """第三党支部, 五公司, 机关第二党支部."""
    first = index
    if pieces[index].text in _BEFORE_NUMBER and index + 1 < len(pieces):
        index += 1
    stop = index
    while stop < min(len(pieces), index + 4) and _NUMBER.fullmatch(text, pieces[index].start, pieces[stop].end):
        stop += 1
    if stop == index:
        return None
    for end in range(min(stop + 3, len(pieces)), stop, -1):
        one_each = text[pieces[end - 1].end : pieces[end - 1].end + 1] == "一"  # 一支部一策
        if text[pieces[stop].start : pieces[end - 1].end] in _NUMBERED and not one_each:
            return _Found(Body(pieces[first].start, pieces[end - 1].end, "org"), end)
    return None


def _after_level(text: str, pieces: list[Token], index: int) -> _Found | None:
    """市财政局, 县红十字会: a level of government and what its bodies are called."""
    token = pieces[index]
    if token.text not in _LEVELS or text[token.start - 1 : token.start] in ("全", "各"):
        return None
    found = _ended(text, pieces, index, index + 1, {"local"}, head=False)
    return found if found is not None and found.body.end - token.end > 1 else None


def _after_noun(text: str, pieces: list[Token], index: int) -> _Found | None:
    """光明村, 前进街道: an ordinary noun before the ending of a place, where a place is to be expected."""
    token = pieces[index]
    if not _may_be_named(token.text) or not _BEFORE_PLACE.search(text, max(token.start - 2, 0), token.start):
        return None
    ending = _ending_at(text, pieces, index + 1)
    if ending is None or ending[1].kind != "place" or "strong" not in ending[1].strengths:
        return None
    return _ended(text, pieces, index, index + 1, {"strong"})


def _ended(text: str, pieces: list[Token], first: int, after: int, wanted: set[str], *, head: bool = True) -> _Found | None:
    """The name from token `first` to the last ending that follows token `after` without a break; one ending must be as `wanted`."""
    index, fillers, last = after, 0, None
    kind: Kind = "place"
    fits = False
    while index < len(pieces) and fillers <= _FILLERS and pieces[index].end - pieces[first].start <= _LONGEST:
        ending = _ending_at(text, pieces, index)
        if ending is not None:
            index, fillers = ending[0], 0
            fits = fits or bool(ending[1].strengths & wanted)
            kind = "org" if ending[1].kind == "org" else kind
            last = index if fits else last
        elif _is_inside(pieces[index].text):
            index, fillers = index + 1, fillers + 1
        else:
            break
    if last is None:
        return None
    name = text[pieces[first].start : pieces[after - 1].end] if head else ""
    return _Found(Body(pieces[first].start, pieces[last - 1].end, kind, name), last)


def _ending_at(text: str, pieces: list[Token], index: int) -> tuple[int, _Ending] | None:
    """The longest ending that begins at a token, and the token after it."""
    for stop in range(min(index + 4, len(pieces)), index, -1):
        ending = _endings().get(text[pieces[index].start : pieces[stop - 1].end])
        if ending is not None:
            return stop, ending
    return None


def _is_inside(word: str) -> bool:
    """Whether a word may stand between the proper part of a name and its ending."""
    return is_place(word) or _is_unknown(word) or (len(word) > 1 and is_noun(word)) or bool(_ORDINAL.fullmatch(word))


def _is_unknown(word: str) -> bool:
    """Whether a token is a single character that is likely part of a name."""
    if len(word) != 1 or not "一" <= word <= "鿿":
        return False
    return word in _IN_NAMES or is_noun(word) or rank(word) > _COMMON


@cache
def _endings() -> dict[str, _Ending]:
    endings: dict[str, _Ending] = {}
    for line in _ENDINGS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, strength, forms = line.split("\t")
            for form in forms.split():
                known = endings.get(form)
                strengths = frozenset([strength]) | (known.strengths if known else frozenset())
                endings[form] = _Ending(known.kind if known else "org" if kind == "org" else "place", strengths)
    return endings


@cache
def _brands() -> frozenset[str]:
    return frozenset(words("brands"))
