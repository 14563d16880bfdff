"""What a number counts: the words beside it, without those that only frame it, and how alike two such topics are."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from rapidfuzz.distance import LCSseq

_DATA = Path(__file__).with_name("data")
_TAIL = re.compile(r"(?:[共为有达计了至到近超的是仅就各在已和与及并均也还又再多较比于由从中以内外已]|占比|占|(?<![节集])约)+$")
_HEAD = re.compile(r"^[的了中等并和与及次是为在由均个余]+")

_QUOTES = re.compile("[“”‘’《》〈〉]")

# Who acts is not what is counted, unless the number stands right beside.
_SUBJECTS = frozenset(("支部", "党支部", "党总支", "总支", "公司", "机关", "单位", "我们", "党员", "干部", "书记", "支部书记", "班子"))
_NOBODY = frozenset({"人员", "人数", "大家"})
_SHORT_NOUNS = frozenset("村乡镇县区市省校店船车站楼桥户岗队组班库厂矿井")
_HOLDERS = re.compile(r"^(?:(?:全体|广大)?党员(?=[^大干]{2})|[为占达](?=[^年].|年度))")


@cache
def _lines(name: str) -> list[list[str]]:
    text = (_DATA / f"{name}.txt").read_text(encoding="utf-8")
    return [line.split() for line in text.splitlines() if line and not line.startswith("#")]


@cache
def _frames() -> re.Pattern[str]:
    words = sorted((w for line in _lines("frames") for w in line), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(words)})+")


@cache
def _names() -> tuple[re.Pattern[str], dict[str, str]]:
    first = {name: line[0] for line in _lines("same") for name in line}
    return re.compile("|".join(sorted(map(re.escape, first), key=len, reverse=True))), first


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """`text` with each thing under its one name (支部委员会 is 支委会)."""
    pattern, first = _names()
    return pattern.sub(lambda m: first[m.group()], _QUOTES.sub("", text))


@lru_cache(maxsize=4096)
def pieces(text: str) -> tuple[str, ...]:
    """The words of `text` that name things, parted where framing words stood; single characters name nothing."""
    return tuple(piece for piece in _frames().split(plain(text)) if len(piece) > 1)


def before(text: str) -> str:
    """The thing named last in `text`, which stands before a number; empty where only framing words do."""
    text = _TAIL.sub("", text)
    found = next(reversed(pieces(text)), "")
    if found in _NOBODY or (found in _SUBJECTS and not plain(text).endswith(found)):
        return ""
    return _HOLDERS.sub("", found)


def after(text: str) -> tuple[str, ...]:
    """The thing named first in `text`, which stands behind a number: people also by what is said of them, 村 and the like alone."""
    rest = _HEAD.sub("", text)
    if rest in _SHORT_NOUNS:
        return (rest,)
    found = next(iter(pieces(rest)), "")
    of_people = _HOLDERS.sub("", found)
    return tuple(filter(None, (of_people, "党员"))) if of_people != found else tuple(filter(None, (found,)))


@lru_cache(maxsize=65536)
def alike(one: str, other: str) -> float:
    """How much two topics are the same thing, 0 to 1: how much of the shorter, and how much of both, is common to them."""
    if not one or not other:
        return 0.0
    common = LCSseq.similarity(one, other)
    in_order = 0.5 * common / min(len(one), len(other)) + common / (len(one) + len(other))
    return float(max(in_order, _alike_in_any_order(one, other)))


def _alike_in_any_order(one: str, other: str) -> float:
    """The same by pairs of characters: 新确定入党积极分子 and 入党积极分子新确定."""
    first, second = ({text[i : i + 2] for i in range(len(text) - 1)} for text in (one, other))
    common = len(first & second)
    return 0.5 * common / min(len(first), len(second)) + common / (len(first) + len(second)) if common else 0.0


@lru_cache(maxsize=4096)
def essence(text: str) -> str:
    """`text` without framing words and marks."""
    return _frames().sub("", plain(text))


@lru_cache(maxsize=4096)
def bigrams(text: str) -> frozenset[str]:
    """The pairs of characters within the pieces of `text`."""
    return frozenset(piece[i : i + 2] for piece in pieces(text) for i in range(len(piece) - 1))


def coverage(part: frozenset[str], whole: frozenset[str]) -> float:
    """The share of `part` that `whole` has; 0 where there is nothing to cover."""
    return len(part & whole) / len(part) if part else 0.0
