"""When two written quantities say the same amount."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.grounding.binding import Count
    from assistant.text.quantities import Quantity

_TABLE = Path(__file__).with_name("data") / "measures.txt"
_BEYOND = re.compile(r"[余多超逾]|突破")
Bounds = tuple[Fraction | None, Fraction | None]
_COUNTED = frozenset({"items", "documents", "discourse"})

_PERIODS = {"秒": Fraction(1, 3600), "分钟": Fraction(1, 60), "小时": Fraction(1), "天": Fraction(24), "周": Fraction(168)}
_PERIODS |= {"月": Fraction(1), "季度": Fraction(3), "年": Fraction(12)}
_LONG = frozenset({"月", "季度", "年"})

# How far above its lower bound an open number (100人以上) still speaks of a fact's exact one.
OPEN = Fraction(5, 4)


@cache
def _groups() -> dict[str, int]:
    lines = [line.split() for line in _TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return {word: number for number, line in enumerate(lines) for word in line}


def scale_of(quantity: Quantity) -> Fraction:
    """What a value of this unit is in the base unit of its class (money: 元, periods: 小时 or 月)."""
    return _PERIODS.get(quantity.unit, quantity.factor) if quantity.unit_class == "duration" else quantity.factor


def bounds_of(quantity: Quantity) -> Bounds:
    """The least and the greatest value in the base unit of the class; None is open."""
    scale = scale_of(quantity)
    return (None if quantity.low is None else quantity.low * scale), (None if quantity.high is None else quantity.high * scale)


def same_measure(one: Quantity, other: Quantity) -> bool:
    """Whether the measure words of two quantities can stand for each other (次 and 场, 万元 and 元, 个 and 家); a bare number has any."""
    if "bare" in (one.unit_class, other.unit_class):
        return {one.unit_class, other.unit_class} <= {"bare", "items", "times", "people", "documents"}
    if one.unit == other.unit:
        return True
    if one.unit_class == other.unit_class == "duration":
        return one.unit in _PERIODS and other.unit in _PERIODS and (one.unit in _LONG) == (other.unit in _LONG)
    if one.factor != other.factor:
        return one.unit_class == other.unit_class
    if one.unit_class in _COUNTED and other.unit_class in _COUNTED and "个" in (one.unit, other.unit):
        return True
    groups = _groups()
    return one.unit in groups and groups[one.unit] == groups.get(other.unit)


def same_amount(said: Count, known: Count) -> bool:
    """Whether the amount `said` is the one `known` from a fact: equal, or an approximation that the fact's number lies in.

    An exact number never follows from an approximate fact.
    """
    if said.quantity.ordinal != known.quantity.ordinal:
        return False
    if said.bounds == known.bounds:
        return said.quantity.approx == known.quantity.approx or said.quantity.approx != "exact"
    if said.quantity.approx == "exact":
        return False
    low = known.bounds[0]
    if _BEYOND.search(said.quantity.text) and low is not None and low == said.bounds[0]:
        return False
    return _within(said.bounds, known.bounds)


def _within(outer: Bounds, inner: Bounds) -> bool:
    """Whether `inner` lies in `outer`; an open end reaches OPEN times as far."""
    low, high = outer
    if low is None and high is not None:
        low = high / OPEN
    if high is None and low is not None:
        high = low * OPEN
    if low is None or high is None or inner[0] is None or inner[1] is None:
        return False
    return low <= inner[0] and inner[1] <= high
