"""Word: a report as the office's best typist would set it, after GB/T 9704-2012."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from assistant.documents.report import STYLE_IDS, Report
from assistant.export.gaps import Gaps
from assistant.export.layout import Placed, placed, title_line
from assistant.export.runs import fill
from assistant.export.styles import CHARACTER, LINE, TEXT_WIDTH, TITLE_CHARACTER
from assistant.export.tables import add_table
from assistant.export.template import empty_document

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_PROPERTY_LENGTH = 255  # as much as a document property may hold


def render(report: Report, config: Mapping[str, Any]) -> bytes:
    """`report` as a .docx file, with its fonts from `config` (`word.*`)."""
    document, gaps = empty_document(config), Gaps(report)
    for place in placed(report.blocks):
        if place.block.kind == "table":
            add_table(document, place.block.rows, gaps)
        else:
            _add_paragraph(document, place, gaps)
    _describe(document, report)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _add_paragraph(document: Document, place: Placed, gaps: Gaps) -> None:
    from docx.shared import Twips

    block = place.block
    paragraph = document.add_paragraph()
    paragraph._p.style = STYLE_IDS.get(block.kind, f"Heading{min(max(block.level, 1), 4)}")
    fill(paragraph, block, gaps)
    if block.kind == "title":
        _balance(paragraph, block.text)
    if place.apart:
        paragraph.paragraph_format.space_before = Twips(LINE)
    if place.kept:
        paragraph.paragraph_format.keep_with_next = True
    if place.left:
        paragraph.paragraph_format.left_indent = Twips(round(place.left * CHARACTER))
    if place.hanging:
        paragraph.paragraph_format.first_line_indent = Twips(-round(place.hanging * CHARACTER))


def _balance(title: Paragraph, text: str) -> None:
    """Narrow a long title so that its lines come out nearly even and break after a word."""
    from docx.shared import Twips

    characters = title_line(text)
    if characters:
        margin = Twips((TEXT_WIDTH - round(characters * TITLE_CHARACTER)) // 2)
        title.paragraph_format.left_indent = title.paragraph_format.right_indent = margin


def _describe(document: Document, report: Report) -> None:
    properties = document.core_properties
    properties.title = report.title[:_PROPERTY_LENGTH]
    properties.author = properties.last_modified_by = report.author[:_PROPERTY_LENGTH]
    properties.keywords = "，".join(report.keywords)[:_PROPERTY_LENGTH]
    properties.language = "zh-CN"
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)
