"""Headings of Chinese official documents (GB/T 9704-2012, 7.3.3): 一、 then （一） then 1. then （1）.

A line that begins with a number is not a heading for that alone: “1.5万元” has no heading number, “2、制订了方案。” is
a sentence, a list of names has numbers and no text under them. What counts is the form of the line and what its
siblings are followed by.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from assistant.documents.model import Document, Paragraph
from assistant.text.numerals import HAN_DIGITS, parse_number
from assistant.text.patterns import compiled

NumberStyle = Literal["part", "chinese", "bracketed_chinese", "arabic", "bracketed_arabic"]

_CN = rf"[{HAN_DIGITS}十百千]{{1,5}}"
_DIGITS = r"\d{1,3}"
# 一、二季度… counts quarters and 一、二级… grades: there 一、 is no heading number.
_NOT_A_LIST = rf"(?!{_CN}(?:、|季度|[级类等线号期]))"
# A point before a digit is a decimal point, unless a year follows: 1.2025年工作回顾.
_NOT_A_DECIMAL = r"(?!\d)|[.．](?=(?:19|20)[\dXx×*]{2}年)"
_STYLES: tuple[tuple[NumberStyle, int, re.Pattern[str]], ...] = (
    ("part", 1, compiled(rf"\s*第\s*({_CN}|{_DIGITS})\s*(?:部分|[章节编篇])[：:、，]?\s*")),
    ("chinese", 1, compiled(rf"\s*({_CN})\s*[、.．]{_NOT_A_LIST}\s*")),
    ("bracketed_chinese", 2, compiled(rf"\s*[（(]\s*({_CN})\s*[）)]\s*[、.．]?\s*")),
    ("arabic", 3, compiled(rf"\s*({_DIGITS})\s*(?:、(?!\d+(?:月|、))|[.．]{_NOT_A_DECIMAL})\s*")),
    ("bracketed_arabic", 4, compiled(rf"\s*[（(]\s*({_DIGITS})\s*[）)]\s*[、.．]?\s*")),
)
# One-character numbers, as typed by those who know the symbol table: ㈠ ⒈ ⑴.
_SYMBOLS: tuple[tuple[NumberStyle, int, str], ...] = (
    ("bracketed_chinese", 2, "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"),
    ("arabic", 3, "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
    ("bracketed_arabic", 4, "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
)
_STARTS = frozenset(f"第（({HAN_DIGITS}十百千0123456789０１２３４５６７８９" + "".join(symbols for _, _, symbols in _SYMBOLS))
_LONGEST = {1: 60, 2: 60, 3: 45, 4: 45}
_LONGEST_LEAD = 20
_LONGEST_PREFIX = 45
_STOPS = "。；！？;!?"
_CONTENTS_ENTRY = compiled(r"[\t.…·]\s*\d+\s*$")
_ATTACHMENTS = compiled(r"\s*附件\s*\d*\s*[：:]")


class Number(NamedTuple):
    """The number a line begins with: its style, the level that style stands for (1-4), its value, and where the text begins."""

    style: NumberStyle
    level: int
    value: int
    end: int

    @property
    def rank(self) -> int:
        """The place in the tree: parts (第一部分) stand above 一、 although both are of level 1."""
        return 0 if self.style == "part" else self.level


class Prefix(NamedTuple):
    """A heading run into its paragraph: `text[:end]` is number and heading with its final mark."""

    number: Number
    end: int


class Section(NamedTuple):
    """A heading with what stands under it; the document itself is a section whose heading is None."""

    heading: Paragraph | None
    paragraphs: tuple[Paragraph, ...] = ()
    children: tuple[Section, ...] = ()

    def walk(self, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Section]]:
        """The section and all below it, in reading order, each with the headings from the top down to itself."""
        here = (*path, self.heading.text.strip()) if self.heading else path
        yield here, self
        for child in self.children:
            yield from child.walk(here)


def number_of(text: str) -> Number | None:
    """The heading number at the beginning of `text`, or None."""
    bare = text.lstrip()
    if bare[:1] not in _STARTS:
        return None
    for style, level, symbols in _SYMBOLS:
        if bare[0] in symbols:
            return Number(style, level, symbols.index(bare[0]) + 1, len(text) - len(bare) + 1)
    for style, level, pattern in _STYLES:
        if (found := pattern.match(text)) and (value := parse_number(found[1])):
            return Number(style, level, int(value), found.end())
    return None


def heading_prefix(text: str) -> Prefix | None:
    """The heading that “1.加强学习。全年……” begins with, or None: a number, one short sentence, and more text after it."""
    number = number_of(text)
    if number is None:
        return None
    stop = next((i for i in range(number.end, len(text)) if text[i] in _STOPS + "：:"), None)
    if stop is None or not 2 <= stop - number.end <= _LONGEST_PREFIX or text[stop] not in "。：:！":
        return None
    return Prefix(number, stop + 1) if text[stop + 1 :].strip() else None


def level_of(text: str) -> int:
    """The heading level (1-4) of a line seen alone, 0 where it is no heading."""
    number = number_of(text)
    return number.level if number and _is_heading_line(text, number) else 0


def _is_heading_line(text: str, number: Number) -> bool:
    rest = text[number.end :].strip()
    if not rest or len(rest) > _LONGEST[number.level] or _CONTENTS_ENTRY.search(rest):
        return False
    if rest[-1] in "：:":
        return len(rest) <= _LONGEST_LEAD
    if rest[-1] in "，、,…":
        return False
    # A heading of the first two levels may carry its 。; on the lower ones that is a list of sentences.
    body = rest[:-1] if number.level <= 2 and rest[-1] == "。" else rest
    return not any(c in _STOPS for c in body)


def with_headings(paragraphs: Iterable[Paragraph]) -> tuple[Paragraph, ...]:
    """The same paragraphs with `level` set on those of the body that are headings; levels already set are kept."""
    result = list(paragraphs)
    for group in _sibling_groups(result):
        if _has_text_below(result, group):
            for position, number in group:
                result[position] = replace(result[position], level=number.level)
    return tuple(result)


_MAY_BE_HEADING = (None, "heading", "text")
_Group = list[tuple[int, Number]]


def _candidates(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int, int, Number | None]]:
    """Position, rank and number of each line that may be a heading; of headings already known without their number."""
    attached = False
    for position, paragraph in enumerate(paragraphs):
        if paragraph.part != "body" or paragraph.cell is not None or paragraph.is_title or paragraph.kind not in _MAY_BE_HEADING:
            continue
        number = number_of(paragraph.text)
        attached = bool(_ATTACHMENTS.match(paragraph.text)) or (attached and number is not None and number.level == 3)
        if paragraph.level:
            yield position, paragraph.level, None
        elif number and not attached and _is_heading_line(paragraph.text, number):
            yield position, number.rank, number


def _sibling_groups(paragraphs: Sequence[Paragraph]) -> list[_Group]:
    """Candidates of one style under one parent, in order; a heading above them closes the group, and so does a new 1."""
    groups: list[_Group] = []
    open_groups: dict[NumberStyle, _Group] = {}
    for position, rank, number in _candidates(paragraphs):
        open_groups = {s: g for s, g in open_groups.items() if g[-1][1].rank <= rank}
        if number is None:
            continue
        group = open_groups.get(number.style)
        if group is None or (number.value == 1 and group[-1][1].value > 1):
            groups.append(group := [])
            open_groups[number.style] = group
        group.append((position, number))
    return groups


def _has_text_below(paragraphs: Sequence[Paragraph], group: _Group) -> bool:
    """Whether these lines are followed by text of their own; otherwise they are the items of a list.

    On the lower levels text after the last one alone does not count: a list too is followed by the next paragraph.
    On the first two levels a line is a heading even with nothing below it, unless it is a sentence.
    """
    positions, above = [position for position, _ in group], group[0][1]
    below = {p + 1 for p in positions if p + 1 < len(paragraphs)} - set(positions)
    followed = [p for p in below if _is_text(paragraphs[p], above)]
    if above.level > 2:
        return bool(followed) and (len(group) == 1 or min(followed) <= positions[-1])
    return bool(followed) or not any(paragraphs[p].text.rstrip().endswith("。") for p in positions)


def _is_text(paragraph: Paragraph, above: Number) -> bool:
    if paragraph.part != "body":
        return False
    number = number_of(paragraph.text)
    return number is None or number.level > above.level or (number.style != above.style and not level_of(paragraph.text))


@dataclass(slots=True)
class _Open:
    """A section being built."""

    heading: Paragraph | None
    rank: int
    value: int = 0
    paragraphs: list[Paragraph] = field(default_factory=list)
    children: list[_Open] = field(default_factory=list)

    def close(self) -> Section:
        return Section(self.heading, tuple(self.paragraphs), tuple(c.close() for c in self.children))


def outline(document: Document) -> Section:
    """The heading tree of the document's body; titles belong to no section.

    A number that continues an outer sequence in the wrong style (二、 followed by 3、) is put beside what it continues.
    """
    root = _Open(None, -1)
    stack = [root]
    for paragraph in document.body:
        if paragraph.is_title:
            continue
        if not paragraph.level:
            stack[-1].paragraphs.append(paragraph)
            continue
        opened = _place(paragraph, stack)
        stack[-1].children.append(opened)
        stack.append(opened)
    return root.close()


def _place(paragraph: Paragraph, stack: list[_Open]) -> _Open:
    """Close the sections that `paragraph` does not belong to and return the section it opens."""
    number = number_of(paragraph.text)
    rank = 0 if number and number.rank == 0 else paragraph.level
    value = number.value if number else 0
    while stack[-1].rank > rank:
        stack.pop()
    if stack[-1].rank == rank:
        stack.pop()
    elif value > 1 and (outer := _continued(stack, value)):
        rank = outer.rank
        while stack.pop() is not outer:
            pass
    return _Open(paragraph, rank, value)


def _continued(stack: list[_Open], value: int) -> _Open | None:
    """The innermost open section whose number `value` continues or repeats, where no sibling of its own style came before."""
    if any(child.value for child in stack[-1].children):
        return None
    return next((s for s in reversed(stack) if s.value in (value, value - 1) and s.rank >= 0), None)
