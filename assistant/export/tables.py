"""Tables in Word: as wide as the text, columns by what they hold, the header row repeated on each page."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from assistant.documents.report import Block
from assistant.export.gaps import Gaps
from assistant.export.layout import is_long, width
from assistant.export.runs import fill
from assistant.export.styles import TEXT_WIDTH

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.text.run import CT_R
    from docx.table import Table, _Cell

_CHARACTER, _SMALL_CHARACTER = 240, 210  # twips, 小四 and 五号
_MARGINS = 220  # twips; both sides of a cell, and a little air
_NARROWEST = 2  # characters
_MOST_COLUMNS = 7  # of 小四
_ROW_HEIGHT = 480  # twips
_GAP = 160  # twips between a table and the text around it


def add_table(document: Document, rows: tuple[tuple[str, ...], ...], gaps: Gaps) -> None:
    """Add a table of `rows` (the first is the header); short rows are filled up with empty cells."""
    from docx.shared import Twips

    columns = max(map(len, rows), default=0)
    if not columns:
        return
    if document.paragraphs:
        document.paragraphs[-1].paragraph_format.space_after = Twips(_GAP)
    table = document.add_table(len(rows), columns)
    table.style = "Table Grid"
    table.autofit = False
    widths = column_widths(rows)
    for column, size in zip(table.columns, widths, strict=True):
        column.width = Twips(size)
    for number, (row, texts) in enumerate(zip(table.rows, rows, strict=True)):
        for cell, size, text in zip(row.cells, widths, (*texts, *[""] * (columns - len(texts))), strict=True):
            cell.width = Twips(size)
            _fill_cell(cell, text, gaps, header=number == 0)
    _shape_rows(table)
    if columns > _MOST_COLUMNS:
        _shrink(table)
    # Without a paragraph between them Word would join two tables in a row.
    document.add_paragraph().paragraph_format.line_spacing = Twips(_GAP)


def column_widths(rows: tuple[tuple[str, ...], ...]) -> list[int]:
    """The widths of the columns in twips; together they are as wide as the text.

    Columns that need little get what they need, so that short cells stay on one line; long ones share the rest.
    """
    columns = max(map(len, rows))
    character = _CHARACTER if columns <= _MOST_COLUMNS else _SMALL_CHARACTER
    longest = [max((width(row[i]) for row in rows if i < len(row)), default=0.0) for i in range(columns)]
    wanted = [round(max(length, _NARROWEST) * character) + _MARGINS for length in longest]
    widths, left = [0] * columns, TEXT_WIDTH
    for done, i in enumerate(sorted(range(columns), key=lambda i: wanted[i])):
        widths[i] = min(wanted[i], left // (columns - done))
        left -= widths[i]
    return [w + left // columns for w in widths]


def _fill_cell(cell: _Cell, text: str, gaps: Gaps, *, header: bool) -> None:
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    paragraph._p.style = "ReportTableHeader" if header else "ReportTable"
    fill(paragraph, Block("table", text), gaps)
    if not header and is_long(text):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT


def _shrink(table: Table) -> None:
    """Set a table of many columns in 五号."""
    from docx.oxml.ns import qn
    from docx.shared import Pt
    from docx.text.run import Run

    for run in table._tbl.iter(qn("w:r")):
        Run(cast("CT_R", run), table).font.size = Pt(10.5)


def _shape_rows(table: Table) -> None:
    """Give rows some air, let none break over a page, and repeat the first on each."""
    from docx.oxml import OxmlElement
    from docx.shared import Twips

    for number, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        row.height = Twips(_ROW_HEIGHT)
        if number == 0:
            properties.append(OxmlElement("w:tblHeader"))
