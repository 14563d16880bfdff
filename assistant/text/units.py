"""Units and measure words: one table, read when first needed."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import NamedTuple

_TABLE = Path(__file__).with_name("data") / "units.tsv"


class Unit(NamedTuple):
    """A unit: its normal form, its class (people, times, money, length, …) and its size in the class's base unit.

    `arabic_only` marks forms that stand for something else after most Chinese numerals (十分, 三方).
    """

    name: str
    unit_class: str
    factor: Fraction
    arabic_only: bool = False


BARE = Unit("", "bare", Fraction(1))


@cache
def _units() -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            unit_class, name, factor, *forms = line.split()
            for form in (name, *forms):
                unit = Unit(name.lstrip("*"), unit_class, Fraction(factor), form.startswith("*"))
                units[form.lstrip("*")] = unit
    return units


@cache
def unit_beginnings() -> dict[str, int]:
    """The characters that units begin with, and for each the length of the longest unit that does."""
    longest: dict[str, int] = {}
    for form in _units():
        longest[form[0]] = max(len(form), longest.get(form[0], 0))
    return longest


def unit_at(text: str, start: int) -> tuple[Unit, int] | None:
    """Return the longest unit that stands at `start` of `text` and where it ends, or None."""
    longest = unit_beginnings().get(text[start : start + 1], 0)
    for length in range(min(longest, len(text) - start), 0, -1):
        unit = _units().get(text[start : start + length])
        if unit is not None:
            return unit, start + length
    return None
