"""Tables in Word: as wide as the text, columns by what they hold, the header row repeated on each page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.export.layout import width
from assistant.export.runs import fill
from assistant.export.styles import TEXT_WIDTH

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell

_LONG = 12.0  # characters; a cell that holds more is set flush left
_NARROWEST = 3.0
_WIDEST = 24.0
_SENTENCE = re.compile("[，。；！？]")


def add_table(document: Document, rows: tuple[tuple[str, ...], ...]) -> None:
    """Add a table of `rows` (the first is the header); short rows are filled up with empty cells."""
    from docx.shared import Twips

    columns = max(map(len, rows), default=0)
    if not columns:
        return
    table = document.add_table(len(rows), columns)
    table.style = "Table Grid"
    table.autofit = False
    widths = [Twips(w) for w in column_widths(rows)]
    for column, size in zip(table.columns, widths, strict=True):
        column.width = size
    for number, row in enumerate(rows):
        cells = table.rows[number].cells
        for cell, size, text in zip(cells, widths, (*row, *[""] * (columns - len(row))), strict=True):
            cell.width = size
            _fill_cell(cell, text, header=number == 0)
    _keep_rows_whole(table)
    document.add_paragraph()  # or Word would join two tables in a row


def column_widths(rows: tuple[tuple[str, ...], ...]) -> list[int]:
    """The widths of the columns in twips; together they are as wide as the text."""
    columns = max(map(len, rows))
    longest = [max((width(row[i]) for row in rows if i < len(row)), default=0.0) for i in range(columns)]
    wanted = [min(max(length + 1, _NARROWEST), _WIDEST) for length in longest]
    widths = [round(TEXT_WIDTH * w / sum(wanted)) for w in wanted]
    widths[-1] += TEXT_WIDTH - sum(widths)
    return widths


def _fill_cell(cell: _Cell, text: str, *, header: bool) -> None:
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    paragraph._p.style = "ReportTableHeader" if header else "ReportTable"
    fill(paragraph, text)
    if not header and (width(text) > _LONG or _SENTENCE.search(text)):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT


def _keep_rows_whole(table: Table) -> None:
    """Let no row break over a page, and repeat the first on each."""
    from docx.oxml import OxmlElement

    for number, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if number == 0:
            properties.append(OxmlElement("w:tblHeader"))
