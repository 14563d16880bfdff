"""Phrases that count (“五学”, “三宽四有”) against the items listed for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from assistant.checks.matching import HAN, compiled
from assistant.text.numerals import parse_number

if TYPE_CHECKING:
    from assistant.checks.analysis import Analysis

_NUMBERED = rf"([两三四五六七八九十])({HAN}{{1,2}}?)(?=[两三四五六七八九十]|$)"
_PHRASE = rf"“(?P<body>(?:[两三四五六七八九十]{HAN}){{1,3}}|[三四五六七八九十]{HAN}{{2}})”"
_ITEM_END = re.compile(r"[、，,；;：:“”（）。和]")
_REACH = 90


def counted_phrases(doc: Analysis) -> Iterator[tuple[int, int, str]]:
    """Counting phrases whose items stand beside them in another number: start, end, what is wrong (in Chinese)."""
    for match in compiled(_PHRASE).finditer(doc.text):
        low, high = doc.sentence(match.start())
        before = doc.text[max(low, match.start() - _REACH) : match.start()]
        after = doc.text[match.end() : min(high, match.end() + _REACH)]
        for number, word in compiled(_NUMBERED).findall(match["body"]):
            said = int(parse_number(number) or 0)
            listed = _listed(before, word) or _listed(_explained(after), word)
            if 1 < listed != said:
                yield match.start(), match.end(), f"“{match['body']}”说的是{said}个“{word}”，列出的有{listed}个"


def _explained(after: str) -> str:
    """The text after the phrase where it explains it: behind a colon or in a bracket."""
    return after if compiled(r"[^，。；]{0,8}(?:[：（]|，?即|，?就是|，?包括|，?分别是)").match(after) else ""


def _listed(text: str, word: str) -> int:
    """How many items in a row, each of which begins or ends with `word`, the text holds; 0 where there are fewer than two."""
    runs, count = [], 0
    for item in (part.strip().removeprefix("即").removesuffix("的") for part in _ITEM_END.split(text)):
        if 1 < len(item) <= 10 and (item.endswith(word) or item.startswith(word)):
            count += 1
        elif item:
            runs.append(count)
            count = 0
    best = max([*runs, count])
    return best if best > 1 else 0
