"""Times that no clock and no calendar has, and spans of months or hours told the wrong way round."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assistant.checks.matching import matches
from assistant.text.numerals import parse_number
from assistant.text.patterns import compiled

if TYPE_CHECKING:
    from assistant.checks.analysis import Analysis

_NO_HOUR = "间|候|期|长|段|空|刻|代|常|而|效|有|任|半|名|评|赞|面|位|多|余|钟"
_HOUR = (
    r"(?<![\d.:：])(?P<h>\d{1,2})(?:[:：](?P<m>\d{2})(?![\d:：])"
    rf"|[时点](?!{_NO_HOUR})(?:(?P<n>\d{{1,2}})分(?!之|钟))?)"
)
_QUARTER = r"第[五六七八九5-9]季度"
_MONTHS = r"(?:从|自)(?P<a>1[0-2]|[1-9])月份?(?:开始|起)?[，]?(?:一直)?(?:持续|延续|开展|实施|进行|延长)?(?:到|至)(?P<b>1[0-2]|[1-9])月"
_HOURS = r"(?P<part>[上下]午)(?P<a>\d{1,2})[时点](?:至|到|—|-|～)(?P=part)?(?P<b>\d{1,2})[时点]"
_NEXT_YEAR = "次年|翌年|明年|来年|第二年|供暖|采暖|冬|跨年|学年"


def impossible_times(doc: Analysis) -> Iterator[tuple[int, int]]:
    """25时, 8:75, 第五季度."""
    text = doc.text
    for match in matches(doc, _HOUR, begins=r"\d"):
        minute = match["m"] or match["n"]
        ratio = match["m"] and text[match.end() : match.end() + 1] in "的比"
        if not ratio and (int(match["h"]) > 24 or (minute and int(minute) > 59)) and (match["m"] is None or int(match["h"]) < 60):
            yield match.span()
    for match in compiled(_QUARTER).finditer(text):
        yield match.span()


def reversed_spans(text: str) -> Iterator[tuple[int, int]]:
    """从9月持续到6月, 下午3时至2时."""
    for pattern in (_MONTHS, _HOURS):
        for match in compiled(pattern).finditer(text):
            a, b = parse_number(match["a"]), parse_number(match["b"])
            around = text[max(match.start() - 8, 0) : match.end() + 8]
            if a is not None and b is not None and a > b and not compiled(_NEXT_YEAR).search(around):
                yield match.span()
