"""Names told by the list they stand in: 联合西北民大、市二院, 与中集、天一机器人共建, 光华里、三合院等1860户, 运行班、维修班."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from assistant.text.bodies import Body
from assistant.text.body_words import BodyKind, endings, is_single
from assistant.text.ended import Ended, belongs, tells
from assistant.text.lexicon import word_set, words
from assistant.text.tokens import Token, tokens
from assistant.text.vocabulary import is_place, rank

_HAN = "一-鿿"
_LIST = re.compile(rf"[{_HAN}]{{2,30}}(?:、[{_HAN}]{{2,30}}){{1,20}}")
_NUMBER = r"[\d两三四五六七八九十百余]{1,5}[多余]?"
_UNITS = "自然村|行政村|村|社|村民小组|嘎查|社区|小区|乡镇|街道|党支部|支部|党小组|车间|工区|班组|网点|站点|点位|作业点|项目部|标段"
_COUNTED = re.compile(rf"等?{_NUMBER}(?:[家户座]|个(?:{_UNITS}))")
_AND_PLACES = re.compile(rf"等(?:地|处|点位|省|市|县|{_NUMBER}个?[省市县])")
_AT_PLACES = re.compile(r"(?:[在到赴往于对]|深入|走进|前往|走访|位于)$")
_JOINING = re.compile(r"(?:[与同和赴对把向到由]|联合|会同|携手|走进|引入|引进|邀请|依托|对接|帮助|协同|牵手)$")
_JOINED = re.compile(
    r"(?:等?(?:单位|企业|公司|学校|院校|高校|医院|部门|机构|商户|车间|支部|党支部))?(?:[两三四五六七八九十]方)?"
    r"(?:共建|结对|联建|联学|签|合作|联合|开展|举办|建立|成立|结成|达成|组建|组成|捐|送)"
)
_SHORT_FIRST = re.compile(rf"(?<=[与同和赴对把向])[{_HAN}]{{2,4}}$")
_SHORT_LAST = re.compile(rf"[{_HAN}]{{2,4}}?(?=等|共建|结对|联建|签|合作|联合|开展|举办)")
_PARTS = re.compile(rf"[{_HAN}]{{1,5}}(?P<unit>[班队科组室站股系庭所])(?:、[{_HAN}]{{1,5}}(?P=unit))+(?![长员级伍别])")
# 语言学及应用语言学团队党支部、行政服务团队党支部: of branches in a list, all but the first are named whole.
_BRANCH = "(?:党支部|支部|党总支|党小组|分党委)"
_BRANCHES = re.compile(rf"[{_HAN}]{{2,20}}{_BRANCH}(?:、(?P<later>[{_HAN}]{{2,20}}{_BRANCH}(?:、[{_HAN}]{{2,20}}{_BRANCH})*))")
# 到值机一分队、行李查询室、站坪装卸队宣讲: parts of a unit of several kinds behind a word that leads to them.
_MIXED = re.compile(
    rf"(?<=[到在由含括对设赴])(?:(?![到在由含括对设赴])[{_HAN}]){{2,7}}[班队组科室站所部](?:、[{_HAN}]{{2,7}}[班队组科室站所部])+"
)
# 阳极组、净化班先后被评为…: what is honoured is a body.
_HONOURED = re.compile(
    rf"(?<![{_HAN}])[{_HAN}]{{2,5}}[班组队科室站](?:、[{_HAN}]{{2,5}}[班组队科室站])*"
    rf"(?=(?:先后|均|分别|双双)?(?:被评|被授|被命|荣获|获评|获得|喜获))"
)
_SUCH = re.compile(
    rf"(?<=[与同和的对在])(?P<name>(?:(?![与同和的对在])[{_HAN}]){{3,8}})等[{_HAN}]{{0,4}}(?:单位|企业|公司|商户|院校|学校|机构)"
)
_LONGEST = 12
_ORDINARY = 15_000  # an item that is a more common word than this is that word
Known = Body | Ended


class Listed(NamedTuple):
    """A name at `start:end`."""

    start: int
    end: int
    kind: BodyKind


def find_listed(text: str, known: Sequence[Known]) -> Iterator[Listed]:
    """Return the names in `text` that lists tell; `known` are the names already found."""
    for m in _LIST.finditer(text):
        items = _items(text, *m.span())
        kind = _kind(text, items, known) if len(items) > 1 else None
        if kind is not None:
            yield from (Listed(*item, kind) for item in items if _may_be_name(text[slice(*item)]))
    yield from _parts_listed(text)
    for m in _SUCH.finditer(text):
        if _may_be_name(m["name"]) or m["name"].endswith(words("trades")):
            yield Listed(*m.span("name"), "org")


def _parts_listed(text: str) -> Iterator[Listed]:
    """The parts of a unit in lists of such parts."""
    spans = [m.span() for pattern in (_PARTS, _HONOURED, _MIXED) for m in pattern.finditer(text)]
    for start, end in [*spans, *(m.span("later") for m in _BRANCHES.finditer(text))]:
        for part in re.finditer("[^、]+", text[start:end]):
            head = re.sub(f"{_BRANCH}$", "", part.group())
            if part.group() not in endings() and head not in word_set("name_limits") | word_set("party_limits"):
                yield Listed(start + part.start(), start + part.end(), "org")


def _kind(text: str, items: Sequence[tuple[int, int]], known: Sequence[Known]) -> BodyKind | None:
    """What the items of a list are, None where nothing tells that they are names."""
    first, last = items[0][0], items[-1][1]
    ends = {end: start for start, end in items}
    among = [body for body in known if body.start >= ends.get(body.end, body.end)]
    told = [body for body in among if not is_place(text[body.start : body.end]) or _AND_PLACES.match(text, last)]
    if told:
        return told[0].kind
    if _AND_PLACES.match(text, last) and _AT_PLACES.search(text, 0, first):
        return "place"
    joined = _JOINING.search(text, 0, first) and _JOINED.match(text, last)
    return "org" if joined or _COUNTED.match(text, last) else None


def _items(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The items of a list; the first begins and the last ends with what may belong to a name."""
    marks = [start - 1, *(start + m.start() for m in re.finditer("、", text[start:end])), end]
    spans = list(pairwise(marks))
    items = [_first(text, *spans[0])]
    items += [_whole(_words(text, a, b)) for a, b in spans[1:-1]]
    items.append(_last(text, *spans[-1]))
    return [item for item in items if item is not None]


