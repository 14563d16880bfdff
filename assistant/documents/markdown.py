"""Markdown as people in offices write it and chat programs give it: a line is a paragraph, marks are taken off, numbers stay.

Own and lenient rather than CommonMark: there a paragraph indented by four spaces is code, and “**要点。**后文” is not bold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from assistant.documents.headings import with_headings
from assistant.documents.markdown_marks import unmarked, unmarked_line
from assistant.documents.model import Paragraph
from assistant.documents.plain import lines
from assistant.documents.titles import with_title

_HEADING = re.compile(r"\s{0,3}(#{1,6})[ \t\u3000]+(\S.*)")
_RULE = re.compile(r"\s{0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,})$")  # ___ is a blank to be filled in
_FENCE = re.compile(r"\s*(?:```|~~~)")
_ROW = re.compile(r"\s*\|.*\|\s*$")
_DELIMITER = re.compile(r"\s*\|(?:\s*:?-+:?\s*\|)+\s*$")
_CELL_END = re.compile(r"(?<!\\)\|")
_SETTING = re.compile(r"[\w-]+\s*:|\s*-\s|\s*$|#")
_LOWEST = 4


def read_markdown(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a Markdown text, without its marks; `index` is the line number.

    A single `#` is the title and `##` level 1; where there are several `#`, each is level 1. Levels end at 4.
    """
    source = lines(text)
    depths = [len(m[1]) for m in map(_HEADING.match, source) if m]
    titled = depths.count(1) == 1
    found = [p for p in _paragraphs(source, titled) if p.text.strip() or p.cell]
    return with_title(with_headings(found))


def _paragraphs(source: list[str], titled: bool) -> Iterator[Paragraph]:
    table, row, fenced = -1, -1, False
    for number, line in enumerate(source[(skipped := _front_matter(source)) :], skipped + 1):
        if _FENCE.match(line):
            fenced = not fenced
        elif fenced:
            yield Paragraph(line, number)
        elif _ROW.match(line):
            table, row = (table, row) if row >= 0 else (table + 1, 0)
            if not _DELIMITER.match(line):
                yield from _cells(line, number, table, row)
                row += 1
            continue
        elif not _RULE.match(line):
            yield _paragraph(line, number, titled)
        row = -1


def _front_matter(source: list[str]) -> int:
    """How many lines at the top are settings for some program, between two lines of ---."""
    if source[0].strip() != "---":
        return 0
    end = next((i for i, line in enumerate(source[1:], 1) if line.strip() == "---"), 0)
    return end + 1 if end and all(map(_SETTING.match, source[1:end])) else 0


def _paragraph(line: str, number: int, titled: bool) -> Paragraph:
    plain = Paragraph(shown(line)[0][0], number)
    heading = _HEADING.match(line)
    if heading is None:
        return plain
    depth = len(heading[1])
    if titled and depth == 1:
        return replace(plain, is_title=True)
    return replace(plain, level=min(max(depth - titled, 1), _LOWEST))


def _cells(line: str, number: int, table: int, row: int) -> Iterator[Paragraph]:
    for column, (text, _) in enumerate(shown(line)):
        yield Paragraph(text, number, cell=(table, row, column))


def shown(line: str) -> list[tuple[str, list[int]]]:
    """The texts that a line shows, several only for a row of a table, and where in the line their characters stand."""
    if _ROW.match(line):
        ends = [m.start() for m in _CELL_END.finditer(line)]
        return [_shown_between(line, start + 1, end) for start, end in pairwise(ends)]
    if heading := _HEADING.match(line):
        return [_shown_between(line, heading.start(2), heading.start(2) + len(_without_closing(heading[2])))]
    return [unmarked_line(line)]


def _shown_between(line: str, start: int, end: int) -> tuple[str, list[int]]:
    inside = line[start:end]
    start += len(inside) - len(inside.lstrip())
    text, places = unmarked(inside.strip())
    return text, [start + place for place in places]


def _without_closing(heading: str) -> str:
    """A heading's text without the marks that may close it: `## 一、学习 ##`."""
    bare = heading.rstrip().rstrip("#")
    return bare if bare != bare.rstrip() else heading
