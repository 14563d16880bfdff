"""A finished report as a flat list of blocks: what exporters write and what `export` reads back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

BlockKind = Literal["title", "subtitle", "addressee", "heading", "text", "table", "attachment", "signature", "date"]

# The paragraph styles (w:styleId) by which a Word file of ours says what a paragraph is; a heading of level n is `Heading{n}`.
# Where a paragraph has one of these styles, reading it back trusts the style and not the looks of the text. The cells of a
# table are `ReportTable` and `ReportTableHeader`. Other programs may rename the ids when they save; the names (Title,
# Subtitle, Salutation, Body Text, 附件说明, Signature, Date, heading 1-4) stay.
STYLE_IDS: Mapping[BlockKind, str] = {
    "title": "ReportTitle",
    "subtitle": "ReportSubtitle",
    "addressee": "ReportAddressee",
    "text": "BodyText",
    "attachment": "ReportAttachment",
    "signature": "ReportSignature",
    "date": "ReportDate",
}


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of a report, or one table.

    `level` is 1-4 for headings (一、（一）1.（1）; the number is part of `text`), else 0.
    `rows` holds a table's cells (first row: header) and is empty for every other kind.
    """

    kind: BlockKind
    text: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A report in reading order, with the document properties a Word file wants."""

    blocks: tuple[Block, ...]
    author: str = ""
    keywords: tuple[str, ...] = field(default=())

    @property
    def title(self) -> str:
        """The text of the first title block, or an empty string."""
        return next((b.text for b in self.blocks if b.kind == "title"), "")
