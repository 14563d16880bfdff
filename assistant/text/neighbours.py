"""Names that are told by the names and words beside them: items of a list, the other end of a road, road numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.text.bodies import Body
from assistant.text.body_words import BodyKind, is_rare, unknown_runs
from assistant.text.ended import Ended
from assistant.text.tokens import tokens
from assistant.text.vocabulary import cut, is_noun, is_word

_HAN = "一-鿿"
_LINK = "与和在到赴对向由为从及于是将把了的涉属含"
_PLACES = (
    "行政村|自然村|村|社区|乡镇|镇|乡|街道|县|区|小区|党支部|支部|党小组|工区|车间|班组|作业点|站点|点位|网点|标段|仓库|车站|景区"
    "|路段|桥梁|隧道|水库|码头"
)
_FIRMS = "企业|公司|单位|银行|院校|高校|学校|医院|支部|党支部|党组织|部门|机构|站点|车站|项目"
_COUNT = r"\s?[\d两三四五六七八九十百余]{1,4}\s?[个家所条座]?(?![名位人次])"
_CHAR = rf"(?!等)[{_HAN}]"
_ITEMS = rf"(?P<items>(?:{_CHAR}){{2,12}}(?:、(?:{_CHAR}){{2,5}}){{1,15}})"
# 大坪、杉树坳2个软弱涣散村; 高寨村、野猪坪等偏远村; 花荄、秀水等9个乡镇
_LIST_OF_PLACES = re.compile(rf"{_ITEMS}(?:等?{_COUNT}(?=[{_HAN}]{{0,6}}(?:{_PLACES}))|等(?=[{_HAN}]{{0,4}}(?:{_PLACES})))")
_LIST_OF_FIRMS = re.compile(
    rf"(?P<items>(?:{_CHAR}){{2,16}}(?:、(?:{_CHAR}){{3,10}}){{1,15}})等(?:{_COUNT})?(?=[{_HAN}]{{0,6}}(?:{_FIRMS}))"
)
_ITEM = re.compile(rf"(?:[{_HAN}]*[{_LINK}])?(?P<name>[{_HAN}]{{2,8}})?(?:、|$)")
_BESIDE = re.compile(r"[至到—和与、]$")
_BUILDER = re.compile(
    r"(?<![第一二三四五六七八九十])[一二三四五六七八九十]{1,2}[建局冶航](?=力量|人(?![民大])|精神|风采|品牌|铁军|智慧|速度|形象|故事)"
)
_LEAGUE = re.compile(r"团[省市县区州旗]委")
_ROOM = re.compile(r"(?:第?[一-鿿]{1,6}[楼院所厅])?(?<![\d.])(?:[A-Z]\d?-?)?\d{2,5}(?:会议室|教室|报告厅|多功能厅|活动室|党员活动室)")
_OFFICE = re.compile(
    r"(?<![一二三四五六七八九十\d第])[一二三四五六七八九][所院科处队厂矿站段](?=党?支部|党总支|党委|的?党员)"
)  # 一所|党支部
_STATIONED = re.compile(r"(?<=驻)[一-鿿](?=企业|单位|央企|部队|机构|各单位)")
_ROAD = re.compile(r"(?:[国省县乡]道)?(?<![A-Za-z0-9])[GSXYC]\d{2,4}(?:改?线|国道|省道|高速)?(?![A-Za-z0-9])")


class Neighbour(NamedTuple):
    """A name at `start:end`."""

    start: int
    end: int
    kind: BodyKind


def find_neighbours(text: str, bodies: Sequence[Body | Ended]) -> Iterator[Neighbour]:
    """Return the names in `text` that stand beside other names or in fixed phrases; `bodies` are those already found."""
    for pattern, kind in _FIXED:
        yield from (Neighbour(*m.span(), kind) for m in pattern.finditer(text))
    for m in _LIST_OF_PLACES.finditer(text):
        yield from (Neighbour(*span, "place") for span in _items(text, m) if span[1] - span[0] < 6)
    for m in _LIST_OF_FIRMS.finditer(text):
        yield from (Neighbour(*span, "org") for span in _items(text, m) if _is_firm(text[slice(*span)]))
    yield from _beside(text, bodies)


_FIXED: tuple[tuple[re.Pattern[str], BodyKind], ...] = (
    (_LEAGUE, "org"),
    (_ROOM, "place"),
    (_OFFICE, "org"),
    (_BUILDER, "org"),
    (_STATIONED, "place"),
    (_ROAD, "place"),
)


def _items(text: str, found: re.Match[str]) -> list[tuple[int, int]]:
    """The items of a list without the words that lead to the first (整顿大坪、杉树坳)."""
    spans = [m.span("name") for m in _ITEM.finditer(text, *found.span("items")) if m["name"]]
    return [(_after_verbs(text, *span), span[1]) for span in spans]


def _after_verbs(text: str, start: int, end: int) -> int:
    verbs = [token for token in tokens(text[start:end]) if len(token.text) > 1 and is_word(token.text) and not is_noun(token.text)]
    return start + verbs[-1].end if verbs and verbs[-1].end < end - start - 1 else start


def _is_firm(name: str) -> bool:
    """Whether an item of a list of firms is a name (顺达物流) and no trade (电子信息)."""
    return len(name) > 3 and sum(len(word) == 1 for word in cut(name)) > 1


def _beside(text: str, bodies: Sequence[Body | Ended]) -> Iterator[Neighbour]:
    """平澜至清野高速公路, 柳渚和中垛村: an unknown word joined to the name of a place."""
    for body in bodies:
        start = max(body.start - 7, 0)
        before = text[start : body.start]
        if body.kind == "place" and _BESIDE.search(before):
            run = unknown_runs(before[:-1])[-1:]
            if run and run[0][1] == len(before) - 1 and run[0][1] - run[0][0] > 1 and is_rare(before[slice(*run[0])]):
                yield Neighbour(start + run[0][0], start + run[0][1], "place")
