"""Dates, years and periods in report text."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from assistant.text.numerals import HAN_DIGITS, parse_number
from assistant.text.patterns import compiled

Grain = Literal["day", "part", "month", "quarter", "half", "year", "span", "weekday", "time"]


class Day(NamedTuple):
    """A calendar point as far as it is written: what is not written is None."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Date:
    """A date or period: `text` stands at `start:end`; it runs from `first` to `last` (equal for a point).

    `grain` is the finest thing written: part is 上旬, 月底, 年初 and the like, span is 近三年 (`count` years) or 五十年代,
    weekday is 周五 (`count` 1-7).
    `offset` is the year relative to the report's own: 0 for 今年, -1 for 去年, 1 for 明年, None without such a word.
    `exists` is False for a date no calendar has (2月30日, 13月).
    """

    start: int
    end: int
    text: str
    first: Day
    last: Day
    grain: Grain
    offset: int | None = None
    count: int | None = None
    exists: bool = True

    @property
    def is_relative(self) -> bool:
        """Whether it is only a word like 今年 that means another year in another report."""
        return self.offset is not None and self.grain == "year"


OFFSETS = {"前年": -2, "去年": -1, "上年度": -1, "上一年度": -1, "今年": 0, "本年度": 0, "本年": 0}
OFFSETS |= {"明年": 1, "下一年度": 1, "后年": 2}
_WEEKDAYS = "一二三四五六日天"
_DASH = r"[至到—–\-－～~〜]{1,2}"

_YEAR4 = rf"(?:(?:1[89]|20)\d\d|[一二][九〇○零][{HAN_DIGITS}]{{2}})(?!\d)"
_NUMBER2 = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_OFFSET = "|".join(sorted(OFFSETS, key=len, reverse=True))
_YEAR = rf"(?:{_YEAR4}\s?年度?|{_OFFSET})"
_HALF = r"[上下]半年"
_QUARTER = r"(?:第?[一二三四1-4]|前[一二三四1-4]个?)季度(?!一)"
_MONTH = rf"(?:{_NUMBER2}\s?月(?:份|(?!饼|票|薪|租|卡|嫂|台|季)))"
_DAY = rf"{_NUMBER2}\s?[日号](?!线|常)"
_PART = r"(?:[上中下]旬|[初底末])"
_IN_YEAR = rf"(?:{_HALF}|{_QUARTER}|{_MONTH}(?:{_DAY}|{_PART})?)"
_POINT = rf"(?:{_YEAR}(?:\s?{_IN_YEAR}|[初底末]|年[初中底末])?|次年{_MONTH}|{_IN_YEAR})"
_NOT_INSIDE_NUMBER = r"(?<![\d一二三四五六七八九十百千])(?<!\d[.,])"
_WORD_AFTER = r"(?=(?:年|学年|党建|党支部|党员|工作|述职|总结|计划|度|届|级|版))"
_BEGINS = r"(?=[\d一二三四五六七八九十两第今去明前后本上下次近过未这最连凌晚周星礼])"  # most characters begin no date
_PATTERN = compiled(
    _BEGINS
    + _NOT_INSIDE_NUMBER
    + rf"""(?:
      (?P<iso>(?:19|20)\d\d([-/.．])(?:0?[1-9]|1[0-2])\2(?:[0-2]?\d|3[01])(?!\d))
    | (?P<time>(?:[上下]午|凌晨|晚上?)?\d{{1,2}}(?:[:：][0-5]\d(?!\d)|[时点](?:\d{{1,2}}分|[半整])))
    | (?P<span>(?:近|过去|今后|未来|过去的|这|最近|连续)?(?:\d{{1,2}}|[两三四五六七八九十]{{1,2}})年(?:多|余)?来(?!源)
      |(?:近|过去|今后|未来|过去的|最近)(?:的)?(?:\d{{1,2}}|[两三四五六七八九十]{{1,2}})年)
    | (?P<era>(?:上世纪|本世纪|\d{{2}}世纪)?(?:[二三四五六七八九]十|(?:19|20)?[0-9]0)年代(?:[初中末](?:期)?)?)
    | (?P<upto>(?:前\d{{1,2}}|前[一二三四五六七八九十]{{1,2}})个月)
    | (?P<elided>{_NUMBER2}月?{_DASH}{_NUMBER2}月(?!饼)份?{_PART}?|{_NUMBER2}日?{_DASH}{_NUMBER2}日
      |{_YEAR4}(?:学年)?{_DASH}{_YEAR4}(?:\s?学?年度?))
    | (?P<point>{_POINT}(?:{_DASH}(?:次年|当年|同年)?(?:{_POINT}|{_DAY}|{_NUMBER2}月))?)
    | (?P<single>\d{{1,2}}日(?!内|游|均|线|之内))
    | (?P<bare>(?:19[4-9]|20[0-4])\d{_WORD_AFTER}(?:学年|年度)?)
    | (?P<weekday>(?<![每一两三四五六])(?:星期|周|礼拜)[{_WEEKDAYS}](?![次场期个课回批堂小场]))
    )""",
    re.VERBOSE,
)
_TOKEN = compiled(
    rf"(?P<offset>{_OFFSET})|(?P<half>[上下])半年|(?P<upto>前)?第?(?P<quarter>[一二三四1-4])个?季度"
    rf"|(?P<year>{_YEAR4})\s?(?:学?年度?)?|(?P<next>次年)|(?P<number>{_NUMBER2})\s?(?P<unit>[月日号])?份?"
    rf"|年?(?P<part>[上中下]旬|[初中底末])|(?P<dash>{_DASH})"
)
_HALVES = {"上": (1, 6), "下": (7, 12)}
_PART_OF_MONTH = {"上旬": (1, 10), "初": (1, 10), "中旬": (11, 20), "中": (11, 20)}
_PART_OF_MONTH |= dict.fromkeys(["下旬", "底", "末"], (21, 31))
_PART_OF_YEAR = {"初": (1, 1), "中": (6, 7), "底": (12, 12), "末": (12, 12)}


