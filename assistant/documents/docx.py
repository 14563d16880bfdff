"""Reads .docx by walking its XML: every part in order, tracked changes as accepted, automatic numbers as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from assistant.documents.archive import Archive
from assistant.documents.docx_map import DocxMap
from assistant.documents.docx_text import ParagraphText, TextCollector, chosen
from assistant.documents.docx_warnings import warnings_of
from assistant.documents.headings import number_of, with_headings
from assistant.documents.model import Document, Paragraph, PartName
from assistant.documents.numbering import Numbering
from assistant.documents.ooxml import MC, R, W, number, parse, relationships, value
from assistant.documents.package import is_opendocument_text, main_part
from assistant.documents.styles import Style, Styles, with_direct
from assistant.documents.titles import with_title

_Cell = tuple[int, int, int]
_LOWEST = 4
_LONGEST_HEADING = 100
_TRANSPARENT = frozenset(W + n for n in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
_P, _TBL, _TR, _TC, _PPR = W + "p", W + "tbl", W + "tr", W + "tc", W + "pPr"
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
    return Document(path, "docx", paragraphs, warnings_of(archive, reader.map.roots, reader.hidden)), reader.map


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
        walker = _Walker(self, member, Numbering(self._numbering_root, self._styles), self._styles)
        for container in containers:
            walker.block(container, part, None)
            walker.flush(part, None)
        self.hidden += walker.hidden

    def add(self, member: str, part: PartName, text: ParagraphText, style: Style, cell: _Cell | None, index: int) -> None:
        """Keep a paragraph; an empty one only in a table, where it keeps the cells in their places."""
        if text.pieces:
            self.map.pieces[part, index] = tuple(text.pieces)
        self.map.members[part, index] = member
        if not text.text.strip() and cell is None:
            return
        body = part == "body" and cell is None
        level = _level(text.text, style) if body else 0
        title = body and not level and style.is_title
        self.paragraphs.append(Paragraph(text.text, index, level, part, title, cell))

    def next_index(self, part: PartName) -> int:
        """Count one more paragraph of `part`."""
        self._indexes[part] += 1
        return self._indexes[part]


class _Walker:
    """Walks the blocks of one part."""

    def __init__(self, reader: _Reader, member: str, numbering: Numbering, styles: Styles) -> None:
        self._reader, self._member, self._numbering, self._styles = reader, member, numbering, styles
        self._collector = TextCollector(styles)
        self._tables = 0
        self._joined: ParagraphText | None = None
        self._joined_index = 0

    @property
    def hidden(self) -> int:
        """How many hidden characters were left out."""
        return self._collector.hidden

    def block(self, container: etree._Element, part: PartName, cell: _Cell | None) -> None:
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
        if self._joined is not None:
            joined, self._joined = self._joined, None
            self._reader.add(self._member, part, joined, Style(), cell, self._joined_index)

    def _paragraph(self, element: etree._Element, part: PartName, cell: _Cell | None) -> None:
        index = self._reader.next_index(part)
        properties = element.find(_PPR)
        style = self._styles.get(None if properties is None else value(properties.find(W + "pStyle")))
        style = with_direct(style, properties)
        text = ParagraphText()
        if self._joined is not None and self._joined.length:
            text, index = self._joined, self._joined_index
        self._joined = None
        deleted = _mark_deleted(properties)
        if not deleted and not text.length:
            text.add(self._numbering.label(style))
        self._collector.collect(element, text, hidden=style.hidden)
        if deleted:
            self._joined, self._joined_index = text, index
        else:
            self._reader.add(self._member, part, text, style, cell, index)
        boxes, text.boxes = text.boxes, []
        for box in boxes:
            inner = _Walker(self._reader, self._member, self._numbering, self._styles)
            inner.block(box, "textbox", None)
            inner.flush("textbox", None)
            self._collector.hidden += inner.hidden

    def _table(self, table: etree._Element, part: PartName, outer: _Cell | None) -> None:
        """Read a table's cells; the text of a table inside a cell belongs to that cell."""
        index = self._tables
        self._tables += outer is None
        for row, element in enumerate(_accepted(table, _TR, f"{W}trPr/{W}del")):
            column = number(value(element.find(f"{W}trPr/{W}gridBefore"))) or 0
            for box in _accepted(element, _TC, f"{W}tcPr/{W}cellDel"):
                cell = outer or (index, row, column)
                self.block(box, part, cell)
                self.flush(part, cell)
                column += number(value(box.find(f"{W}tcPr/{W}gridSpan"))) or 1


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
