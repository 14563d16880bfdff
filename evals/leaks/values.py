"""The values of a Chinese report, found and compared by simple means that share nothing with the program they judge.

Only the standard library is used. Public terms (三会一课, 十五五, 12345热线) are no values: their lists are data of this repository.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from pathlib import Path

PUBLIC = Path(__file__).parents[2] / "assistant" / "text" / "data" / "public"
_UNITS = """
    个百分点 百分点 个工作日 工作日 个昼夜 昼夜 个小时 小时 分钟 个月 人次 艘次 台次 班次 站次 场次 架次 批次 车次 台套 户次
    课时 学时 亿立方米 立方米 平方米 平方公里 公里 千米 毫米 厘米 公斤 千瓦时 千瓦 亿元 元 人 名 位 次 期 场 份 件 条 项 个 家
    户 篇 册 本 起 处 对 座 台 辆 艘 组 支 类 宗 封 面 根 节 亩 吨 米 岁 分 天 日 周 年 轮 例 张 套 块 棵 株 幢 栋 间 枚 批 门 页
    趟 站 级 幅 堂 讲 届 盏 把 箱 袋 部 首 段 点 路 号 度 层 倍 成 所 时 字 集 只 片 桶 筐 平 顶 排 版 道 车
"""
UNITS = tuple(_UNITS.split())
SAME_UNIT = {"位": "名", "人": "名", "百分点": "个百分点", "工作日": "个工作日", "个小时": "小时", "个昼夜": "昼夜"}
SAME_UNIT |= {"日": "天", "千米": "公里"}
SCALES = {"": 1, "十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000, "万亿": 10**12}
DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
# What counts nothing in particular: 一批, 两个方面, 三级, 百公里, 万家, 100%.
_VAGUE = re.compile(r"100[%％]|一(?![百十千万])|[两三四](?:个|项|种|类|点|条|级|层|面|段)|[十百千万亿](?![余多])")
_HAN = "零〇一二两三四五六七八九十百千万亿"
_ARABIC = r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
_QUANTITY = re.compile(
    rf"(?P<vague>近|约|超过|超|逾|不足|至少)?(?:(?P<arabic>(?<![\d.]){_ARABIC})(?P<scale>万亿|[百千万亿])?|(?<![第每{_HAN}])(?P<han>[{_HAN}]+(?:点[{_HAN}]+)?))"
    rf"(?P<more>[余多几来])?(?P<scale2>[万亿])?(?:(?P<percent>[%％])|(?P<unit>{_UNIT}))(?P<above>以上|以下)?"
)
_SHARE = re.compile(rf"[{_HAN}]+分之[{_HAN}]+(?!点)")
_OF_HUNDRED = re.compile(rf"百分之(?P<n>[{_HAN}点]+|{_ARABIC})")
_DATE = re.compile(r"(?:(?P<year>(?:19|20)\d{2})年)?(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>3[01]|[12]\d|0?[1-9])[日号])?(?!度)")
_YEAR = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d{2})年")
_NAME = re.compile(r"《[^《》]{1,40}》|“[^“”]{1,40}”")
GAP = re.compile(r"【待补[^】]*】")


@dataclass(frozen=True, slots=True)
class Value:
    """A value where it stands; `key` is equal for equal values whatever their form.

    `loose` marks 约, 近 and 余, `vague` a way of speaking (两个方面) that tells a fact but is not held against a text.
    """

    start: int
    end: int
    text: str
    key: tuple[object, ...]
    number: Fraction | None = None
    unit: str = ""
    loose: bool = False
    vague: bool = False


@lru_cache(maxsize=10_000)
def values_of(text: str) -> tuple[Value, ...]:
    """The quantities, dates and years of a text in order; what stands in a public term or a gap is left out."""
    hidden = _hidden(text)
    found: list[Value] = []
    for value in (*_dates(hidden), *_percents(hidden), *_quantities(hidden)):
        if all(value.end <= other.start or value.start >= other.end for other in found):
            found.append(value)
    return tuple(sorted(found, key=lambda v: v.start))


def names_of(text: str) -> list[tuple[int, str]]:
    """The 《titles》 and “names” of a text that are no public terms, with their places."""
    return [(m.start(), m[0]) for m in _NAME.finditer(GAP.sub(_blank, text)) if not is_public(m[0])]


def number_of(han: str) -> Fraction | None:
    """A Chinese number: 一百三十二, 九十八点五, 二〇二五; None where it is none."""
    whole, _, decimals = han.partition("点")
    value = _whole(whole)
    if value is None or any(c not in DIGITS for c in decimals):
        return None
    return value + Fraction(int("".join(str(DIGITS[c]) for c in decimals) or 0), 10 ** len(decimals))


def _whole(han: str) -> Fraction | None:
    if not han:
        return None
    if all(c in DIGITS for c in han):
        return Fraction(int("".join(str(DIGITS[c]) for c in han)))
    total, part, digit = 0, 0, 0
    for c in han:
        if c in DIGITS:
            digit = DIGITS[c]
        elif c in "十百千":
            part += (digit or 1) * SCALES[c]
            digit = 0
        else:
            total = (total + part + digit) * SCALES[c] if c == "亿" else total + (part + digit or 1) * SCALES[c]
            part = digit = 0
    return Fraction(total + part + digit)


def _quantities(text: str) -> Iterator[Value]:
    for m in _QUANTITY.finditer(text):
        han = m["han"] or ""
        number = number_of(han) if han else Fraction(m["arabic"].replace(",", ""))
        if number is None or (m["unit"] == "年" and number >= 1900) or (not han and m["unit"] == "月"):
            continue
        number *= SCALES[m["scale"] or ""] * SCALES[m["scale2"] or ""]
        unit = "%" if m["percent"] else m["unit"]
        if unit.startswith("亿"):
            number, unit = number * SCALES["亿"], unit[1:]
        loose = bool(m["vague"] in ("近", "约", "逾", "超", "超过", "不足") or m["more"])
        unit = SAME_UNIT.get(unit, unit)
        yield Value(m.start(), m.end(), m[0], ("quantity", number, unit, _sort(m)), number, unit, loose, bool(_VAGUE.match(m[0])))


def _sort(m: re.Match[str]) -> str:
    """近百 is not 百余, and neither is 100; 约 and 不少于 are only ways to speak of a number."""
    return "near" if m["vague"] in ("近", "不足") else "over" if m["more"] or m["vague"] in ("逾", "超", "超过") else ""


def _percents(text: str) -> Iterator[Value]:
    for m in _OF_HUNDRED.finditer(text):
        number = Fraction(m["n"]) if m["n"][0].isdigit() else number_of(m["n"])
        if number is not None:
            yield Value(m.start(), m.end(), m[0], ("quantity", number, "%", ""), number, "%")


def _dates(text: str) -> Iterator[Value]:
    for m in _DATE.finditer(text):
        day = int(m["day"]) if m["day"] else None
        yield Value(m.start(), m.end(), m[0], ("date", int(m["year"]) if m["year"] else None, int(m["month"]), day))
    for m in _YEAR.finditer(text):
        yield Value(m.start(), m.end(), m[0], ("date", int(m["year"]), None, None))


def is_public(name: str) -> bool:
    """Whether a name, quotation marks aside, is a public term."""
    bare = name.strip("“”‘’")
    terms, patterns = _public()
    return bare.strip("《》") in terms or any(p.fullmatch(name) or p.fullmatch(bare) for p in patterns)


def _hidden(text: str) -> str:
    """The text with gaps and public terms blanked out."""
    text = GAP.sub(_blank, text)
    for pattern in (_listed(), *_public()[1]):
        text = pattern.sub(_blank, text)
    return _SHARE.sub(lambda m: m[0] if m[0].startswith("百分之") else _blank(m), text)


def _blank(m: re.Match[str]) -> str:
    return "□" * len(m[0])


@cache
def _public() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    terms: set[str] = set()
    patterns = []
    for path in sorted(PUBLIC.iterdir()):
        lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip() and line[0] != "#"]
        if path.suffix == ".txt":
            terms.update(t.strip("“”《》") for line in lines for t in line.split())
        else:
            patterns += [re.compile(line) for line in lines]
    return frozenset(terms), tuple(patterns)


@cache
def _listed() -> re.Pattern[str]:
    """The listed public terms that hold a numeral, the longest first."""
    terms = sorted((t for t in _public()[0] if len(t) > 1 and re.search(rf"[{_HAN}\d]", t)), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, terms)))
