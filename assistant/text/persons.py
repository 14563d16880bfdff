"""Names of persons, found by what stands beside them: a post, 同志, a verb such as 当选, a list of names, a phrase such as 述职人."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from assistant.text.full_names import find_full_names, is_given
from assistant.text.lexicon import longest, word_set, word_spans, words
from assistant.text.vocabulary import cut, rank

Span = tuple[int, int]

_HAN = "一-鿿"
_NAME_FOLLOWS = re.compile(
    r"(?:我叫|述职人|汇报人|报告人|记录人|撰稿人?|审核人?|签发人?|选举|补选|增补|推选|任命|通讯员|供稿)[：:\s]{0,2}(?=[一-鿿]{2})"
)
_NAME_BEFORE = re.compile(
    r"同志(?!们)|先生|女士|老师|院士|师傅|名师工作室|劳模(?:创新)?工作室|(?:创新|技能大师)工作室|工作室|团队|课题组|科研组|当选|担任|任(?=党?支部|书记|副书记|组长|委员|主任|队长)|带队|主讲|领衔|执笔|被评为|被授予|被确定为|被列为"
)
_SURE = re.compile(r"同志|先生|女士|当选|担任|任|名师|劳模|创新|技能")
# 罗教授, 何秋生主任: a surname or name with its post behind it.
_POST_BEHIND = re.compile(
    r"教授|老师|师傅|医生|大夫|院士|博士|主任|校长|院长|局长|所长|厂长|队长|站长|班长|经理|总监|工程师|大姐|大哥|大爷|大妈|大娘|奶奶|爷爷|婆婆|伯伯|叔叔|阿姨|大叔"
)
_EXACT = re.compile(
    rf"[{_HAN}]{{2,3}}(?=[，。、；）)”])"
    rf"|[{_HAN}]{{3}}(?=同志|带领|带头|牵头|连续|坚守|主持|出席|参加|[讲为作在与和任被获])"
)
# Characters that names of Uyghur, Tibetan, Mongol and other peoples are written with.
_TRANSLITERATED = frozenset(
    "阿艾买麦热古吐努帕玛木依卡巴扎拉格尼卓多央金才丹泽诺罗布达娃次旺西顿珠桑洛加措特尔乌云其苏日娜萨仁图雅孟克提孜江丽力敖斯琴高白音那和赫哈敦铁宝满都嘎乐呼斯勒"
)
_LISTS = re.compile(rf"[{_HAN}]{{2,30}}(?:、[{_HAN}]{{2,30}}){{1,40}}")
_LIST_OF_PERSONS = re.compile(
    r"(?:等|[0-9两一二三四五六七八九十]+(?:名|位|个)?)(?:同志|党员|老师|教师|职工|干部|人|医生|护士|青年)|同志|等|当选|担任|分别[任担]"
)
_BOUNDARY = re.compile(rf"[^{_HAN}]|[由以请向对让与和及受是为如像、]")
# Surnames that stand in reports as function words or common words more often than as surnames.
_SHAPES = re.compile(
    rf"(?P<alias>(?<![{_HAN}])[{_HAN}]某某?(?=[，。、；）的等因在与和被说])|(?<=[属居民客者众对由与和被让为向给])[{_HAN}]某某?(?![种些个项一]))"
    rf"|(?P<foreign>(?<![{_HAN}])?[阿艾买麦热古吐努帕玛木依卡巴扎拉格巴加尼卓多央才丹泽诺罗布达][{_HAN}]{{1,5}}·[{_HAN}]{{1,6}})"
    rf"|(?<=[如像])(?P<example>[{_HAN}]{{2,3}})(?=等(?:这些|一批|一大批|同志|人|老师|教师|党员|青年|先进))"
    rf"|(?<=[部科室处队组站班院校庭所心厂])(?P<staff>[{_HAN}]{{3}})(?=[）)])"
)
_COMMON_BEGINNING = 8_000
_DOUBTFUL = frozenset("和于任应时向常都方从经能何连安全明成关计那有但查支管解项席代宣通满充强万单高平元文水路石花温宫商国车金包占党")
_AFTER_NAME = re.compile(
    rf"[^{_HAN}]|[等带牵为任和与及主作在讲参说率负深赴受被获荣担介传领提强指要做向对从到以就也都已将用把给同同志]|前往|当选|组织|带头|亲自|$"
)


def find_persons(text: str) -> list[Span]:
    """Return the spans of the names of persons in `text`, sorted, without overlaps."""
    found = {*_after_posts(text), *_after_phrases(text), *_before_words(text), *_before_posts(text), *_by_shape(text)}
    found |= set(find_full_names(text))
    found |= set(_lists(text, {text[a:b] for a, b in found}))
    return longest(found)


def looks_like_name(text: str, *, bounded: bool = False, overlapping: bool = False) -> bool:
    """Whether `text` may be a name: a surname and one or two more characters, neither an ordinary word nor function words.

    `bounded` says that both ends are known to be right (in a list of names, before 同志), so that more is believed;
    `overlapping` lets a name begin with an ordinary word (白雪|梅).
    """
    surname = _surname(text)
    given = text[len(surname) :]
    if not surname or not 1 <= len(given) <= 2 or not all(_is_han(c) for c in given):
        return False
    if any(c in _no_given() for c in given) or given == "同志":
        return False
    if rank(text) < (8_000 if bounded else 20_000) or (len(text) > 2 and not overlapping and rank(text[:2]) < 8_000):
        return False
    return bounded or surname not in _DOUBTFUL or (len(given) == 2 and rank(given) > 20_000)


def name_at(text: str, start: int, *, weak: bool = False, listed: bool = False) -> int | None:
    """Return where the name that begins at `start` ends, or None.

    `weak` asks for a name that is beyond doubt; after other names (`listed`) any name will do.
    """
    pieces = cut(text[start : start + 12])
    if not pieces or len(pieces[0]) > len(_surname(pieces[0])) + (len(pieces[0]) < 3 and len(text) - start == len(pieces[0])):
        return None
    edges, at = set(), start
    for piece in pieces:
        at += len(piece)
        edges.add(at)
    surname = len(pieces[0])
    for end in (start + surname + 2, start + surname + 1):
        if end in edges and looks_like_name(text[start:end], overlapping=True) and (listed or _fits(text, start, end, weak)):
            return end
    return None


def _fits(text: str, start: int, end: int, weak: bool) -> bool:
    if _acts(text, end) and (not weak or text[start] not in _DOUBTFUL):
        return True
    if weak and text[start] not in _common_surnames():
        return False
    followed = bool(_AFTER_NAME.match(text, end)) or text[end] in _no_given()
    if end - start == 2:
        return followed and (not weak or not _is_han(text[end : end + 1]) or text[end] in "同等")
    return followed or not weak or rank(text[start + 1 : end]) > 20_000


def _acts(text: str, end: int) -> bool:
    """Whether a word stands at `end` that tells what a person does (连续, 推迟)."""
    return text.startswith(words("after_names"), end)


def _after_posts(text: str) -> Iterator[Span]:
    for begin, start in word_spans("posts", text):
        weak = text[begin:start] in word_set("weak_posts")
        if text[start : start + 1] in (" ", "　", "：", ":"):
            start += 1
        end = name_at(text, start, weak=weak) if _is_han(text[start : start + 1]) else None
        end = end or (_exact_name(text, start) if not weak else None) or _acting_name(text, start) or _foreign_name(text, start)
        if end is not None:
            yield start, end


def _exact_name(text: str, start: int) -> int | None:
    """The end of a name that fills the space up to a mark or verb, even if ordinary words overlap it (书记白雪梅。)."""
    m = _EXACT.match(text, start)
    if m is None:
        return None
    if m.group()[0] in _common_surnames():
        return m.end() if looks_like_name(m.group(), overlapping=True) else None
    seldom = is_given(m.group()[1:]) and rank(m.group()[:2]) > _COMMON_BEGINNING
    return m.end() if seldom and looks_like_name(m.group(), bounded=True, overlapping=True) else None


def _acting_name(text: str, start: int) -> int | None:
    """The end of a name before a word that tells what a person does, even if it is an ordinary word (党员舒畅推迟)."""
    for end in (start + 3, start + 2):
        name = text[start:end]
        if _acts(text, end) and text[start : start + 1] not in _DOUBTFUL and looks_like_name(name, bounded=True, overlapping=True):
            return end
    return None


def _foreign_name(text: str, start: int) -> int | None:
    """The end of three to six characters that write a name by its sound (党员穆热阿提在)."""
    for end in range(min(start + 6, len(text)), start + 2, -1):
        sounds = sum(char in _TRANSLITERATED for char in text[start:end])
        if 4 * sounds >= 3 * (end - start) and _AFTER_NAME.match(text, end):
            return end
    return None


def _after_phrases(text: str) -> Iterator[Span]:
    for m in _NAME_FOLLOWS.finditer(text):
        end = name_at(text, m.end())
        if end is not None:
            yield m.end(), end


def _before_words(text: str) -> Iterator[Span]:
    for m in _NAME_BEFORE.finditer(text):
        start = _name_before(text, m.start())
        if start is None:
            continue
        given_unknown = m.start() - start == 3 and rank(text[start + 1 : m.start()]) > 20_000
        sure = _SURE.match(m.group()) and (text[start] not in _DOUBTFUL or given_unknown)
        if start == 0 or sure or _BOUNDARY.match(text, start - 1):
            yield start, m.start()


def _by_shape(text: str) -> Iterator[Span]:
    """刘某, 阿依古丽·买买提, 如方敏等这些, （仓储部黄志伟）."""
    for m in _SHAPES.finditer(text):
        if m["alias"] or m["foreign"]:
            yield m.span()
        elif m["example"]:
            yield from [m.span("example")] * looks_like_name(m["example"], bounded=True)
        elif m["staff"][0] in _common_surnames() and looks_like_name(m["staff"]) and rank(m["staff"][1:]) > 20_000:
            yield m.span("staff")


def _before_posts(text: str) -> Iterator[Span]:
    for m in _POST_BEHIND.finditer(text):
        begin = max(m.start() - 8, 0)
        pieces = cut(text[begin : m.start()])
        start = _name_before(text, m.start())
        if start is not None and m.start() - start == 3 and text[start] in words("surnames")[2]:
            yield start, m.start()
        elif pieces and pieces[-1] in _surnames() - _DOUBTFUL and _may_stand_before(pieces[:-1]):
            yield m.start() - 1, m.end()


def _may_stand_before(pieces: list[str]) -> bool:
    """Whether a surname with a post may follow these words: the beginning, a mark, a link word or the name of a body."""
    return (
        not pieces
        or not _is_han(pieces[-1][-1])
        or pieces[-1] in "由请向对让和与以为"
        or pieces[-1] in word_set("before_surnames")
        or pieces[-1] in word_set("posts")
    )


def _name_before(text: str, end: int) -> int | None:
    """Where the name begins that ends at `end`: cut into words, it starts with one."""
    begin = max(end - 9, 0)
    edges, at = {begin}, begin
    for piece in cut(text[begin:end]):
        at += len(piece)
        edges.add(at)
    for length in (3, 2, 4):
        if end - length in edges and looks_like_name(text[end - length : end], bounded=True):
            return end - length
    return None


def _lists(text: str, known: set[str]) -> Iterator[Span]:
    """韩立夏、沈霞等; 程若谷、陆文澜两同志; lists with a name that is already known."""
    for m in _LISTS.finditer(text):
        items = _items(text, *m.span())
        names = [span for span in items if looks_like_name(text[slice(*span)], bounded=True)]
        told = any(text[slice(*span)] in known for span in names) or _LIST_OF_PERSONS.match(text, items[-1][1])
        if told and len(names) >= max(len(items) - 1, 2):
            yield from names


def _items(text: str, start: int, end: int) -> list[Span]:
    """The items of a list; the first begins and the last ends where a name would (补选程若谷、陆文澜两同志)."""
    marks = [start - 1, *(start + m.start() for m in re.finditer("、", text[start:end])), end]
    items = [(a + 1, b) for a, b in pairwise(marks)]
    begin = _name_before(text, items[0][1])
    finish = name_at(text, items[-1][0], listed=True)
    items[0] = (items[0][0] if begin is None else begin, items[0][1])
    items[-1] = (items[-1][0], items[-1][1] if finish is None else finish)
    return items


def _surname(text: str) -> str:
    surnames = _surnames()
    if text[:2] in surnames and (len(text) > 2 or text[:1] not in surnames):
        return text[:2]
    return text[:1] if text[:1] in surnames else ""


def _is_han(char: str) -> bool:
    return "一" <= char <= "鿿"


@cache
def _surnames() -> frozenset[str]:
    single, double, frequent = words("surnames")
    return frozenset(single + frequent) | frozenset(double[i : i + 2] for i in range(0, len(double), 2))


@cache
def _common_surnames() -> frozenset[str]:
    return frozenset(words("surnames")[2]) - _DOUBTFUL


@cache
def _no_given() -> frozenset[str]:
    return frozenset("".join(words("name_shapes")))
