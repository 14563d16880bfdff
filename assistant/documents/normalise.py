"""One way of writing for samples: half-width digits and letters, full-width marks between Hanzi, no stray spaces."""

from __future__ import annotations

import re

# Digits, Latin letters, ＋ and ％ have half-width twins at this distance.
_HALF = {i: i - 0xFEE0 for i in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF0B, 0xFF05)}
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f]")
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_HANZI = r"\u2e80-\u9fff\uf900-\ufaff"
_WIDE = rf"[{_HANZI}\uff00-\uffef\u3001-\u303f“”‘’…—]"
_SPACE_BESIDE_WIDE = re.compile(rf"(?<={_WIDE}) +| +(?={_WIDE})")
_FULL_MARKS = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_HALF_MARK = re.compile(rf"(?<=[{_HANZI}”’》）)])[,;:?!]|[,;:?!](?=[{_HANZI}“‘《（(])")
_BRACKETS = re.compile(rf"\(([^()]*[{_HANZI}][^()]*)\)")


def normalised(text: str) -> str:
    """`text` written that one way. Line ends stay; a mark between digits (1,200 and 12:30) stays half-width."""
    text = _SPACES.sub(" ", _INVISIBLE.sub("", text.translate(_HALF)))
    text = _HALF_MARK.sub(lambda m: _FULL_MARKS[m[0]], _SPACE_BESIDE_WIDE.sub("", text))
    return _SPACE_BESIDE_WIDE.sub("", _BRACKETS.sub(r"（\1）", text)).strip()
