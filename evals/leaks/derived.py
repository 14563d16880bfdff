"""Values that the facts determine: sums and differences of one fact's values, rates, averages, days as weeks and hours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from evals.leaks.values import Value

MOST = 6  # values of a fact that are added up in all ways
PER = {("昼夜", "小时"): 24, ("天", "小时"): 24, ("周", "天"): 7, ("个月", "天"): 30, ("小时", "分钟"): 60}


def follows(value: Value, given: Sequence[Value]) -> bool:
    """Whether a value follows from the values of one fact; a rate or an average as exact as it is written."""
    exact = [v for v in given if v.number is not None and not v.loose]
    if value.number is None:
        return False
    return (value.number, value.unit) in set(_sums(exact)) or any(_rounds_to(q, value) for q in _quotients(exact, value.unit))


def _sums(values: Sequence[Value]) -> Iterator[tuple[Fraction, str]]:
    by_unit: dict[str, list[Fraction]] = {}
    for v in values:
        by_unit.setdefault(v.unit, []).append(v.number or Fraction(0))
        for (given, wanted), times in PER.items():
            if v.unit == given:
                yield (v.number or Fraction(0)) * times, wanted
            if v.unit == wanted and (v.number or 0) % times == 0:
                yield (v.number or Fraction(0)) / times, given
    for unit, numbers in by_unit.items():
        for size in range(2, min(len(numbers), MOST) + 1):
            yield from ((sum(some, Fraction(0)), unit) for some in combinations(numbers[:MOST], size))
        if unit == "%":
            yield from ((n - 100, "个百分点") for n in numbers if n > 100)
        for a, b in combinations(numbers, 2):
            yield abs(a - b), "个百分点" if unit == "%" else unit


def _quotients(values: Sequence[Value], unit: str) -> Iterator[Fraction]:
    """Shares in per cent for %, growth against the other value, and averages for any other unit."""
    for a, b in combinations(values, 2):
        for x, y in ((a, b), (b, a)):
            if x.number is None or not y.number:
                continue
            if unit == "%" and x.unit == y.unit:
                yield 100 * x.number / y.number
                yield abs(100 * (x.number - y.number) / y.number)
            elif unit == x.unit:
                yield x.number / y.number


def _rounds_to(quotient: Fraction, value: Value) -> bool:
    """Whether a quotient, rounded to the digits of the value as written, is the value."""
    digits = value.text.replace("%", "").replace("％", "").partition(".")[2]
    places = sum(c.isdigit() for c in digits)
    step = Fraction(1, 10**places)
    return abs(quotient - (value.number or 0)) <= step / 2
