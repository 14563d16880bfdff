"""Integers written in Chinese numerals, as automatic numbers have them; reading them is `text.numerals`."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")


def to_chinese(number: int) -> str:
    """1 → 一, 12 → 十二, 105 → 一百零五 (0 to 9999; beyond that, plain digits)."""
    if not 0 < number <= 9999:
        return _DIGITS[0] if number == 0 else str(number)
    text = ""
    for power in range(len(str(number)) - 1, -1, -1):
        digit = number // 10**power % 10
        if digit:
            text += _DIGITS[digit] + _UNITS[power]
        elif text and not text.endswith("零"):
            text += "零"
    text = text.rstrip("零")
    return text[1:] if text.startswith("一十") else text
