"""Text as a Word file or a web page can hold it."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.documents.report import Report

_UNPRINTABLE = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u007f-\u009f]")


def printable(text: str) -> str:
    """`text` with one kind of line end and without control characters."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def printable_report(report: Report) -> Report:
    """`report` with nothing but printable text."""
    blocks = (replace(b, text=printable(b.text), rows=tuple(tuple(map(printable, row)) for row in b.rows)) for b in report.blocks)
    return Report(tuple(blocks), printable(report.author), tuple(map(printable, report.keywords)))
