"""Reads a .xlsx ledger (台账): a header row, then one fact a row.

Columns (Chinese or English, any order): 内容/text, 小节/section, 来源/source, 类别/kind (事实、存在问题、下一步计划; empty means 事实).
A sheet named 基本信息 may hold the other keys of a facts file, one a row: key in column A, value in column B.
"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from assistant.errors import FactsError
from assistant.facts import keys
from assistant.facts.model import FactsFile

INFO_SHEET = "基本信息"
COLUMNS = {**keys.FACT, "类别": "kind"}
_LIST_OF = {name: name for name in keys.LISTS} | {k: v for k, v in keys.TOP.items() if v in keys.LISTS}
MAX_ROWS = 5000


class _Rows(list[Any]):
    """The entries of one kind, with their row numbers."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[int] = []

    def add(self, row: _Row, number: int) -> None:
        row.lines = number
        self.append(row)
        self.lines.append(number)


class _Row(dict[str, Any]):
    """One entry, with its row number."""

    lines = 1


def read_ledger(path: Path) -> FactsFile:
    """Read a ledger. Line numbers of its facts are row numbers. Raises FactsError naming file, sheet and row."""
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    from assistant.facts.load import FactsReader

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, BadZipFile, KeyError, ValueError, OSError) as error:
        raise FactsError(f"{path} 不是完好的 Excel 工作簿", "请用 Excel 或 WPS 打开后另存为 .xlsx") from error
    tree: dict[str, Any] = {}
    try:
        for sheet in book.worksheets:
            rows = sheet.iter_rows(max_row=MAX_ROWS + 1, values_only=True)
            if sheet.title == INFO_SHEET:
                tree |= {str(r[0]).strip(): _cell(r[1]) for r in rows if len(r) > 1 and r[0] is not None}
            else:
                _read_rows(path, sheet.title, list(rows), tree)
    finally:
        book.close()
    return FactsReader(path, tree).read()


def _read_rows(path: Path, sheet: str, rows: list[tuple[Any, ...]], tree: dict[str, Any]) -> None:
    if not rows or not any(rows[0]):
        return
    if len(rows) > MAX_ROWS:
        raise FactsError(f"{path} 的工作表“{sheet}”超过 {MAX_ROWS} 行", "请只保留本年度要写入报告的内容")
    header = [keys.canonical(str(c or ""), COLUMNS) for c in rows[0]]
    if "text" not in header:
        found = "、".join(str(c) for c in rows[0] if c)
        raise FactsError(f"{path} 的工作表“{sheet}”第 1 行没有“内容”列（现有：{found}）", "请在表头写明：内容、小节、来源、类别")
    for number, row in enumerate(rows[1:], start=2):
        fields = {name: _cell(value) for name, value in zip(header, row, strict=False) if name and value is not None}
        if not fields:
            continue
        kind = str(fields.pop("kind", "事实"))
        if kind not in _LIST_OF:
            hint = keys.nearest(kind, [k for k in _LIST_OF if k not in keys.LISTS])
            raise FactsError(f"{path} 的工作表“{sheet}”第 {number} 行：不认识的类别“{kind}”", hint)
        tree.setdefault(_LIST_OF[kind], _Rows()).add(_Row(fields), number)


def _cell(value: Any) -> Any:
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
