"""From character offsets to runs: where in the XML of a .docx the characters of a paragraph are."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from assistant.documents.docx_text import Piece
from assistant.documents.model import PartName


@dataclass(frozen=True, slots=True)
class RunSpan:
    """The characters `start` to `end` of a w:r's own text (counted as python-docx's `Run.text` counts)."""

    run: etree._Element
    start: int
    end: int


@dataclass(slots=True)
class DocxMap:
    """The parsed parts of a .docx and the runs of its paragraphs.

    `roots` holds the root element of every part that was read, by member name, the body's first; `members` the member
    each paragraph stands in (comments can be put in that of the body only, text boxes of a page header stand elsewhere).
    """

    roots: dict[str, etree._Element] = field(default_factory=dict)
    pieces: dict[tuple[PartName, int], tuple[Piece, ...]] = field(default_factory=dict)
    members: dict[tuple[PartName, int], str] = field(default_factory=dict)

    def runs(self, part: PartName, index: int, start: int, end: int) -> list[RunSpan]:
        """The runs that spell `text[start:end]` of paragraph `index` of `part`, in order.

        Characters that stand in no run (automatic numbers, formulas) are left out; an empty list means there are no others.
        """
        touched = [p for p in self.pieces.get((part, index), ()) if p.start < end and start < p.end]
        return [RunSpan(p.run, p.offset + max(start - p.start, 0), p.offset + min(end, p.end) - p.start) for p in touched]
