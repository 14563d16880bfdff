"""Quotation marks and brackets that open or close nothing, paragraph by paragraph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.checks.matching import is_han, matches
from assistant.text.patterns import compiled

if TYPE_CHECKING:
    from assistant.checks.analysis import Analysis

_PAIRS = {"“": "”", "‘": "’", "（": "）", "《": "》", "【": "】", "〔": "〕", "「": "」"}
_CLOSERS = {close: opener for opener, close in _PAIRS.items()}
_WIDE = {"(": "（", ")": "）"}  # brackets of mixed width pair with each other
_BEGINS = r"\n“”‘’（）《》【】〔〕「」()"
_MARKS = r"[\n“”‘’（）《》【】〔〕「」]|(?<![A-Za-z\d])\(|(?<![\d.A-Za-z])\)|(?<=\d)\)(?=[^\d])"
_NUMBER = r"(?:^|[：；。，、 　\n])[ 　]{0,4}[\da-z一二三四五六七八九十]{1,2}$"


@dataclass(slots=True)
class _Open:
    """The marks open at a point of a paragraph, and how many there are of each."""

    marks: list[tuple[str, int]] = field(default_factory=list)
    count: Counter[str] = field(default_factory=Counter)

    def push(self, mark: str, at: int) -> None:
        self.marks.append((mark, at))
        self.count[mark] += 1

    def pop(self) -> tuple[str, int]:
        mark, at = self.marks.pop()
        self.count[mark] -= 1
        return mark, at


def unpaired(doc: Analysis) -> Iterator[tuple[int, str]]:
    """Where a mark has no partner, and what is wrong with it (in Chinese)."""
    still = _Open()
    for match in matches(doc, _MARKS, _BEGINS):
        mark, at = _WIDE.get(match[0], match[0]), match.start()
        if mark == "\n":
            yield from _left_open(doc, still)
            still = _Open()
        elif mark in _PAIRS:
            still.push(mark, at)
        else:
            yield from _closed(doc, still, mark, at)
    yield from _left_open(doc, still)


def _closed(doc: Analysis, still: _Open, mark: str, at: int) -> Iterator[tuple[int, str]]:
    """A closing mark: its partner is the last open one, or what stands between was left open, or it closes nothing."""
    wanted = _CLOSERS[mark]
    if still.count[wanted]:
        while (opened := still.pop())[0] != wanted:
            yield opened[1], f"“{opened[0]}”没有对应的“{_PAIRS[opened[0]]}”"
    elif not _numbering(doc.text, at) and not (mark == "’" and doc.text[at - 1 : at].isascii()):
        yield at, f"“{doc.text[at]}”前面没有对应的“{wanted}”"


def _numbering(text: str, at: int) -> bool:
    """Whether the bracket at `at` ends a number of the form 1） or 一)."""
    return bool(compiled(_NUMBER).search(text, max(at - 8, 0), at))


def _left_open(doc: Analysis, still: _Open) -> Iterator[tuple[int, str]]:
    for mark, at in still.marks:
        if not (mark in "“‘" and _goes_on(doc, at)):
            yield at, f"“{mark}”没有对应的“{_PAIRS[mark]}”"


def _goes_on(doc: Analysis, at: int) -> bool:
    """Whether a quotation runs over paragraphs: this one and the next begin with the opening mark."""
    number = doc.number(at)
    if number + 1 == len(doc.paragraphs):
        return False
    here, after = doc.paragraphs[number].text, doc.paragraphs[number + 1].text
    return doc.starts[number] + len(here) - len(here.lstrip()) == at and after.lstrip().startswith(doc.text[at])


def single_outside(doc: Analysis) -> Iterator[tuple[int, int]]:
    """Pairs of ‘’ that stand in no “”: Chinese quotes with “” first and with ‘’ inside them."""
    opened, inside = -1, 0
    for match in compiled("[\n“”‘’]").finditer(doc.text):
        mark = match[0]
        if mark == "\n":
            opened, inside = -1, 0
        elif mark in "“”":
            inside = max(inside + (1 if mark == "“" else -1), 0)
        elif mark == "‘":
            opened = match.start() if not inside else -1
        elif opened >= 0:
            if any(is_han(char) for char in doc.text[opened : match.start()][:40]):
                yield opened, match.end()
            opened = -1
