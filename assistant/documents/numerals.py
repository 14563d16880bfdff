"""Chinese numerals as headings and automatic numbers use them: 一 … 九十九, 一百零一."""

from __future__ import annotations

DIGITS = "零一二三四五六七八九"
CHARACTERS = "一二三四五六七八九十百千零〇○"
_UNITS = ("", "十", "百", "千")
_VALUES = {**{c: i for i, c in enumerate(DIGITS)}, "〇": 0, "○": 0}
_FACTORS = {"十": 10, "百": 100, "千": 1000}


def to_chinese(number: int) -> str:
    """1 → 一, 12 → 十二, 105 → 一百零五 (0 to 9999; beyond that, plain digits)."""
    if not 0 < number <= 9999:
        return DIGITS[0] if number == 0 else str(number)
    text = ""
    for power in range(len(str(number)) - 1, -1, -1):
        digit = number // 10**power % 10
        if digit:
            text += DIGITS[digit] + _UNITS[power]
        elif text and not text.endswith("零"):
            text += "零"
    text = text.rstrip("零")
    return text[1:] if text.startswith("一十") else text


def from_chinese(text: str) -> int | None:
    """十二 → 12, 一〇 → 10; None where `text` is no numeral."""
    if not text or any(c not in _VALUES and c not in _FACTORS for c in text):
        return None
    if not any(c in _FACTORS for c in text):
        return int("".join(str(_VALUES[c]) for c in text))
    total, digit = 0, None
    for char in text:
        if char in _FACTORS:
            total += (1 if digit is None else digit) * _FACTORS[char]
            digit = None
        else:
            digit = _VALUES[char] or None
    return total + (digit or 0)
