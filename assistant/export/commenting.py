"""Word comments at exact phrases: runs are split where a phrase begins and ends, their formatting copied."""

from __future__ import annotations

from bisect import bisect
from copy import deepcopy
from io import BytesIO
from typing import IO, TYPE_CHECKING, cast

from assistant.documents.archive import DAMAGED
from assistant.documents.docx_map import DocxMap, RunSpan
from assistant.documents.docx_text import characters
from assistant.documents.model import PartName
from assistant.documents.ooxml import W
from assistant.errors import DocumentError
from assistant.export.anchors import around
from assistant.export.printable import printable

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.text.run import CT_R
    from lxml import etree

_RUN, _PROPERTIES = W + "r", W + "rPr"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PLACES: tuple[PartName, ...] = ("body", "textbox")
_STYLE = "annotation text"
_WHOLE = 1 << 30


class Commenter:
    """Adds comments to one Word document, addressed by paragraph and character as the reader counts them."""

    def __init__(self, data: bytes, runs: DocxMap, author: str) -> None:
        """Open the .docx in `data`, of which `runs` is the map. Raises DocumentError where it cannot be written again."""
        self._document = _opened(data)
        self._map = runs
        self._author = author
        mapped = next(iter(runs.roots.values()))
        # The map's tree and python-docx's are two readings of one file.
        ours, theirs = list(mapped.iter(_RUN)), list(self._document.element.iter(_RUN))
        if len(ours) != len(theirs):
            raise _not_standard()
        self._twins: dict[etree._Element, CT_R] = {run: cast("CT_R", twin) for run, twin in zip(ours, theirs, strict=True)}
        self._cuts: dict[CT_R, list[tuple[int, CT_R]]] = {}
        self._style = _comment_style(self._document)

    def comment(self, part: PartName, paragraph: int, start: int, end: int, text: str) -> bool:
        """Comment characters `start` to `end`, at least one of them; whether there was a place for it."""
        if part not in _PLACES:
            return False
        # What stands in no run (an automatic number) is commented at its whole paragraph.
        spans = self._map.runs(part, paragraph, start, max(end, start + 1)) or self._map.runs(part, paragraph, 0, _WHOLE)
        targets = [run for span in spans for run in self._phrase(span)]
        if targets:
            self._attach(targets[0], targets[-1], text)
        return bool(targets)

    def comment_on_top(self, text: str) -> None:
        """Comment the beginning of the document."""
        from docx.oxml import OxmlElement

        first = next(self._document.element.body.iter(W + "p"), None)
        paragraph = self._document.add_paragraph()._p if first is None else first
        run = cast("CT_R", OxmlElement("w:r"))
        paragraph.insert(1 if paragraph.pPr is not None else 0, run)
        self._attach(run, run, text)

    def save(self, stream: IO[bytes]) -> None:
        """Write the document with its comments."""
        self._document.save(stream)

    def _attach(self, first: etree._Element, last: etree._Element, text: str) -> None:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        comment = self._document.comments.add_comment(printable(text), self._author, self._author[:2])
        for paragraph in comment.paragraphs:
            paragraph._p.style = self._style
        identity = {qn("w:id"): str(comment.comment_id)}
        reference = OxmlElement("w:r")
        reference.append(OxmlElement("w:commentReference", attrs=identity))
        first.addprevious(OxmlElement("w:commentRangeStart", attrs=identity))
        last.addnext(reference)
        last.addnext(OxmlElement("w:commentRangeEnd", attrs=identity))

    def _phrase(self, span: RunSpan) -> list[etree._Element]:
        """The runs that are exactly `span`, or the ends of what is around it where no comment can be inside."""
        run = self._twins.get(span.run)
        if run is None:
            return []
        if ends := around(run):
            return list(ends)
        self._cut(run, span.start)
        self._cut(run, span.end)
        return [piece for start, piece in self._cuts[run] if span.start <= start < span.end]

    def _cut(self, run: CT_R, at: int) -> None:
        """Split what was `run` so that a run begins at its character `at`."""
        pieces = self._cuts.setdefault(run, [(0, run)])
        index = bisect(pieces, at, key=lambda piece: piece[0]) - 1
        start, piece = pieces[index]
        if start < at and (rest := _split(piece, at - start)) is not None:
            pieces.insert(index + 1, (at, rest))


def _split(run: CT_R, at: int) -> CT_R | None:
    """Move what `run` holds from its character `at` on into a new run after it; None where there is nothing."""
    sizes = [(child, len(characters(child))) for child in run if child.tag != _PROPERTIES]
    if at >= sum(size for _, size in sizes):
        return None
    rest = deepcopy(run)
    rest[:] = [child for child in rest if child.tag == _PROPERTIES]
    position = 0
    for child, size in sizes:
        if position >= at:
            rest.append(child)
        elif position + size > at:
            rest.append(_split_text(child, at - position))
        position += size
    run.addnext(rest)
    return rest


def _split_text(element: etree._Element, at: int) -> etree._Element:
    """Cut a w:t at character `at` and return the w:t of the rest."""
    rest = deepcopy(element)
    text = element.text or ""
    element.text, rest.text = text[:at], text[at:]
    for half in (element, rest):
        half.set(_SPACE, "preserve")
    return rest


def _opened(data: bytes) -> Document:
    from docx import Document as open_document

    try:
        return open_document(BytesIO(data))
    except (*DAMAGED, SyntaxError, AttributeError) as error:
        raise _not_standard() from error


def _not_standard() -> DocumentError:
    return DocumentError("这个文件不能加批注：它不是标准的 .docx 文档", "请用 Word 或 WPS 打开它，另存为 .docx 后重试")


def _comment_style(document: Document) -> str:
    """The id of the style of comments, made where the document has none, lest comments look like its body."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    found = next((s for s in document.styles if s.name == _STYLE), None)
    if found is not None:
        return str(found.style_id)
    style = document.styles.add_style(_STYLE, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    style.font.size = Pt(10.5)
    style.paragraph_format.line_spacing = 1.0
    style.paragraph_format.first_line_indent = Pt(0)
    return str(style.style_id)
