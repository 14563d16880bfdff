"""What 近, 约, 余, 以上 and their like make of a number.

No standard says how far such words reach. Here: 近 from nine tenths up to the number (NEAR), 约 and 左右 a tenth
either way (ABOUT), 余 and 多 up to the next round number (80余: 80 to 90; 2000余: 2000 to 3000); 以上, 至少 and 不足
are open to one side.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, NamedTuple

from assistant.text.numerals import DIGITS, parse_number
from assistant.text.patterns import compiled

Approx = Literal["exact", "about", "more", "less"]

NEAR = Fraction(9, 10)
ABOUT = Fraction(1, 10)


class Wording(NamedTuple):
    """A number as read so far: its bounds and how it is worded."""

    low: Fraction
    high: Fraction
    approx: Approx = "exact"


# Words before a number; the flags: is the value open on that side, does the word belong to the written value.
_BEFORE: dict[str, tuple[Approx, bool, bool]] = {
    "大约": ("about", False, True),
    "大概": ("about", False, True),
    "约": ("about", False, True),
    "将近": ("less", False, True),
    "接近": ("less", False, True),
    "近": ("less", False, True),
    "不到": ("less", True, True),
    "不足": ("less", True, True),
    "不超过": ("less", True, False),
    "不多于": ("less", True, False),
    "最多": ("less", True, False),
    "至多": ("less", True, False),
    "超过": ("more", True, True),
    "超": ("more", True, True),
    "逾": ("more", False, True),
    "上": ("more", False, True),
    "突破": ("more", True, False),
    "至少": ("more", True, False),
    "不少于": ("more", True, False),
    "不低于": ("more", True, False),
}
_LONGEST_BEFORE = max(map(len, _BEFORE))
# 签约3家 and 会上5人 are no approximations: characters before which the short words belong to another word.
_OTHER_WORD = {
    "近": "附最邻临靠亲走贴就",
    "约": "签预节合公邀制契条毁违续履简集缔解",
    "超": "赶反",
    "上": "以线会网路身班早晚台车船街岗场",
}
_AFTER: dict[str, tuple[Approx, bool]] = {
    "左右": ("about", False),
    "上下": ("about", False),
    "以上": ("more", True),
    "以下": ("less", True),
    "以内": ("less", True),
    "之内": ("less", True),
}
_MORE = compiled(r"[余多来](?P<scale>[万亿]{0,2})")
_ADJACENT = compiled(r"(?P<tens>十?)(?P<low>[一二三四五六七八两])(?P<high>[二三四五六七八九])(?P<scale>[十百千万亿]{0,2})")


def vague(text: str) -> Wording:
    """Read 几十, 数百, 十几 and 半."""
    if text == "半":
        return Wording(Fraction(1, 2), Fraction(1, 2))
    if text == "十几":
        return Wording(Fraction(11), Fraction(19), "about")
    scale = parse_number(text[1:]) or Fraction(1)
    return Wording(2 * scale, 9 * scale, "about")


def adjacent(number: str) -> Wording | None:
    """Read 两三, 三五, 十七八, 二三十: two neighbouring digits are a span; None for any other numeral."""
    m = _ADJACENT.fullmatch(number)
    if m is None or not 0 < DIGITS[m["high"]] - DIGITS[m["low"]] <= (2 if m["low"] == "三" else 1):
        return None
    scale = parse_number(m["scale"]) or Fraction(1)
    base = 10 if m["tens"] else 0
    return Wording((base + DIGITS[m["low"]]) * scale, (base + DIGITS[m["high"]]) * scale, "about")


def trailing_word(text: str, end: int, wording: Wording) -> tuple[Wording, int]:
    """Take in a 余 or 多 that stands between number and unit (80余册, 2000余万元)."""
    m = _MORE.match(text, end)
    if m is None:
        return wording, end
    scale = parse_number(m["scale"]) or Fraction(1)
    return Wording(wording.low * scale, (wording.high + _step(wording.high)) * scale, "more"), m.end()


_LAST_BEFORE = frozenset(word[-1] for word in _BEFORE)


def leading_word(text: str, start: int, number_is_scale: bool) -> str:
    """Return the approximating word that ends at `start`, or an empty string; 上 only before a bare scale (上百)."""
    if text[start - 1 : start] not in _LAST_BEFORE:
        return ""
    for length in range(_LONGEST_BEFORE, 0, -1):
        word = text[max(start - length, 0) : start]
        if word in _BEFORE and (word != "上" or number_is_scale):
            before = text[max(start - length - 1, 0) : start - length]
            return "" if before and before in _OTHER_WORD.get(word, "") else word
    return ""


def bounds(text: str, start: int, end: int, wording: Wording) -> tuple[Fraction | None, Fraction | None, Approx, int, int]:
    """Apply the words around `text[start:end]`; return low, high (None: open), the kind, and the span with those words."""
    low: Fraction | None = wording.low
    high: Fraction | None = wording.high
    approx = wording.approx
    word = leading_word(text, start, text[start] in "百千万亿")
    if word:
        approx, opened, spoken = _BEFORE[word]
        low, high = _bent(wording, approx, opened)
        start -= len(word) if spoken else 0
    suffix = text[end : end + 2]
    if suffix in _AFTER:
        approx, opened = _AFTER[suffix]
        low, high = _bent(wording, approx, opened)
        end += 2
    return low, high, approx, start, end


def _bent(wording: Wording, approx: Approx, opened: bool) -> tuple[Fraction | None, Fraction | None]:
    low, high = wording.low, wording.high
    if approx == "about":
        return low * (1 - ABOUT), high * (1 + ABOUT)
    if approx == "less":
        return (None if opened else low * NEAR), high
    return low, (None if opened else high + _step(high))


def _step(value: Fraction) -> Fraction:
    """The distance to the next round number: 10 for 80, 1000 for 2000, 0.1 for 1.5."""
    step = Fraction(10) ** 12
    while step > Fraction(1, 1000) and value % step:
        step /= 10
    return step
