"""Markdown as people in offices write it and chat programs give it: a line is a paragraph, marks are taken off, numbers stay.

Own and lenient rather than CommonMark: there a paragraph indented by four spaces is code, and “**要点。**后文” is not bold.
"""

from __future__ import annotations

import re

from assistant.documents.headings import with_headings
from assistant.documents.model import Paragraph
from assistant.documents.plain import lines
from assistant.documents.titles import with_title

_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)(?:\s+#+)?\s*$")
_RULE = re.compile(r"\s{0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})$")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_BULLET = re.compile(r"(\s*)(?:>\s?)*(?:[-*+]\s+(?:\[[ xX]\]\s+)?)?")
_NUMBERED = re.compile(r"(\d{1,3}[.)])\s+")
_ROW = re.compile(r"\s*\|.*\|\s*$")
_DELIMITER = re.compile(r"\s*\|?(?:\s*:?-+:?\s*\|)+\s*:?-*:?\s*$")
_CELL = re.compile(r"(?<!\\)\|")
_WORD = r"[^\W_]"
_INLINE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"<!--.*?-->"), ""),
    (re.compile(r"<br\s*/?>", re.IGNORECASE), "\n"),
    (re.compile(r"!\[[^\]]*\]\([^)]*\)"), ""),
    (re.compile(r"\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"(`+)(.+?)\1"), r"\2"),
    (re.compile(r"(?<!\*)(\*{1,3})(?=[^\s*])([^*]*[^\s*])\1(?!\*)"), r"\2"),
    (re.compile(rf"(?<!{_WORD})(?<!_)(_{{1,3}})(?=[^\s_])([^_]*[^\s_])\1(?!_)(?!{_WORD})"), r"\2"),
    (re.compile(r"~~(?=\S)(.+?)~~"), r"\1"),
)
# An escaped mark is text: it is hidden in a private plane of Unicode while the marks are taken off.
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_PLANE = 0xF0000
_SHOWN = {_PLANE + code: code for code in range(0x21, 0x7F)}
_DEEPEST = 4


def read_markdown(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a Markdown text, without its marks; `index` is the line number.

    The first heading is the title where it is the only `#`; `##` is level 1, and so on.
    """
    found: list[Paragraph] = []
    source = lines(text)
    titled = sum(bool((m := _HEADING.match(line)) and len(m[1]) == 1) for line in source) == 1
    table = row = -1
    fenced = False
    for number, line in enumerate(source, 1):
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced and _ROW.match(line):
            table, row = (table, row + 1) if row >= 0 else (table + 1, 0)
            if _DELIMITER.match(line):
                row -= 1
            else:
                found += _cells(line, number, table, row)
            continue
        elif line.strip() and not _RULE.match(line):
            found.append(Paragraph(line, number) if fenced else _paragraph(line, number, titled))
        row = -1
    return with_title(with_headings(p for p in found if p.text.strip() or p.cell))


def _paragraph(line: str, number: int, titled: bool) -> Paragraph:
    if heading := _HEADING.match(line):
        depth = len(heading[1])
        title = titled and depth == 1
        level = 0 if title else max(1, min(depth - titled, _DEEPEST))
        return Paragraph(_bare(heading[2]), number, level, is_title=title)
    bullet = _BULLET.match(line)
    rest = line[bullet.end() :] if bullet else line
    return Paragraph(_bare(_NUMBERED.sub(r"\1", rest, count=1) if _NUMBERED.match(rest) else rest), number)


def _cells(line: str, number: int, table: int, row: int) -> list[Paragraph]:
    cells = _CELL.split(line.strip().strip("|"))
    return [Paragraph(_bare(c), number, cell=(table, row, column)) for column, c in enumerate(cells)]


def _bare(text: str) -> str:
    text = _ESCAPED.sub(lambda mark: chr(_PLANE + ord(mark[1])), text)
    for pattern, replacement in _INLINE:
        text = pattern.sub(replacement, text)
    return text.translate(_SHOWN).strip()
