"""Reads .docx by walking its XML: every part in order, tracked changes as accepted, automatic numbers as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from assistant.documents.archive import Archive
from assistant.documents.docx_map import DocxMap
from assistant.documents.docx_text import ParagraphText, Piece, TextCollector, chosen
from assistant.documents.docx_warnings import warnings_of
from assistant.documents.headings import number_of, with_headings
from assistant.documents.limits import MOST_PARAGRAPHS, too_big
from assistant.documents.model import Document, Paragraph, PartName
from assistant.documents.numbering import Numbering
from assistant.documents.ooxml import MC, R, W, number, parse, relationships, value
from assistant.documents.package import is_opendocument_text, main_part
from assistant.documents.properties import properties
from assistant.documents.styles import Style, Styles, with_direct
from assistant.documents.titles import with_title

_Cell = tuple[int, int, int]
_LOWEST = 4
_MOST_COLUMNS = 63
_LONGEST_HEADING = 100
_TRANSPARENT = frozenset(W + n for n in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
_P, _TBL, _TR, _TC, _PPR, _PSTYLE = W + "p", W + "tbl", W + "tr", W + "tc", W + "pPr", W + "pStyle"
_NOTES: tuple[tuple[str, PartName], ...] = (("footnotes", "footnote"), ("endnotes", "endnote"), ("comments", "comment"))
_MARGINS: tuple[tuple[str, PartName], ...] = (("header", "header"), ("footer", "footer"))


def is_word(data: bytes) -> bool:
    """Whether a zip archive is to be read here; an .odt is not, anything else is refused here with its name."""
    return not is_opendocument_text(Archive(data))


def read_docx(data: bytes, path: Path | None = None) -> tuple[Document, DocxMap]:
    """The document in `data` and its map from offsets to runs. Raises DocumentError where it is damaged or too big."""
    archive = Archive(data)
    reader = _Reader(archive, main_part(archive))
    reader.read()
    paragraphs = with_title(with_headings(reader.paragraphs))
    warnings = warnings_of(archive, reader.map.roots, reader.hidden)
    return Document(path, "docx", paragraphs, warnings, *properties(archive)), reader.map


class _Reader:
    """Walks the parts of one package and collects their paragraphs."""

    def __init__(self, archive: Archive, main: str) -> None:
        self.paragraphs: list[Paragraph] = []
        self.map = DocxMap()
        self.hidden = 0
        self._archive = archive
        self._main = main
        self._links = relationships(archive, main)
        self._styles = Styles(self._single("styles"))
        self._numbering_root = self._single("numbering")
        self._indexes: Counter[PartName] = Counter()
        self._tables = 0

    def read(self) -> None:
        """Read the body with its text boxes, then notes, comments, headers and footers."""
        root = self.map.roots[self._main] = parse(self._archive, self._main)
        body = root.find(W + "body")
        self._story(self._main, "body", [] if body is None else [body])
        for kind, part in _NOTES:
            for member in self._members(kind):
                notes = self._root(member)
                self._story(member, part, [n for n in notes if value(n, "type") in (None, "normal")])
        for kind, part in _MARGINS:
            for member in self._shown(root, kind):
                self._story(member, part, [self._root(member)])

    def _root(self, member: str) -> etree._Element:
        """The root of a part; each is parsed once."""
        if member not in self.map.roots:
            self.map.roots[member] = parse(self._archive, member)
        return self.map.roots[member]

    def _members(self, kind: str) -> list[str]:
        targets = [r.target for r in self._links if r.kind == kind and not r.external and r.target in self._archive]
        return list(dict.fromkeys(targets))

    def _single(self, kind: str) -> etree._Element | None:
        members = self._members(kind)
        return parse(self._archive, members[0]) if members else None

    def _shown(self, root: etree._Element, kind: str) -> list[str]:
        """The headers or footers that sections refer to, in order, each once."""
        targets = {r.id: r.target for r in self._links if r.kind == kind and not r.external}
        used = [targets.get(e.get(R + "id", ""), "") for e in root.iter(f"{W}{kind}Reference")]
        return [t for t in dict.fromkeys(used) if t in self._archive]

    def _story(self, member: str, part: PartName, containers: list[etree._Element]) -> None:
        collector = TextCollector(self._styles, self.map.roots[member])
        walker = _Walker(self, member, Numbering(self._numbering_root, self._styles), self._styles, collector)
        for container in containers:
            walker.block(container, part, None)
            walker.flush(part, None)
        self.hidden += collector.hidden

    def add(self, member: str, found: Paragraph, pieces: tuple[Piece, ...]) -> None:
        """Keep a paragraph; an empty one only in a table, where it keeps the cells in their places."""
        if pieces:
            self.map.pieces[found.part, found.index] = pieces
        self.map.members[found.part, found.index] = member
        if found.text.strip() or found.cell:
            self.paragraphs.append(found)

    def next_table(self) -> int:
        """Count one more table of the document, from 0."""
        self._tables += 1
        return self._tables - 1

    def next_index(self, part: PartName) -> int:
        """Count one more paragraph of `part`."""
        self._indexes[part] += 1
        if self._indexes[part] > MOST_PARAGRAPHS:
            raise too_big(f"超过 {MOST_PARAGRAPHS} 段")
        return self._indexes[part]


@dataclass(slots=True)
class _Unfinished:
    """A paragraph that is being read: its index, its properties, its text so far."""

    index: int
    style: Style
    text: ParagraphText


class _Walker:
    """Walks the blocks of one part, or of a text box in it."""

    def __init__(self, reader: _Reader, member: str, numbering: Numbering, styles: Styles, collector: TextCollector) -> None:
        self._reader, self._member, self._numbering, self._styles = reader, member, numbering, styles
        self._collector = collector
        self._open: _Unfinished | None = None

    def block(self, container: Iterable[etree._Element], part: PartName, cell: _Cell | None) -> None:
        """Read what stands in `container`."""
        for child in container:
            tag = child.tag
            if tag == _P:
                self._paragraph(child, part, cell)
            elif tag == _TBL:
                self._table(child, part, cell)
            elif tag in _TRANSPARENT:
                self.block(child, part, cell)
            elif tag == MC + "AlternateContent":
                self.block(chosen(child), part, cell)

    def flush(self, part: PartName, cell: _Cell | None) -> None:
        """Keep a paragraph whose mark was deleted with nothing after it to join."""
        if self._open is not None:
            self._keep(self._open, part, cell)

    def _paragraph(self, element: etree._Element, part: PartName, cell: _Cell | None) -> None:
        index = self._reader.next_index(part)
        properties = element.find(_PPR)
        style = with_direct(self._styles.get(None if properties is None else value(properties.find(_PSTYLE))), properties)
        # What stands before a deleted paragraph mark runs into this paragraph, whose properties hold for both.
        here = self._open or _Unfinished(index, style, ParagraphText())
        here.style = style
        self._collector.collect(element, here.text, style.hidden)
        if not _mark_deleted(properties):
            self._keep(here, part, cell)
        elif here.text.length or here.text.boxes:
            self._open = here

    def _keep(self, here: _Unfinished, part: PartName, cell: _Cell | None) -> None:
        self._open = None
        text, pieces = here.text.finished(self._numbering.label(here.style))
        body = part == "body" and cell is None
        kind = self._styles.report_kind(here.style) if body else None
        level = 0 if not body else here.style.level if kind == "heading" else _level(text, here.style)
        title = body and not level and here.style.is_title
        self._reader.add(self._member, Paragraph(text, here.index, level, part, title, cell, kind), pieces)
        for box in here.text.boxes:
            inner = _Walker(self._reader, self._member, self._numbering, self._styles, self._collector)
            inner.block(box, "textbox", None)
            inner.flush("textbox", None)

    def _table(self, table: etree._Element, part: PartName, outer: _Cell | None) -> None:
        """Read a table's cells; the text of a table inside a cell belongs to that cell."""
        index = self._reader.next_table() if outer is None else outer[0]
        for row, element in enumerate(_accepted(table, _TR, f"{W}trPr/{W}del")):
            column = _columns(element.find(f"{W}trPr/{W}gridBefore"))
            for box in _accepted(element, _TC, f"{W}tcPr/{W}cellDel"):
                cell = outer or (index, row, column)
                self.block(box, part, cell)
                self.flush(part, cell)
                column += _columns(box.find(f"{W}tcPr/{W}gridSpan")) or 1


def _columns(element: etree._Element | None) -> int:
    """How many columns a w:gridSpan or w:gridBefore stands for; Word has at most 63."""
    return min(max(number(value(element)) or 0, 0), _MOST_COLUMNS)


def _accepted(container: etree._Element, tag: str, deletion: str) -> Iterator[etree._Element]:
    """The rows or cells that stay when tracked changes are accepted, those inside content controls included."""
    for child in container:
        if child.tag == tag:
            if child.find(deletion) is None:
                yield child
        elif child.tag in _TRANSPARENT:
            yield from _accepted(child, tag, deletion)


def _mark_deleted(properties: etree._Element | None) -> bool:
    mark = None if properties is None else properties.find(W + "rPr")
    return mark is not None and (mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None)


def _level(text: str, style: Style) -> int:
    """The level a heading style gives: the number in the text decides, and a whole paragraph is no heading."""
    bare = text.strip()
    if not style.level or not bare or len(bare) > _LONGEST_HEADING or "。" in bare[:-1]:
        return 0
    found = number_of(bare)
    return found.level if found else min(style.level, _LOWEST)
