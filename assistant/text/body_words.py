"""What names of bodies are made of: proper parts, words in between, endings (公司, 局, 村, 大桥), numbers (第三党支部)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from assistant.text.lexicon import word_set, words
from assistant.text.patterns import compiled
from assistant.text.tokens import Token, tokens
from assistant.text.vocabulary import is_noun, is_place, rank

BodyKind = Literal["org", "place"]

_TABLE = Path(__file__).with_name("data") / "bodies.tsv"
_COMMON = 4000  # single characters more common than this that are no nouns are words of their own (在, 讲, 建)
RARE = 5000  # with a character rarer than this, an unknown word is likely a name
# Common characters that begin or end proper names as well.
_IN_NAMES = frozenset(
    "大小新老上下中前后东西南北高长白红黑黄绿双三五七九万千百泰永兴安顺通康广明正平古同落刘孙柳戴彭贵"
    "湾岛屯垄坪坝岭峪沟塘溪河湖江海洲港浦渡桥坡塬寨堡营庄集里坊巷庙寺塔楼台亭阁园林泉井山峰岩石沙滩川原峡谷洼洞坳荄"
)
# Words of one character that never belong to a name.
_LINKS = frozenset(
    "的了是在和有不我也为就这到都等着对来与还要又而之以将那但从被把于并能会或由用向已其给使却则及各本该此每全让请跟比按据因第号个名位"
)
LEVELS = frozenset(["省", "市", "县", "区", "州", "镇", "乡", "旗", "省委", "市委", "县委", "区委"])
_NUMBER = compiled(r"第[一二三四五六七八九十\d]{1,3}|[一二三四五六七八九十\d]{1,3}号?|[一二三四五六七八九十\d]{1,2}标")
_BEGINS_NUMBER = compiled(r"[第一二三四五六七八九十\d]")
_ORDINAL = compiled(r"第?[一二三四五六七八九十]{1,3}")


class Ending(NamedTuple):
    """How a name may end: the kind of body, and how strong a sign of a name it is (the words of bodies.tsv)."""

    kind: BodyKind
    strengths: frozenset[str]


def ending_stops(text: str, pieces: Sequence[Token], index: int) -> list[int]:
    """The tokens after every ending that begins at a token."""
    stops = range(index + 1, min(index + 4, len(pieces)) + 1)
    return [stop for stop in stops if text[pieces[index].start : pieces[stop - 1].end] in endings()]


def ending_at(text: str, pieces: Sequence[Token], index: int) -> tuple[int, Ending] | None:
    """The longest ending that begins at a token, and the token after it."""
    if index >= len(pieces) or pieces[index].text[0] not in _ending_starts():
        return None
    for stop in range(min(index + 4, len(pieces)), index, -1):
        ending = endings().get(text[pieces[index].start : pieces[stop - 1].end])
        if ending is not None:
            return stop, ending
    return None


def numbered_at(text: str, pieces: Sequence[Token], index: int) -> int | None:
    """The token after a number with what it may number (三标, 5号线, 第二党支部)."""
    if not _BEGINS_NUMBER.match(pieces[index].text if index < len(pieces) else ""):
        return None
    stop = index
    while stop < min(len(pieces), index + 4) and _NUMBER.fullmatch(text, pieces[index].start, pieces[stop].end):
        stop += 1
    if stop == index:
        return None
    for end in range(min(stop + 3, len(pieces)), stop, -1):
        one_each = text.startswith("一", pieces[end - 1].end)  # 一支部一策
        if text[pieces[stop].start : pieces[end - 1].end] in word_set("numbered") and not one_each:
            return end
    return None


def brand_at(text: str, pieces: Sequence[Token], index: int) -> int | None:
    """The token after a brand (农业银行) that begins at a token."""
    if pieces[index].text[0] not in _brand_starts():
        return None
    for stop in range(min(index + 3, len(pieces)), index, -1):
        if text[pieces[index].start : pieces[stop - 1].end] in _brands():
            return stop
    return None


@lru_cache(maxsize=8192)
def is_inside(word: str) -> bool:
    """Whether a word may stand between the proper part of a name and its ending."""
    return is_place(word) or is_unknown(word) or (len(word) > 1 and is_noun(word)) or bool(_ORDINAL.fullmatch(word))


def is_single(word: str) -> bool:
    """Whether a token is one character that is no link word."""
    return len(word) == 1 and "一" <= word <= "鿿" and word not in _LINKS


@lru_cache(maxsize=8192)
def is_unknown(word: str) -> bool:
    """Whether a token is one character that is likely part of a name."""
    return is_single(word) and (word in _IN_NAMES or is_noun(word) or rank(word) > _COMMON)


def is_rare(text: str) -> bool:
    """Whether a text has a character that ordinary words seldom have."""
    return any(rank(char) > RARE for char in text)


def is_particular(word: str) -> bool:
    """Whether a word tells one body from another (变电, but not 机关, 党支部)."""
    return len(word) > 1 and word not in word_set("name_limits") and word not in endings()


def unknown_runs(text: str) -> list[tuple[int, int]]:
    """Return where runs of characters stand that no word covers."""
    runs: list[tuple[int, int]] = []
    for token in tokens(text):
        if not is_unknown(token.text):
            continue
        if runs and runs[-1][1] == token.start:
            runs[-1] = (runs[-1][0], token.end)
        else:
            runs.append((token.start, token.end))
    return runs


@cache
def endings() -> dict[str, Ending]:
    """All endings of names with what they say."""
    return read_endings(_TABLE, {})


def read_endings(path: Path, known: dict[str, Ending]) -> dict[str, Ending]:
    """Add the endings of a table (kind, strength, forms on each line) to those `known`, and return them."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, strength, *forms = line.split()
            for form in forms:
                before = known.get(form, Ending("org" if kind == "org" else "place", frozenset()))
                known[form] = Ending(before.kind, before.strengths | {strength})
    return known


@cache
def _ending_starts() -> frozenset[str]:
    return frozenset(ending[0] for ending in endings())


@cache
def _brand_starts() -> frozenset[str]:
    return frozenset(brand[0] for brand in words("brands"))


@cache
def _brands() -> frozenset[str]:
    return frozenset(words("brands"))
