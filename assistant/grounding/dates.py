"""Which dates and years of a text the facts allow."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.text.dates import Date, Day
from assistant.text.spans import Slot


def is_value(date: Date) -> bool:
    """Whether a date says something that the facts must know: 今年, 年底, 上半年 do not, 6月, 一季度, 2025年, 近三年 do."""
    if date.grain == "span":
        return date.count is not None
    if date.grain in ("weekday", "time"):
        return True
    return not (date.is_relative or (_year_of(date) is None and (date.grain == "half" or date.first.month is None or _year_part(date))))


def _year_part(date: Date) -> bool:
    """年初, 年底: part of a year without a month."""
    return date.grain == "part" and not any(c in date.text for c in "月旬")


def _year_of(date: Date) -> int | None:
    return date.first.year


class DateTable:
    """The dates of the facts, with the years that need no fact."""

    def __init__(self, year: int | None, dates: Iterable[tuple[str, Date]]) -> None:
        self.year = year
        self.dates = list(dates)
        self.years = {year, year + 1} if year is not None else set()

    def back(self, said: Date) -> tuple[bool, tuple[str, ...]]:
        """Whether the facts allow `said`, and the facts that do."""
        facts = tuple(dict.fromkeys(fact for fact, known in self.dates if self.says(said, known)))
        if facts:
            return True, facts
        if said.grain == "year":
            return self._own_year(said), ()
        if said.grain in ("half", "part") and said.first.month is not None and not any(c in said.text for c in "月旬"):
            return self._own_year(said), ()
        return False, ()

    def _own_year(self, said: Date) -> bool:
        return all(self._year(day, said) in self.years for day in (said.first, said.last))

    def _year(self, day: Day, date: Date) -> int | None:
        if day.year is None and date.offset is not None and self.year is not None:
            return self.year + date.offset
        return day.year

    def says(self, said: Date, known: Date) -> bool:
        """Whether `known` of a fact says `said`: the same point or period, or the month or year of it."""
        if said.grain in ("span", "weekday", "time"):
            return said.grain == known.grain and (said.text == known.text or (said.count is not None and said.count == known.count))
        if said.grain == known.grain:
            return self._same(said.first, known.first, said, known) and self._same(said.last, known.last, said, known)
        if said.grain == "year":
            return self._year(said.first, said) in {self._year(d, known) for d in (known.first, known.last)} and said.first == said.last
        if said.grain == "month" and known.grain in ("day", "part") and said.first == said.last:
            return all(self._same(said.first, Day(d.year, d.month), said, known) for d in (known.first, known.last))
        return False

    def _same(self, one: Day, other: Day, said: Date, known: Date) -> bool:
        """Whether two days agree; a year that is not written is the report's own."""
        years = (self._year(one, said) or self.year, self._year(other, known) or self.year)
        alike = years[0] == years[1] or None in years
        return alike and one.month == other.month and one.day == other.day


def date_slot(date: Date) -> Slot:
    """The place of a date."""
    return Slot(date.start, date.end, "year" if date.grain == "year" else "date", date.text)
