"""Any readable document as Word: a .docx as it is, others converted, with the way from the places of the one to the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assistant.documents.docx import read_docx
from assistant.documents.docx_map import DocxMap
from assistant.documents.model import Document, Paragraph, PartName
from assistant.documents.read import read, read_word

_FAR = 20  # how many paragraphs ahead a paragraph is looked for in the converted document


@dataclass(frozen=True, slots=True)
class _Move:
    """Where a paragraph went: its new number, and how many characters were taken off its beginning."""

    text: str
    paragraph: int
    dropped: int


@dataclass(frozen=True, slots=True)
class WordCopy:
    """A .docx and its map; `moves` tells where each paragraph of a converted text went and is empty for Word files."""

    data: bytes
    runs: DocxMap
    moves: dict[int, list[_Move]] = field(default_factory=dict)

    def place(self, part: PartName, paragraph: int, start: int, end: int, text: str = "") -> tuple[int, int, int]:
        """Paragraph, start and end in the .docx of what was found in the source; `text` chooses among cells of one line."""
        candidates = self.moves.get(paragraph, []) if part == "body" else []
        move = next((m for m in candidates if not text or m.text[start:end] == text), None)
        if move is None:
            return (paragraph, start, end) if not self.moves else (0, 0, 0)
        return move.paragraph, max(start - move.dropped, 0), max(end - move.dropped, 0)


def word_copy(source: Path) -> WordCopy:
    """`source` as a .docx with its map. Raises DocumentError where it cannot be read."""
    word = read_word(source)
    return WordCopy(*word) if word else _converted(read(source))


def _converted(document: Document) -> WordCopy:
    from assistant.config import load_config
    from assistant.documents.to_report import to_report
    from assistant.export import render

    data = render(to_report(document), ".docx", load_config())
    word, runs = read_docx(data)
    moves: dict[int, list[_Move]] = {}
    for before, after in _aligned(document.body, word.body):
        dropped = len(before.text) - len(before.text.lstrip())
        moves.setdefault(before.index, []).append(_Move(before.text, after.index, dropped))
    return WordCopy(data, runs, moves)


def _aligned(before: Sequence[Paragraph], after: Sequence[Paragraph]) -> Iterator[tuple[Paragraph, Paragraph]]:
    """The paragraphs of two documents that are the same, in order."""
    targets = [p for p in after if p.text.strip()]
    position = 0
    for paragraph in before:
        wanted = paragraph.text.strip()
        ahead = range(position, min(position + _FAR, len(targets)))
        found = next((i for i in ahead if wanted and targets[i].text.strip() == wanted), None)
        if found is not None:
            yield paragraph, targets[found]
            position = found + 1
