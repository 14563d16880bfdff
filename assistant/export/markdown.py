"""Markdown: the title as #, 一、 as ##, （一） as ###; tables as pipe tables; everything else one paragraph each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from assistant.documents.report import Block, Report

# Only what Markdown would read as its own marks is escaped, so that the text stays as it is for people.
_INLINE = re.compile(r"[`*]|~~|(?<![^\W_])_+|_+(?![^\W_])|\\(?=[!-/:-@\[-`{-~])|<(?=[A-Za-z/!?])|&(?=#?\w+;)|\](?=[(\[:])|(?<=\s)#+$")
_BLOCK = re.compile(r"(?:[#>|=]|[-+](?=\s|$)|-{3,}|\d+(?=[.)](?:\s|$)))")


def render(report: Report, config: Mapping[str, Any]) -> bytes:
    """`report` as UTF-8 Markdown with an empty line between blocks."""
    return ("\n\n".join(_lines(block) for block in report.blocks) + "\n").encode("utf-8")


def _lines(block: Block) -> str:
    match block.kind:
        case "title":
            return f"# {_inline(block.text)}"
        case "heading":
            return f"{'#' * (block.level + 1)} {_inline(block.text)}"
        case "table":
            return _table(block.rows)
        case _:
            return _start(_inline(block.text.strip()))


def _start(text: str) -> str:
    """`text` with what would begin a heading, list, quotation, table or rule escaped."""
    found = _BLOCK.match(text)
    if not found:
        return text
    at = found.end() if text[found.end() - 1].isdigit() else found.start()
    return f"{text[:at]}\\{text[at:]}"


def _inline(text: str) -> str:
    escaped = _INLINE.sub(lambda marks: "".join(f"\\{mark}" for mark in marks.group()), text)
    return escaped.replace("\n", "<br>")


def _table(rows: tuple[tuple[str, ...], ...]) -> str:
    columns = max(map(len, rows), default=0)
    lines = [_row(row, columns) for row in rows]
    return "\n".join([*lines[:1], "|" + " --- |" * columns, *lines[1:]])


def _row(row: tuple[str, ...], columns: int) -> str:
    cells = [_start(_inline(cell.strip()).replace("|", r"\|")) for cell in row]
    return "| " + " | ".join(cells + [""] * (columns - len(row))) + " |"
