"""Splitting a report into passages along its heading tree."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from assistant.documents.headings import outline
from assistant.documents.model import Document

if TYPE_CHECKING:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

SPLIT_VERSION = 3
LONGEST = 200
# What an addressee, a signature and a date have not.
_SENTENCE = re.compile(r"[。！？；!?;]|^.{8,}，.{8,}")
SEPARATORS = ["\n\n", "\n", "。", "；", "，", ""]


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage before it is masked: the headings above it, outermost first, its first source line, and its text."""

    heading: tuple[str, ...]
    paragraph: int
    text: str


def split(document: Document) -> list[Piece]:
    """The passages of a report in reading order: each paragraph with its headings, over-long ones cut at sentence ends.

    An addressee above the text and a signature below it are no passages.
    """
    found = [(heading, paragraph) for heading, section in outline(document).walk() for paragraph in section.paragraphs]
    texts = [i for i, (heading, paragraph) in enumerate(found) if _SENTENCE.search(paragraph.text)]
    body = found[: texts[-1] + 1] if texts else found
    first = next((i for i, (heading, paragraph) in enumerate(body) if heading or i in texts), 0)
    return [Piece(heading, paragraph.index, part) for heading, paragraph in body[first:] for part in cut(paragraph.text.strip())]


def cut(text: str, longest: int = LONGEST) -> list[str]:
    """`text` in parts of at most `longest` characters that end where sentences end, if they can; none for an empty text."""
    parts = [text] if len(text) <= longest else _splitter(longest).split_text(text)
    return [part.strip() for part in parts if part.strip()]


@cache
def _splitter(longest: int) -> RecursiveCharacterTextSplitter:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    return RecursiveCharacterTextSplitter(separators=SEPARATORS, keep_separator="end", chunk_size=longest, chunk_overlap=0)
