"""Open gaps: the places of a report that somebody still has to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterator

_GAP = re.compile(
    r"[【\[（(](?:待|请|此处|需)(?:补|填|核|定|确认|写)[^】\]）)\n]*[】\]）)]"
    r"|\{\{[^{}\n]*\}\}|\$\{[^{}\n]*\}"
    r"|(?<![A-Za-zＸ×x])(?:[XxＸｘ]{2,}|[×＊]{2,}|\*{3,})(?![A-Za-z])"
    r"|20[XxＸｘ×]{2}(?=年)|某某|_{3,}|＿{2,}|(?<![A-Za-z])(?:TBD|TODO)(?![A-Za-z])"
)


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The pieces of `text` in order, each with whether it is an open gap; joined they are `text`."""
    end = 0
    for match in _GAP.finditer(text):
        if match.start() > end:
            yield text[end : match.start()], False
        yield match.group(), True
        end = match.end()
    if end < len(text):
        yield text[end:], False
