"""Splitting a report into passages along its heading tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from assistant.documents.model import Document, Paragraph

if TYPE_CHECKING:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

SPLIT_VERSION = 1
LONGEST = 280
SEPARATORS = ["\n\n", "\n", "。", "；", "，", ""]


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage before it is masked: where it stands (`paragraph` is its source line) and its text."""

    heading: tuple[str, ...]
    paragraph: int
    text: str


@dataclass(slots=True)
class _Headings:
    """The path of headings above the line being read."""

    path: list[tuple[int, str]] = field(default_factory=list)

    def enter(self, paragraph: Paragraph) -> None:
        self.path = [*(h for h in self.path if h[0] < paragraph.level), (paragraph.level, paragraph.text.strip())]

    @property
    def titles(self) -> tuple[str, ...]:
        return tuple(text for _, text in self.path)


def split(document: Document) -> list[Piece]:
    """The passages of a report in reading order: each paragraph with its headings, over-long ones cut at sentence ends."""
    return list(_pieces(document))


def _pieces(document: Document) -> Iterator[Piece]:
    headings = _Headings()
    for paragraph in document.body:
        text = paragraph.text.strip()
        if paragraph.is_title or not text:
            continue
        if paragraph.level:
            headings.enter(paragraph)
            continue
        for part in cut(text):
            yield Piece(headings.titles, paragraph.index, part)


def cut(text: str, longest: int = LONGEST) -> list[str]:
    """`text` in parts of at most `longest` characters that end where sentences end, if they can."""
    return [text] if len(text) <= longest else [p.strip() for p in _splitter(longest).split_text(text) if p.strip()]


@cache
def _splitter(longest: int) -> RecursiveCharacterTextSplitter:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    return RecursiveCharacterTextSplitter(separators=SEPARATORS, keep_separator="end", chunk_size=longest, chunk_overlap=0)
