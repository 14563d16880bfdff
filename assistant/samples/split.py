"""Splitting a report into passages along its heading tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from assistant.documents.headings import outline
from assistant.documents.model import Document

if TYPE_CHECKING:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

SPLIT_VERSION = 1
LONGEST = 200
SEPARATORS = ["\n\n", "\n", "。", "；", "，", ""]


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage before it is masked: the headings above it, outermost first, its first source line, and its text."""

    heading: tuple[str, ...]
    paragraph: int
    text: str


def split(document: Document) -> list[Piece]:
    """The passages of a report in reading order: each paragraph with its headings, over-long ones cut at sentence ends."""
    return list(_pieces(document))


def _pieces(document: Document) -> Iterator[Piece]:
    for heading, section in outline(document).walk():
        for paragraph in section.paragraphs:
            for part in cut(paragraph.text.strip()):
                yield Piece(heading, paragraph.index, part)


def cut(text: str, longest: int = LONGEST) -> list[str]:
    """`text` in parts of at most `longest` characters that end where sentences end, if they can; none for an empty text."""
    parts = [text] if len(text) <= longest else _splitter(longest).split_text(text)
    return [part.strip() for part in parts if part.strip()]


@cache
def _splitter(longest: int) -> RecursiveCharacterTextSplitter:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    return RecursiveCharacterTextSplitter(separators=SEPARATORS, keep_separator="end", chunk_size=longest, chunk_overlap=0)
