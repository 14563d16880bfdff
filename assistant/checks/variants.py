"""Names of one body written in two ways: 市直机关工委 and 市委直属机关工委, 港务有限公司 and 港物有限公司."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from assistant.checks.matching import is_han
from assistant.text.patterns import compiled

_ENDINGS = (
    "有限责任公司|股份有限公司|有限公司|机关工作委员会|工作委员会|机关工委|管理委员会|领导小组办公室|集团公司|"
    "管理局|监督局|人民医院|中心小学|研究院|设计院|分公司|项目部"
)
_BEFORE = 8
_MOST = 40  # different names with one ending, beyond which a list of many bodies is no longer compared
_MAY_BE_LEFT_OUT = frozenset("委属级府人民责任股份工作省市县区")
_TELL_APART = frozenset("一二三四五六七八九十东西南北中上下新老大小内外甲乙丙丁")


def variants(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Names that seem to be another name of the text: where the rarer one stands, how it reads, how the other reads."""
    for ending, names in _names(text).items():
        if len(names) > _MOST:
            continue
        for one, other in combinations(names, 2):
            rare, usual = sorted((one, other), key=lambda name: (len(names[name]), -names[name][0]))
            if pair := _alike(rare, usual):
                for end in names[rare]:
                    start = end - len(ending) - len(pair[0])
                    yield start, end, pair[0] + ending, pair[1] + ending


def _names(text: str) -> dict[str, dict[str, list[int]]]:
    """What stands before each ending, with the places where the names end."""
    found: dict[str, dict[str, list[int]]] = {}
    for match in compiled(_ENDINGS).finditer(text):
        low = match.start()
        while low > max(match.start() - _BEFORE, 0) and is_han(text[low - 1]):
            low -= 1
        if match.start() - low > 1:
            found.setdefault(match[0], {}).setdefault(text[low : match.start()], []).append(match.end())
    return found


def _alike(one: str, other: str) -> tuple[str, str] | None:
    """The parts of two names that are one name in two forms, or None: characters left out, or one that differs."""
    short, long = sorted((one, other), key=len)
    for size in range(2, min(len(short), len(long)) + 1):
        for extra in range(1, 4):
            a, b = short[-size:], long[-size - extra :]
            if len(b) == size + extra and a[0] == b[0] and _left_out(a, b) and not long.endswith(a):
                return (a, b) if short is one else (b, a)
    for size in range(4, min(len(short), len(long)) + 1):
        a, b = short[-size:], long[-size:]
        differ = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
        if len(differ) == 1 and a[:2] == b[:2] and _TELL_APART.isdisjoint(differ[0]):
            return (a, b) if short is one else (b, a)
    return None


def _left_out(short: str, long: str) -> bool:
    """Whether `short` is `long` without characters that people leave out."""
    rest = iter(long)
    left = []
    for char in short:
        for other in rest:
            if other == char:
                break
            left.append(other)
        else:
            return False
    left += rest
    return _MAY_BE_LEFT_OUT.issuperset(left)
