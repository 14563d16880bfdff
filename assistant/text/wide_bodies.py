"""Names of bodies and places read as widely as they may reach: back from an ending over all that is no verb, link word or mark.

For samples only. `bodies` and `ended` believe an ending where something unknown stands before it; here ordinary words do (后勤|党小组,
空压|机房, 芙蓉|村), unless they are said of any such body (基层|党支部, 示范|村).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from assistant.text.body_words import LEVELS, BodyKind, Ending, endings, read_endings
from assistant.text.ended import Ended
from assistant.text.lexicon import word_set
from assistant.text.patterns import compiled
from assistant.text.tokens import Token, tokens
from assistant.text.vocabulary import is_noun, is_place, rank

_TABLE = Path(__file__).with_name("data") / "wide_endings.txt"
_LONGEST = 22  # characters before the ending
_OF_LEVEL = 4  # words before a level that may be its name
_SELDOM = 20_000  # words rarer than this name something more often than they mean something
_USUAL = 999  # verbs more common than this stand before bodies as verbs, even after a level
_LEVELS = LEVELS | {"自治区", "自治州", "自治县", "开发区", "高新区", "经开区", "地委", "州委", "盟委", "旗委", "盟"}
# Characters that stand alone as words before names.
_ALONE = frozenset(
    "的了是在和有不我也为就这到都等着对来与还要又而之以将那但从被把于并能会或由用向已其给使却则及各本该此每全让请跟比按据因第号个名位"
    "赴进去入访看建设办送帮做抓促强推带领开无听讲学写称叫选评争创当任兼请借靠找讨治理保防抗战打过再先后前时中上下内外间里些多少几两双同"
    "件种类项条次场年月日季度天周岁时分秒元斤吨米亩户口台套辆支股片批份册篇首幅人员者性化率"
)
_NUMBER = compiled(r"第?[一二三四五六七八九十\d]{1,3}[号#]?")
_LATIN = compiled(r"[A-Za-z]")
_HISTORIC = frozenset(["起义", "战斗", "抗战", "会议", "暴动", "解放", "长征", "革命", "战役", "会师", "纪念", "英雄", "事迹"])
_BEGINNERS = frozenset(["机关", "集团", "公司", "中心", "医院", "学校", "学院", "县直", "市直", "区直", "省直", "镇直", "老干部", "离退休"])
# 旗|森林草原防灭火指挥部: behind a level, whatever words stand in the name of its office.
_OFFICE = compiled(
    r"[^\W\d_A-Za-z的了在与对向为被把以将从到全各]{2,12}?(?:指挥部|领导小组|委员会|办公室|管理局|执法局|总队|支队|大队|协会|联合会|学会|商会|法院|检察院|管委会|工作组)"
)
_SETTLEMENTS = frozenset(["村", "寨", "庄", "镇"])
_FOUNDING = frozenset(
    ["下设", "设立", "新建", "建成", "改造", "改建", "扩建", "组建", "成立", "完善", "新增", "推进", "增设", "启用", "投用"]
)
# 在西苏果门口开展, 与川汇建材签订: what is visited and who is joined, between a preposition and what is done there.
_VISITED = compiled(
    r"(?:在|到|赴|走进|前往|奔赴|深入|来到)(?P<name>[一-鿿]{2,10}?)(?=开展|参观|举行|召开|举办|调研|慰问|参加|参与|执勤|值守|重温|学习|接受|祭扫|义诊|宣讲|进行|报到|设立|设置)"
)
_ASSOCIATED = compiled(
    r"(?:与|同|联合|携手|邀请|引进|对接)(?P<name>[一-鿿]{2,10}?)(?=共建|结对|签订|签约|签署|合作|联合|开展|举办|建立|共同|携手|联建|达成)"
)
_PARTS = frozenset("班组队科室站部股所")
_DEPARTMENTS = _PARTS | frozenset("处线")
_STAFF = frozenset(["党员", "职工", "员工", "技术员", "女工", "干部", "主任", "副主任", "负责人", "民警", "护士", "医生", "教师", "班长"])
_WITHIN = frozenset("中上下内里后前时间外旁")
_OFFICES = frozenset("办处科部局")
_MEMBERS = frozenset(["志愿者", "党员", "青年", "职工", "教师", "医护"])
_JOINED = frozenset(["学院", "系", "局", "委", "部", "厅", "党总支", "党支部", "支部"])  # 建筑与艺术|学院, 发展和改革|委


@lru_cache(maxsize=2048)
def find_wide(text: str) -> tuple[Ended, ...]:
    """Return such names in `text`."""
    return tuple(_found(text))


def is_ordinary(name: str) -> bool:
    """Whether a name is made of ordinary words alone and names no institution or settlement, so that many units have it (后勤|党小组)."""
    pieces = tokens(name)
    for index in range(1, len(pieces)):
        stop, ending = _ending_at(name, pieces, index)
        if ending is not None and stop == len(pieces) and not ending.strengths.isdisjoint(("place", "unit")):
            return False
    *words, last = (piece.text for piece in pieces)
    return all(map(_is_plain, words)) and (_is_plain(last) or (bool(words) and last in _DEPARTMENTS))


def _is_plain(word: str) -> bool:
    return len(word) > 1 and "一" <= word[0] <= "鿿" and rank(word) < _SELDOM and not is_place(word)


def _found(text: str) -> Iterator[Ended]:
    pieces = tokens(text)
    yield from _between(text, pieces)
    for index, piece in enumerate(pieces):
        office = _OFFICE.match(text, piece.end) if piece.text in _LEVELS and _is_level(pieces, index) else None
        if office is not None:
            yield Ended(pieces[_named_level(pieces, index)].start, office.end(), "org", office.start())
    for index in range(1, len(pieces)):
        if pieces[index].text[1:] in _SETTLEMENTS and _is_strange(pieces[index - 1].text) and len(pieces[index - 1].text) == 1:
            yield Ended(pieces[index - 1].start, pieces[index].end, "place", pieces[index].end - 1)  # 相|古村
        stop, ending = _staffed(pieces, index) or _ending_at(text, pieces, index)
        if ending is None:
            continue
        begin = min(_begin(pieces, index, name) for name in ending.strengths)
        if begin < index and (
            "party" in ending.strengths or text[pieces[begin].start : pieces[index].start] not in word_set("name_limits")
        ):
            yield Ended(pieces[begin].start, pieces[stop - 1].end, ending.kind, pieces[index].start)


def _staffed(pieces: Sequence[Token], index: int) -> tuple[int, Ending] | None:
    """A part of a unit with those who work there behind it: 仪表|班|党员."""
    staffed = pieces[index].text in _PARTS and index + 1 < len(pieces) and pieces[index + 1].text in _STAFF
    return (index + 1, Ending("org", frozenset(["team"]))) if staffed else None


def _between(text: str, pieces: Sequence[Token]) -> Iterator[Ended]:
    """What stands between a preposition and a verb that let a name be expected, where no words cover it."""
    kinds: tuple[BodyKind, BodyKind] = ("place", "org")
    for pattern, kind in zip((_VISITED, _ASSOCIATED), kinds, strict=True):
        for m in pattern.finditer(text):
            start, end = m.span("name")
            inside = [piece.text for piece in pieces if start <= piece.start and piece.end <= end]
            whole = "".join(inside) == m["name"] and inside[-1] not in _WITHIN and not any(word in _ALONE for word in inside)
            if whole and any(_is_strange(a) and _is_strange(b) for a, b in pairwise(inside)):
                yield Ended(start, end, kind, end)


def _ending_at(text: str, pieces: Sequence[Token], index: int) -> tuple[int, Ending | None]:
    if pieces[index].text[0] not in _ending_starts():
        return index, None
    for stop in range(min(index + 4, len(pieces)), index, -1):
        ending = wide_endings().get(text[pieces[index].start : pieces[stop - 1].end])
        if ending is not None:
            return stop, ending
    return index, None


def _begin(pieces: Sequence[Token], index: int, name: str) -> int:
    """The token with which the name begins whose ending of class `name` begins at `index`; `index` where nothing tells one."""
    first = index
    while first > 0 and _goes_on(pieces, first - 1, index, name) and pieces[index].start - pieces[first - 1].start <= _LONGEST:
        first -= 1
    level = next((place for place in range(first, index) if _is_level(pieces, place)), None)
    if level is not None and (level + 1 < index or (name == "govt" and len(pieces[index].text) > 1)):
        return _named_level(pieces, level)
    if name == "govt":
        return index
    while first < index and not _may_begin(pieces, first, index, name):
        first += 1
    return first if any(_tells(pieces, place, index, name) for place in range(first, index)) else index


def _named_level(pieces: Sequence[Token], level: int) -> int:
    """The token with which the name of a level begins: its own where it has none (积石山|县, 科右前|旗, but also 县|财政局)."""
    begin = level
    while begin > 0 and level - begin < _OF_LEVEL and (_is_strange(pieces[begin - 1].text) or is_place(pieces[begin - 1].text)):
        begin -= 1
    told = level - begin > 1 or (begin < level and len(pieces[begin].text) > 1)
    return begin if told and pieces[begin].text not in _ALONE else level


def _is_strange(word: str) -> bool:
    """Whether a token may be part of the name of a place: one character, or a word that is hardly one."""
    return "一" <= word[0] <= "鿿" and (word not in _ALONE or word in "前中后上下" if len(word) == 1 else rank(word) > _SELDOM)


def _is_level(pieces: Sequence[Token], place: int) -> bool:
    """Whether a level of government stands at a token and means one (not 全市, 各县)."""
    before = pieces[place - 1].text if place else ""
    return pieces[place].text in _LEVELS and before not in ("全", "各", "该", "本", "我", "两", "跨") and not before.isdigit()


def _goes_on(pieces: Sequence[Token], place: int, index: int, name: str) -> bool:
    """Whether a token may be part of the name behind it whose ending begins at `index`."""
    word = pieces[place].text
    ending = wide_endings().get(word)
    if ending is not None and "party" in ending.strengths and len(pieces[place + 1].text) == 1:
        return False  # a new sentence: 党支部|紧|扣
    if word in "与和" and place:
        joined = pieces[index].text in _JOINED and is_noun(pieces[place + 1].text) and is_noun(pieces[place - 1].text)
        return joined and len(pieces[place - 1].text) > 1 and pieces[place - 1].text not in wide_endings()
    if not "一" <= word[0] <= "鿿":
        return bool(_LATIN.match(word)) or (word.isdigit() and _is_code(pieces, place)) or (word == "-" and place > 0)
    if len(word) == 1:
        if word in _OFFICES and place + 1 == index and name == "party":  # 综合办|党支部
            return True
        subject = word == "学" and place > 0 and len(pieces[place - 1].text) > 1 and is_noun(pieces[place - 1].text)
        return (
            subject
            or word not in _ALONE
            or bool(_NUMBER.fullmatch(word))
            or (word == "号" and place > 0 and pieces[place - 1].text.isdigit())
        )
    return _belongs(pieces, place, index, name)


def _is_code(pieces: Sequence[Token], place: int) -> bool:
    """Whether a digit is part of a mark and counts nothing (2号, LJ6项目, TJ-3标)."""
    around = [piece.text for piece in pieces[max(place - 1, 0) : place + 2 : 1]]
    return any(text in ("号", "#", "标", "-") or _LATIN.match(text) for text in around)


def _belongs(pieces: Sequence[Token], place: int, index: int, name: str) -> bool:
    """Whether a word of several characters may be part of the name behind it."""
    word = pieces[place].text
    if word in word_set("posts"):
        return name == "team" and word in _MEMBERS
    if (
        is_noun(word)
        or word in word_set("acts")
        or word in _LEVELS
        or word in _HISTORIC
        or word in word_set("processes")
        or rank(word) > _SELDOM
    ):
        return True
    led = place > 0 and _is_level(pieces, place - 1)  # 区|招商|局
    working = name == "site" and place + 1 == index and word not in _FOUNDING  # 净化|烟道
    return (led or working) and rank(word) > _USUAL


def _may_begin(pieces: Sequence[Token], place: int, index: int, name: str) -> bool:
    """Whether a name may begin at a token: not with a verb before other words, one character before a word, or what is said of any."""
    word = pieces[place].text
    inside = place + 1 < index
    if len(word) == 1:
        whole = name in ("place", "unit") or is_noun(word)
        return bool(_NUMBER.fullmatch(word)) or (inside and len(pieces[place + 1].text) == 1) or whole
    if word in _BEGINNERS:
        return inside and _tells(pieces, place + 1, index, name)
    acts = inside and name != "site" and word in word_set("acts") and word not in word_set("processes")
    return not acts and word not in _limits(name)


def _tells(pieces: Sequence[Token], place: int, index: int, name: str) -> bool:
    """Whether a token tells the name from others of its kind."""
    word = pieces[place].text
    if _NUMBER.fullmatch(word) or word == "号":
        return (name == "site" and place + 1 == index) or word[-1] == "号"
    if len(word) == 1:
        return place + 1 < index and (len(pieces[place + 1].text) == 1 or (name == "place" and pieces[place + 1].text in wide_endings()))
    if word in wide_endings() or word in "与和":
        return name == "party" or word in "与和"
    return is_place(word) or word not in _limits(name)


def _limits(name: str) -> frozenset[str]:
    return word_set("party_limits") if name == "party" else word_set("name_limits")


@cache
def wide_endings() -> dict[str, Ending]:
    """The endings read backwards with their classes, those of `bodies` that tell a name with ordinary words before it among them."""
    others = {
        word: Ending(end.kind, frozenset(["unit" if end.kind == "org" else "place"]))
        for word, end in endings().items()
        if _alone(word, end)
    }
    return read_endings(_TABLE, others)


@cache
def _ending_starts() -> frozenset[str]:
    return frozenset(ending[0] for ending in wide_endings())


def _alone(word: str, ending: Ending) -> bool:
    """Whether an ending of `bodies` tells a name with ordinary words before it as well."""
    return len(word) > 1 and not ending.strengths.isdisjoint(("strong", "any")) and "weak" not in ending.strengths
