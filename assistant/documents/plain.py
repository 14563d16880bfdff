"""Plain text: a line is a paragraph."""

from __future__ import annotations

from assistant.documents.headings import with_headings
from assistant.documents.model import Paragraph
from assistant.documents.titles import with_title
from assistant.text.patterns import compiled

_LINE_END = compiled(r"\r\n|\r|\n")


def lines(text: str) -> list[str]:
    """The lines of `text`, counted as editors do: CR LF, LF and CR end a line, nothing else does."""
    return _LINE_END.split(text)


def read_plain(text: str) -> tuple[Paragraph, ...]:
    """The lines that are not blank, as they stand (spaces included), with their line numbers, headings and title."""
    found = [Paragraph(line, number) for number, line in enumerate(lines(text), 1) if line.strip()]
    return with_title(with_headings(found))