def find_dates(text: str) -> list[Date]:
    """Return the dates, years and periods of `text` in order, not overlapping. Masked ones (20XX年, X月X日) are not dates.

    Words such as 今年 are found too (`is_relative`); 全年, 每年, 近年来 are not.
    """
    return [date for m in _PATTERN.finditer(text) if (date := _date(m))]


def _date(match: re.Match[str]) -> Date | None:
    kind, found = match.lastgroup or "", match.group()
    start, end = match.span()
    empty = Date(start, end, found, Day(), Day(), "time")
    if kind == "time":
        return empty
    if kind == "weekday":
        return replace(empty, grain="weekday", count=min(_WEEKDAYS.index(found[-1]) + 1, 7))
    if kind == "era":
        return replace(empty, grain="span")
    if kind == "span":
        years = re.search(r"\d+|[两三四五六七八九十]+", found)
        count = parse_number(years.group()) if years else None
        return replace(empty, grain="span", count=int(count) if count is not None else None)
    if kind == "upto":
        months = parse_number(found[1:-2])
        last = int(months) if months is not None else 12
        return replace(empty, grain="month", first=Day(None, 1), last=Day(None, last), exists=last <= 12)
    if kind == "iso":
        year, month, day = (int(part) for part in re.split(r"[-/.．]", found))
        return _checked(replace(empty, grain="day", first=Day(year, month, day), last=Day(year, month, day)))
    return _checked(_calendar(empty))


class _Reading:
    """The two ends of a period while its tokens are read from left to right."""

    def __init__(self) -> None:
        self.ends = [Day(), Day()]
        self.side = 0
        self.grain: Grain = "year"
        self.offset: int | None = None
        self.bare: int | None = None

    def put(self, **values: int) -> None:
        """Set fields of the current end; while there is no dash yet, the other end follows."""
        self.ends[self.side] = self.ends[self.side]._replace(**values)
        if self.side == 0:
            self.ends[1] = self.ends[0]

    def put_range(self, field: str, low: int, high: int) -> None:
        first, last = self.ends
        if self.side == 0:
            first = first._replace(**{field: low})
        self.ends = [first, last._replace(**{field: high})]


def _calendar(date: Date) -> Date:
    reading = _Reading()
    for token in _TOKEN.finditer(date.text):
        _read_token(reading, token)
    first, last = reading.ends
    return replace(date, first=first, last=last, grain=reading.grain, offset=reading.offset)


def _read_token(reading: _Reading, token: re.Match[str]) -> None:
    kind = token.lastgroup
    if kind == "dash":
        reading.side = 1
        reading.ends[1] = reading.ends[0]._replace(day=None)
    elif kind == "offset":
        reading.offset = OFFSETS[token.group()]
    elif kind == "year":
        value = parse_number(token["year"])
        reading.put(year=int(value) if value is not None else 0)
    elif kind == "next" and reading.ends[1].year is not None:
        reading.put(year=reading.ends[1].year + 1)
    elif kind == "half":
        reading.grain = "half"
        reading.put_range("month", *_HALVES[token["half"]])
    elif kind == "quarter":
        _read_quarter(reading, token)
    elif kind in ("number", "unit"):
        _read_number(reading, token)
    elif kind == "part":
        _read_part(reading, token["part"])


def _read_quarter(reading: _Reading, token: re.Match[str]) -> None:
    number = int(parse_number(token["quarter"]) or 1)
    reading.grain = "quarter"
    reading.put_range("month", 1 if token["upto"] else number * 3 - 2, number * 3)


def _read_number(reading: _Reading, token: re.Match[str]) -> None:
    value = int(parse_number(token["number"]) or 0)
    unit = token["unit"]
    if unit is None:
        reading.bare = value
        return
    field = "month" if unit == "月" else "day"
    reading.grain = "month" if field == "month" else "day"
    if reading.bare is not None:  # 6-9月: the first number has the unit of the second
        reading.ends[0] = reading.ends[0]._replace(**{field: reading.bare})
        reading.bare = None
    reading.put(**{field: value})


def _read_part(reading: _Reading, part: str) -> None:
    reading.grain = "part"
    month = reading.ends[reading.side].month
    if month is None:
        reading.put_range("month", *_PART_OF_YEAR.get(part, (1, 12)))
        return
    low, high = _PART_OF_MONTH[part]
    reading.put_range("day", low, min(high, _days(reading.ends[reading.side].year, month)))


def _days(year: int | None, month: int) -> int:
    return calendar.monthrange(year or 2024, month)[1] if 1 <= month <= 12 else 31


def _checked(date: Date) -> Date:
    sound = all(_exists(end) for end in (date.first, date.last))
    return date if sound else replace(date, exists=False)


def _exists(day: Day) -> bool:
    if day.month is not None and not 1 <= day.month <= 12:
        return False
    return day.day is None or 1 <= day.day <= _days(day.year, day.month or 1)
