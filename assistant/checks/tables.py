"""Tables of a document as grids of numbers, with the cells their totals stand in."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from assistant.text.numerals import parse_number
from assistant.text.patterns import compiled

if TYPE_CHECKING:
    from assistant.checks.analysis import Analysis

_TOTAL = r"^(?:合\s*计|总\s*计|共\s*计|总\s*数|汇\s*总)"
_SUBTOTAL = r"^小\s*计"
_NO_SUM = "率|比例|占比|平均|人均|序号|年份|年度|编号|排名|名次|增幅|增速|同比|得分|备注|时间|日期|单价|%|％"


class Sum(NamedTuple):
    """A total that a table gives, what its column or row adds up to, and where the total stands in the text."""

    given: Fraction
    real: Fraction
    start: int
    end: int
    label: str


class _Grid:
    """A table by (row, column): the text of each cell and where it begins in the document's text."""

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], tuple[str, int]] = {}

    def put(self, row: int, column: int, text: str, start: int) -> None:
        self.cells.setdefault((row, column), (text, start))

    def text(self, row: int, column: int) -> str:
        return self.cells.get((row, column), ("", 0))[0].strip()

    def value(self, row: int, column: int) -> Fraction | None:
        """The number in a cell; an empty cell or a dash is 0, anything else is None."""
        text = self.text(row, column)
        if text in ("", "-", "—", "–", "/", "——"):
            return Fraction(0)
        number = compiled(r"^-?[\d,]+(?:\.\d+)?(?=[^\d.]{0,4}$)").match(text)
        return parse_number(number[0]) if number else None

    @property
    def size(self) -> tuple[int, int]:
        return max(row for row, _ in self.cells) + 1, max(column for _, column in self.cells) + 1


def table_sums(doc: Analysis) -> Iterator[Sum]:
    """The totals in the tables of a document, of columns and of rows."""
    grids: dict[int, _Grid] = {}
    for paragraph, start in zip(doc.paragraphs, doc.starts, strict=True):
        if paragraph.cell is not None:
            table, row, column = paragraph.cell
            grids.setdefault(table, _Grid()).put(row, column, paragraph.text, start)
    for grid in grids.values():
        yield from _column_sums(grid)
        yield from _row_sums(grid)


def _column_sums(grid: _Grid) -> Iterator[Sum]:
    rows, columns = grid.size
    for column in range(1, columns):
        header = grid.text(0, column)
        if compiled(_NO_SUM).search(header):
            continue
        plain: list[Fraction] = []
        subtotals: list[Fraction] = []
        since = Fraction(0)
        for row in range(1, rows):
            label, value = _label(grid, row), grid.value(row, column)
            if compiled(_TOTAL).match(label):
                yield from _judged(grid, row, column, value, [plain, subtotals], header or label)
            elif compiled(_SUBTOTAL).match(label):
                yield from _judged(grid, row, column, value, [[since]], header or label)
                subtotals.append(value or Fraction(0))
                since = Fraction(0)
            elif value is None:
                break
            else:
                plain.append(value)
                since += value


def _label(grid: _Grid, row: int) -> str:
    """What a row is called: its first cell, or the second where the first is a number or empty."""
    first = grid.text(row, 0)
    return first if first and not first.isdigit() else grid.text(row, 1)


def _row_sums(grid: _Grid) -> Iterator[Sum]:
    rows, columns = grid.size
    total = next((c for c in range(1, columns) if compiled(_TOTAL).match(grid.text(0, c))), None)
    headers = [grid.text(0, c) for c in range(1, columns) if c != total]
    if total is None or any(compiled(_NO_SUM).search(h) for h in headers) or len(headers) < 2:
        return
    for row in range(1, rows):
        values = [grid.value(row, c) for c in range(1, columns) if c != total]
        if all(value is not None for value in values):
            parts = [value for value in values if value is not None]
            yield from _judged(grid, row, total, grid.value(row, total), [parts], _label(grid, row))


def _judged(grid: _Grid, row: int, column: int, given: Fraction | None, sums: list[list[Fraction]], label: str) -> Iterator[Sum]:
    """The sum at a cell, where none of the possible sums is what the cell says."""
    possible = [sum(parts, Fraction(0)) for parts in sums if len(parts) > 1 or len(sums) == 1]
    text, start = grid.cells.get((row, column), ("", 0))
    if given and possible and given not in possible and text.strip():
        begin = start + len(text) - len(text.lstrip())
        yield Sum(given, possible[0], begin, begin + len(text.strip()), label)
