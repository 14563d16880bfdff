"""Numbers with their units in every written form, as exact values or ranges."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from assistant.text.approximation import Approx, Wording, adjacent, bounds, trailing_word, vague
from assistant.text.dates import Date, find_dates
from assistant.text.lexicon import PublicTerm, public_spans, word_spans
from assistant.text.numerals import HAN_DIGITS, HAN_NUMERAL, parse_number
from assistant.text.patterns import compiled
from assistant.text.units import BARE, Unit, unit_at, unit_beginnings


class Quantity(NamedTuple):
    """A number and what it counts: `text` stands at `start:end` of the text it was found in.

    `low` and `high` bound the value in units of `unit` (1.2万元: 12000 元; 98.5%: 98.5 %): equal for an exact number,
    None where it is open.
    `unit` is the normal form of the measure word ("" for a bare number), `unit_class` its group (people, times, money, …);
    `factor` turns a value into the base unit of the class (公里 to 米: 1000), to compare unlike units of one class.
    """

    start: int
    end: int
    text: str
    low: Fraction | None
    high: Fraction | None
    unit: str
    unit_class: str
    approx: Approx = "exact"
    ordinal: bool = False
    factor: Fraction = Fraction(1)

    @property
    def percent(self) -> bool:
        """Whether it is a share in per cent or per mille."""
        return self.unit_class == "percent"

    def allows(self, value: Fraction) -> bool:
        """Whether `value`, in the same unit, lies within the bounds."""
        return (self.low is None or self.low <= value) and (self.high is None or value <= self.high)


_ARABIC = r"(?:\d{1,3}(?:,\d{3})++(?!\d)|\d++)(?:\.\d++)?"
_MIXED = rf"{_ARABIC}\s?(?:(?:[十百千]?[万亿]|万亿|[百千十])(?:\d++[百千]?万)?)?"
_HAN = rf"[{HAN_NUMERAL}]++(?:点[{HAN_DIGITS}]++[百千万亿]{{0,2}})?"
_NUMBER = rf"(?:{_MIXED}|{_HAN})"
_TO = r"\s?(?:至|到|[—–\-－～~〜]{1,2})\s?"
_WORDED = frozenset("余多来个至到—–-－～~〜")  # the characters that 80余, 一个半 and 二至三 go on with
_SHARE = compiled(
    rf"(?P<base>[百千万])分之(?P<low>{_NUMBER})(?:{_TO}(?:[百千万]分之)?(?P<high>{_NUMBER}))?"
    rf"|(?P<parts>[二三四五六七八九十]{{1,3}})分之(?P<times>{_HAN})"
)
_OF = "分之"
_LONGEST_BASE = 3  # characters before it
_PLAIN = compiled(
    rf"(?=[\d{HAN_NUMERAL}半几数不超过近])(?:(?P<half>(?:不到|不足|超过|过|近)一半|一半(?=[，。；、以]))"
    rf"|(?P<vague>[几数][十百千万亿]++|十几|半(?=个?小时|天|年|个月|个多月))|(?P<number>(?<![\dA-Za-z_/])(?<!\d\.){_MIXED}|{_HAN}))"
)
_UPPER = compiled(rf"{_TO}(?P<number>{_NUMBER})")
_AND_A_HALF = compiled(r"个半(?=小时|月|学期|星期)")
_ENUMERATOR = compiled(r"(?:^|[\s。；;：:，,、])[（(]?\d{1,2}(?:[)）．、]|\.(?!\d))|[（(]\d{1,2}[)）]")
_SHARE_UNITS = {"百": Unit("%", "percent", Fraction(1, 100)), "千": Unit("‰", "percent", Fraction(1, 1000))}
HALF = Fraction(1, 2)
_FRACTION = Unit("", "fraction", Fraction(1))

# 一 before a measure word counts only where something is counted; elsewhere it means "a" (一名党员 of any kind, 一批).
_COUNTED_ONE = compiled(
    r"(?:每[年月周天日季]度?|每半年|每学期|共有?|累计|新增|增加|增设|[现设另还]有|下[设辖]|至少|最多|不少于|召开|开展|组织|举办|举行|接收"
    r"|发展|选派|选任|培养|荣获|获得?|获评|观看|参观|编印|印发|处分|处理|立案|办结|提交|上报|其中|评选|转正|完成)$"
)
_SURELY_COUNTED_ONE = compiled(r"(?:每季度|每半年|每学期|每年|共有?|累计|新增|增设|[现设另]有|还有|下[设辖]|荣获|获得?|立案|至少)$")
_VAGUE_ONE = frozenset("个种条支批项类股份本家间座节部组对副位件")
_CLAUSE_END = compiled(r"\s*(?:[、，,；;。：:）)]|$)")
_CODE_BEFORE = compiled(r"[A-Za-z+-]")
_CODE_GOES_ON = compiled(r"[A-Za-z0-9+*/#@_＋×-]")
_SHARE_OF = compiled(r"(?:下降|上升|增长|提高|提升|减少|降低|增加|压缩|占比?|达到?|高出|低于)$")
_ENUMERATED = frozenset("面门段块副头道把")  # 锦旗四面。
_RANKED = compiled(r"[列居位获省市县区国团名院校司统域线业]$")


def find_quantities(text: str, *, dates: Iterable[Date] | None = None, public: Iterable[PublicTerm] | None = None) -> list[Quantity]:
    """Return the quantities of `text` in order, not overlapping.

    Numbers inside dates, public terms (八项规定), idioms and enumerations (一是, 1.) are none; neither is an indefinite 一个.
    Ordinals (第46次) are marked. For approximate numbers see `approximation`. `dates` and `public` are those of `text` where
    the caller has found them already.
    """
    taken = [(d.start, d.end) for d in (find_dates(text) if dates is None else dates)]
    taken += [(t.start, t.end) for t in (public_spans(text) if public is None else public)]
    taken += word_spans("number_words", text) + [m.span() for m in _ENUMERATOR.finditer(text)]
    return list(_free(_candidates(text), sorted(taken)))


def _free(candidates: Iterator[tuple[int, Quantity]], taken: list[tuple[int, int]]) -> Iterator[Quantity]:
    """The candidates that overlap neither each other nor what is taken."""
    position = index = 0
    for digit, found in candidates:
        while index < len(taken) and taken[index][1] <= digit:
            index += 1
        inside = index < len(taken) and taken[index][0] < found.end
        if digit >= position and not inside:
            position = found.end
            yield found


def _candidates(text: str) -> Iterator[tuple[int, Quantity]]:
    """Every number read as a quantity, with the place of its first digit."""
    position = 0
    shares = {m.start(): m for m in _shares(text)}
    for m in _PLAIN.finditer(text):
        if m.start() < position:
            continue
        share = shares.get(m.start())
        found = _share(text, share) if share else _plain(text, m)
        if found is not None:
            position = found.end
            yield m.start(), found


def _shares(text: str) -> Iterator[re.Match[str]]:
    """百分之五, 三分之二: what `_SHARE` finds, looked for where its one constant word stands."""
    end, at = 0, text.find(_OF)
    while at >= 0:
        begins = range(max(at - _LONGEST_BASE, end), at)
        m = next((m for start in begins if (m := _SHARE.match(text, start))), None)
        if m:
            yield m
            end = m.end()
        at = text.find(_OF, at + len(_OF))


def _share(text: str, m: re.Match[str]) -> Quantity | None:
    if m["parts"]:
        parts, times = parse_number(m["parts"]), parse_number(m["times"])
        low = high = times / parts if parts and times is not None else None
        unit = _FRACTION
    else:
        low, high = parse_number(m["low"]), parse_number(m["high"] or m["low"])
        unit = _SHARE_UNITS.get(m["base"], _FRACTION)
    if low is None or high is None:
        return None
    return _worded(text, m.start(), m.end(), Wording(low, high), unit)


def _plain(text: str, m: re.Match[str]) -> Quantity | None:
    if m["half"]:
        return _worded(text, m.end() - 2, m.end(), Wording(HALF, HALF), _FRACTION)
    number = m["number"]
    start, end = m.span()
    if number and not number[0].isdigit() and not _goes_on(text[end : end + 1]) and text[start - 1 : start] != "第":
        return None
    wording = vague(m["vague"]) if number is None else _read(number)
    if wording is None:
        return None
    wording, end = trailing_word(text, end, wording)
    if half := _AND_A_HALF.match(text, end):
        wording, end = Wording(wording.low + HALF, wording.high + HALF), half.end()
    unit, end = unit_at(text, end) or (BARE, end)
    wording, unit, end = _upper(text, end, wording, number or "", unit)
    if text[start - 1 : start] == "第":
        return _ordinal(text, start, end, wording, unit)
    if unit is BARE and number and not number[0].isdigit():
        return None
    found = _worded(text, start, end, wording, unit)
    return found if _counts(text, start, found, unit, number) else None


def _goes_on(char: str) -> bool:
    """Whether `char` can follow a numeral that counts something: in a unit (个半 too), a wording, a range."""
    return char in unit_beginnings() or char in _WORDED or char.isspace()


@lru_cache(maxsize=4096)
def _read(number: str) -> Wording | None:
    """The value of a number: two neighbouring digits are a span (adjacent), others exact."""
    return adjacent(number) or _exact(number)


def _exact(number: str) -> Wording | None:
    value = parse_number(number.replace(" ", ""))
    return None if value is None else Wording(value, value)


def _upper(text: str, end: int, wording: Wording, number: str, unit: Unit) -> tuple[Wording, Unit, int]:
    """Read the upper end of a range (2至3次, 9亿～16亿元), if there is one."""
    m = _UPPER.match(text, end)
    upper = parse_number(m["number"].replace(" ", "")) if m else None
    if m is None or upper is None or wording.high is None or wording.low != wording.high:
        return wording, unit, end
    low = wording.high * _shared_scale(number, m["number"], wording.high, upper)
    last_unit, last_end = unit_at(text, m.end()) or (unit, m.end())
    if low >= upper or (unit is not BARE and last_unit != unit):
        return wording, unit, end
    return Wording(low, upper), last_unit, last_end


def _shared_scale(first: str, second: str, low: Fraction, upper: Fraction) -> Fraction:
    """9～16亿元 is read as 9亿～16亿元."""
    scale = parse_number(second[-1]) if second[-1] in "万亿" and first[-1:] not in "万亿" else None
    return scale if scale is not None and low * scale < upper else Fraction(1)


def _worded(text: str, start: int, end: int, wording: Wording, unit: Unit) -> Quantity:
    """Make the quantity of a reading, taking in the words around it that make it approximate."""
    if unit.unit_class == "duration" and text[end : end + 1] == "半":
        wording, end = Wording(wording.low + HALF, wording.high + HALF), end + 1
    low, high, approx, start, end = bounds(text, start, end, wording)
    return Quantity(start, end, text[start:end], low, high, unit.name, unit.unit_class, approx, factor=unit.factor)


def _ordinal(text: str, start: int, end: int, wording: Wording, unit: Unit) -> Quantity | None:
    """第46次, 第三届, 全市第一; nothing for 第一，第二， as enumeration and for 第一 as an adjective."""
    ranked = _RANKED.search(text, max(start - 2, 0), start - 1) and _CLAUSE_END.match(text, end)
    if unit is BARE and not text[start].isdigit() and not ranked:
        return None
    return Quantity(start - 1, end, text[start - 1 : end], wording.low, wording.high, unit.name, unit.unit_class, ordinal=True)


def _counts(text: str, start: int, found: Quantity, unit: Unit, number: str | None) -> bool:
    """Whether a number read so far really counts something."""
    if number is None or number[0].isdigit():
        return unit is not BARE or number is None or _stands_alone(text, start, found.end)
    spoken = found.approx != "exact" or (unit.name == "成" and bool(_SHARE_OF.search(text, max(start - 2, 0), start)))
    if unit.arabic_only and not spoken and not (unit.name in _ENUMERATED and _CLAUSE_END.match(text, found.end)):
        return False
    if number == "一" and not spoken:
        return _one_counts(text, start, found, unit)
    return spoken or number.strip("十百千万亿") != "" or number == "十" or unit.unit_class in ("people", "visits")


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether an Arabic number without unit is a number: no part of a code, a telephone number or a formula."""
    after, before = text[end : end + 1], text[max(start - 2, 0) : start].rstrip()[-1:]
    coded = _CODE_GOES_ON.match(after) or _CODE_BEFORE.match(before)
    return not coded and end - start < 7


def _one_counts(text: str, start: int, found: Quantity, unit: Unit) -> bool:
    counted = _SURELY_COUNTED_ONE if unit.name in _VAGUE_ONE else _COUNTED_ONE
    if counted.search(text, max(start - 8, 0), start):
        return True
    if unit.unit_class == "duration" or text[max(start - 2, 0) : start - 1] == "一":  # 关键一年, 一事一讲
        return False
    before = text[start - 1 : start]
    return bool(_CLAUSE_END.match(text, found.end)) and start > 0 and before not in "的新同每这某另统逐唯单任哪有作为是成"
