"""Chinese and Arabic numerals as exact values."""

from __future__ import annotations

import unicodedata
from fractions import Fraction
from functools import lru_cache

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
SCALES = {"亿": 100_000_000, "万": 10_000, "千": 1000, "百": 100, "十": 10}

# What a numeral may consist of, for the regular expressions of other modules.
HAN_DIGITS = "零〇○一二三四五六七八九"
HAN_NUMERAL = HAN_DIGITS + "两十百千万亿"

_LONGEST = 40  # longer runs are no numeral, and reading them would take time that grows with the square of the length


@lru_cache(maxsize=4096)
def parse_number(text: str) -> Fraction | None:
    """Return the value of a numeral in any written form, or None where `text` is none.

    Understood: 46, 1,200, １２, 98.5, 1.2亿, 3500万, 1亿2千万, 十二, 两百三, 二〇二三, 三点五, 百 (a bare scale counts once).
    """
    plain = unicodedata.normalize("NFKC", text).replace(",", "")
    return _read(plain) if 0 < len(plain) <= _LONGEST else None


def _read(text: str) -> Fraction | None:
    for char, scale in SCALES.items():
        if char in text:
            left, _, right = text.rpartition(char)
            return _scaled(_read(left) if left else Fraction(1), scale, right)
    return _digits(text)


def _scaled(times: Fraction | None, scale: int, right: str) -> Fraction | None:
    rest = _read(right) if right else Fraction(0)
    if times is None or rest is None:
        return None
    if scale >= 100 and right in DIGITS and right not in "零〇○":
        rest *= Fraction(scale, 10)  # 两百三 is 230, 一万二 is 12000
    return times * scale + rest


def _digits(text: str) -> Fraction | None:
    """A run of digits, Arabic or Chinese, with at most one decimal point."""
    arabic = "".join("." if c in ".点" else str(DIGITS.get(c, c)) for c in text)
    whole, point, decimals = arabic.partition(".")
    sound = whole.isascii() and whole.isdigit() and (not point or (decimals.isascii() and decimals.isdigit()))
    return Fraction(arabic) if sound else None
