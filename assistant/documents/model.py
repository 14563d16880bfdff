"""One model for every readable format: a document of parts, a part of paragraphs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from assistant.documents.report import BlockKind

PartName = Literal["body", "header", "footer", "footnote", "endnote", "textbox", "comment"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as the reader sees it.

    `index` counts from 1 inside its part (in text files it is the line number; in .docx table cells count too).
    `level` is 1-4 for a heading of 一、（一）1.（1） or Heading 1-4, 0 for anything else.
    `cell` is (table, row, column), each from 0, for a paragraph of a table; a cell that is empty has an empty paragraph.
    `kind` is what the style of a Word file of ours says the paragraph is, None in every other file.
    """

    text: str
    index: int
    level: int = 0
    part: PartName = "body"
    is_title: bool = False
    cell: tuple[int, int, int] | None = None
    kind: BlockKind | None = None


class Document(NamedTuple):
    """A document that was read: its paragraphs in reading order (all parts) and its warnings for the user (in Chinese).

    `author` and `keywords` are the properties of a Word file.
    """

    path: Path | None
    format: str
    paragraphs: tuple[Paragraph, ...]
    warnings: tuple[str, ...] = ()
    author: str = ""
    keywords: tuple[str, ...] = ()

    @property
    def body(self) -> tuple[Paragraph, ...]:
        """The paragraphs of the body, tables included."""
        return tuple(p for p in self.paragraphs if p.part == "body")

    @property
    def title(self) -> str:
        """The document's title (its lines joined), or an empty string where it has none."""
        return "".join(p.text.strip() for p in self.paragraphs if p.is_title)
