"""Plain text: one paragraph a line, placed with full-width spaces as on paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.documents.report import Block, Report
from assistant.export.layout import CHARACTERS, placed, width

_SPACE = "\u3000"
_FIRST_LINE = {"heading": 2, "text": 2}


def render(report: Report, config: Mapping[str, Any]) -> bytes:
    """`report` as UTF-8 text: title centred in 28 characters, cells of a table parted by tabs, closing on the right."""
    lines: list[str] = []
    for place in placed(report.blocks):
        if place.apart:
            lines.append("")
        lines += ["\t".join(row) for row in place.block.rows] or [_indented(place.block, place.left - place.hanging)]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _indented(block: Block, left: float) -> str:
    if block.kind in ("title", "subtitle"):
        left = max(0.0, (CHARACTERS - width(block.text)) / 2)
    return _SPACE * round(_FIRST_LINE.get(block.kind, left)) + block.text