def _first(text: str, mark: int, end: int) -> tuple[int, int] | None:
    short = _SHORT_FIRST.search(text, max(end - 5, mark + 1), end)
    back = list(takewhile(_stands, reversed(_words(text, mark, end))))[::-1]
    acts = len(back) > 1 and back[0].text in word_set("acts")  # 支援|西宁
    return short.span() if short else _whole(back[acts:])


def _last(text: str, mark: int, end: int) -> tuple[int, int] | None:
    short = _SHORT_LAST.match(text, mark + 1, end)
    return short.span() if short else _whole(list(takewhile(_stands, _words(text, mark, end))))


def _words(text: str, mark: int, end: int) -> list[Token]:
    return [token for token in tokens(text) if mark < token.start and token.end <= end]


def _whole(words: Sequence[Token]) -> tuple[int, int] | None:
    return (words[0].start, words[-1].end) if words else None


def _stands(token: Token) -> bool:
    return (belongs(token.text) or is_single(token.text)) and token.text not in word_set("posts")


def _may_be_name(text: str) -> bool:
    """Whether an item names something: short, made of what names are made of, not all of it said of any unit."""
    pieces = [token.text for token in tokens(text)]
    if not 1 < len(text) <= _LONGEST:
        return False
    if len(text) < 5 and all(is_single(piece) for piece in pieces):
        return True
    ordinary = len(pieces) == 1 and rank(pieces[0]) < _ORDINARY
    return all(map(belongs, pieces)) and any(map(tells, pieces)) and not ordinary
