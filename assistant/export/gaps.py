"""Open gaps: the places of a report that somebody still has to fill in, as the checker's placeholder rules see them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from assistant.checks.analysis import Analysis
from assistant.checks.rules import blanks, placeholders
from assistant.checks.runner import run
from assistant.documents.model import Document, Paragraph
from assistant.documents.report import Report

_RULES = tuple(rule for rule in (*placeholders.RULES, *blanks.RULES) if rule.severity == "error")


class Gaps:
    """The open gaps of a report, found once for all its texts."""

    def __init__(self, report: Report) -> None:
        texts = [text for block in report.blocks for text in (block.text, *(cell for row in block.rows for cell in row))]
        document = Document(None, "report", tuple(Paragraph(text, number) for number, text in enumerate(texts, 1)))
        self._spans: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
        for finding in run(Analysis(document), _RULES).findings:
            self._spans[texts[finding.paragraph - 1]].add((finding.start, finding.end))

    def pieces(self, text: str) -> Iterator[tuple[str, bool]]:
        """The pieces of a `text` of the report in order, each with whether it is an open gap; joined they are `text`."""
        done = 0
        for start, end in sorted(self._spans.get(text, ())):
            if start > done:
                yield text[done:start], False
            if end > done:
                yield text[max(start, done) : end], True
            done = max(done, end)
        if done < len(text):
            yield text[done:], False
