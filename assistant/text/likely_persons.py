"""Names of persons by the likeliest reading: a paragraph is cut into words, and a name is one where that is cheaper than words are.

A name costs what its surname and the characters of its given name cost, more where nothing beside it lets a name be expected, less
behind a post or before 同志. So 书记|邵玲|充分|肯定 is cheaper than 书记|邵玲充|分|肯定 and than 邵|玲 as words. It reads more into a text
than `persons` does: for samples, where a name overlooked costs more than a word taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from assistant.text.full_names import given_characters
from assistant.text.lexicon import word_set, word_spans, words
from assistant.text.vocabulary import cheapest

Span = tuple[int, int]

# Costs are logarithms of how seldom something is, as those of words are (`vocabulary`).
_FREQUENT, _SURNAME, _DOUBLE = 4.5, 7.0, 8.0
_GIVEN, _ANY_GIVEN, _SOUND = 6.0, 8.5, 4.6
_AFTER_POST, _AFTER_ROLE, _IN_LIST, _OF, _AT_START, _ANYWHERE = 1.0, 3.0, 4.0, 5.0, 6.0, 8.0
_NICKNAME = 8.5  # 老王
_SURE = -3.0  # what follows a name with a verb that only persons do
_WITH_POST = 9.0  # a surname with the post behind it (梁副校长), both together
_ROLES, _NO_ROLE = "员长师匠", "增成生专很较全所校擅漫延特动各会社委"  # 组织员, 督学 and the like; not 增长, 特长
_AFTER_MARKS = "安方于常施强"  # surnames that begin other words, but hardly with a post behind a mark
_FAMILIAR = "小大老"
_HAN = "一-鿿"
# Characters that names of Tibetans, Mongols, Uyghurs, Yi and others are written with.
_SOUNDS = frozenset(
    "阿艾买麦热古吐努帕玛木依卡巴扎拉格尼卓多央金才丹泽诺罗布达娃次旺西顿珠桑洛加措特尔乌云其苏日娜萨仁图雅孟克提孜江丽力敖斯琴高白音那赫哈敦铁宝满都嘎乐呼勒"
    "合曼逊肉吾玉素甫则纳迪恰伊哈顺宝德额莫敏森贡们恩楞僧姆毛白俄色青让旦杰增曲登培觉赤索朗朝根巴雅尔毕力斯花格日勒吉木曲伍的果沙子惹作牛阿呷孙约"
) - frozenset("的子作花果孙高和满都铁")
_SOUNDING = re.compile(f"[{''.join(sorted(_SOUNDS))}]{{2,7}}")
_BEGINS = re.compile(rf"[^{_HAN}]|[由请让与和及同对向为给]")
_POSTED = re.compile(
    r"(?:副|总)?(?:书记|校长|园长|院长|局长|所长|厂长|站长|队长|班长|处长|科长|部长|镇长|乡长|区长|县长|市长|主任|主席|会长|行长|经理|总监|工程师|教授|医生|大夫)"
    r"|总(?=[，。、；听表指强对在带主出一介说要率到作与和的]|$)|老师|师傅|医生|大夫|教授|博士|院士|大姐|大哥|大爷|大妈|大娘|大叔|奶奶|爷爷|婆婆|公公|阿姨|叔叔|伯伯|老汉|阿婆|大伯|老人(?!家)"
)
_SURELY_AFTER = re.compile(
    r"同志|先生|女士|老人(?!家)|夫妇|夫妻|一家|[老教]师|师傅|医生|大夫|护士|教授|(?:副|总)?(?:书记|校长|院长|主任|局长|科长|经理|队长|厂长)"
)
_SUBJECT = re.compile(r"[给向为对就把将在代从和与]")
_SPEAKS = re.compile(r"在|说|表示|谈|介绍|告诉|感慨|激动|高兴|主动|带着|申请")
_MARK_AFTER = re.compile(rf"[^{_HAN}]|等|和|与|$")


@lru_cache(maxsize=2048)
def find_likely_persons(text: str) -> tuple[Span, ...]:
    """Return where the names of persons stand in `text` by its likeliest reading, in order."""
    return tuple(_reading(text, loose=False)) if _loosely(text) else ()


def possible_persons(text: str) -> list[str]:
    """Return what is the name of a person if it stands twice in a document: two or three characters with little else to tell them."""
    told = set(find_likely_persons(text))
    return [text[a:b] for a, b in _loosely(text) if (a, b) not in told]


@lru_cache(maxsize=2048)
def _loosely(text: str) -> tuple[Span, ...]:
    """The names where nothing need tell them; where there are none, there are none with signs either."""
    return tuple(_reading(text, loose=True))


def _reading(text: str, *, loose: bool) -> list[Span]:
    return cheapest(text, {start: list(_names_at(text, start, prior, loose=loose)) for start, prior in _priors(text)})


def _priors(text: str) -> Iterator[tuple[int, float]]:
    """Where a name may begin, and how little it is to be expected there."""
    posts = {end: _AFTER_ROLE if text[start:end] in word_set("weak_posts") else _AFTER_POST for start, end in word_spans("posts", text)}
    for start, char in enumerate(text):
        if char in _surnames() or char in _SOUNDS or char == "老":
            yield start, posts.get(start) or _expected(text, start)


def _expected(text: str, start: int) -> float:
    before = text[max(start - 1, 0) : start]
    if before and before in _ROLES and start > 1 and text[start - 2] not in _NO_ROLE:
        return _AFTER_ROLE
    if before == "的":
        return _OF
    if before and before in "、：:　 ":
        return _IN_LIST
    return _AT_START if not before or _BEGINS.match(before) else _ANYWHERE


def _names_at(text: str, start: int, prior: float, *, loose: bool = False) -> Iterator[tuple[int, float]]:
    """The ends of the names that may begin at `start`, and what each costs; `loose` asks for no further sign of a name."""
    if text[start] == "老" and text[start + 1 : start + 2] in _familiar():
        yield start + 2, _NICKNAME
    for surname, cost in _surnames_at(text, start):
        posted = _POSTED.match(text, surname)
        if (
            posted is not None
            and cost == _FREQUENT
            and (text[start] not in _unlike_surnames() or (prior == _AT_START and text[start] in _AFTER_MARKS))
        ):
            yield posted.end(), min(prior, _AFTER_ROLE) + cost + _WITH_POST
        for end in (surname + 1, surname + 2):
            given = _given_cost(text[surname:end]) if end <= len(text) else None
            if given is None and prior <= _AFTER_POST and text.startswith("同志", end):  # 组织委员|朱未|同志
                given = _ANY_GIVEN * (end - surname)
            if given is not None and ((loose and text[start] not in _unlike_surnames()) or _is_told(text, start, end, prior, cost + given)):
                after = _after(text, end)
                yield end, prior + cost + given + (2 * after if prior <= _AFTER_POST else after)
    sounding = _SOUNDING.match(text, start)
    if sounding is not None:
        for end in range(start + (2 if prior <= _AFTER_ROLE else 3), sounding.end() + 1):
            yield end, prior + _SOUND * (end - start) + _after(text, end)


def _is_told(text: str, start: int, end: int, prior: float, cost: float) -> bool:
    """Whether enough tells a name: what stands beside it, or where little does, three characters that names are made of."""
    if text[start] in _unlike_surnames() and cost > _SURNAME + 2 * _GIVEN:
        return False
    sure = _after(text, end) <= _SURE
    if prior <= _AFTER_POST or sure:
        return True
    if prior <= _AFTER_ROLE:
        return end - start > 2 or cost <= _FREQUENT + _GIVEN
    if prior == _OF and end - start == 2 and cost <= _FREQUENT + _GIVEN:
        return bool(_SPEAKS.match(text, end))
    if prior == _AT_START and start and text[start - 1] in "。；" and cost <= _FREQUENT + _GIVEN + _ANY_GIVEN and end - start > 2:
        return bool(_SUBJECT.match(text, end))
    listed = prior == _IN_LIST or (prior == _AT_START and text.startswith("、", end))
    if end - start == 2:
        return listed and cost <= _FREQUENT + _GIVEN
    return cost <= (_SURNAME + _GIVEN + _ANY_GIVEN if listed else _FREQUENT + 2 * _GIVEN)


def _surnames_at(text: str, start: int) -> Iterator[tuple[int, float]]:
    """The ends of the surnames at `start`, and what each costs."""
    single, double, frequent = words("surnames")
    if text[start] in frequent:
        yield start + 1, _FREQUENT
    elif text[start] in single or text[start] in word_set("rare_surnames"):
        yield start + 1, _SURNAME
    if text[start : start + 2] in _doubles(double):
        yield start + 2, _DOUBLE


def _given_cost(given: str) -> float | None:
    """What the characters of a given name cost; None where one never stands in a name."""
    if any(char in _never() or not "一" <= char <= "鿿" for char in given):
        return None
    usual = given_characters()
    return sum(_GIVEN if char in usual or (place == 0 and char in _FAMILIAR) else _ANY_GIVEN for place, char in enumerate(given))


def _after(text: str, end: int) -> float:
    """How much more a name is to be expected because of what follows it (less than 0)."""
    if _SURELY_AFTER.match(text, end):
        return -4.0
    if text.startswith(words("after_names"), end):
        return _SURE
    if text.startswith("、", end):
        return -2.0
    return -1.0 if _MARK_AFTER.match(text, end) else 0.0


@cache
def _surnames() -> frozenset[str]:
    single, double, frequent = words("surnames")
    return frozenset(single + frequent + double[::2]) | word_set("rare_surnames")


@cache
def _familiar() -> frozenset[str]:
    return frozenset(words("surnames")[2]) - _unlike_surnames() - frozenset("师马龙高江汤")


@cache
def _doubles(double: str) -> frozenset[str]:
    return frozenset(double[i : i + 2] for i in range(0, len(double), 2))


@cache
def _never() -> frozenset[str]:
    return frozenset("".join(words("name_shapes"))) - frozenset("有千")


@cache
def _unlike_surnames() -> frozenset[str]:
    """Surnames that stand before posts as other words (老|任|党)."""
    return frozenset("任党和于时常都应方安全管项查计支代解包施强练")
