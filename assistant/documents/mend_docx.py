"""Edits in Word files: characters of runs are replaced; the rest of the XML and all other parts stay."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from lxml import etree

from assistant.documents.archive import DAMAGED, damaged
from assistant.documents.docx import read_docx
from assistant.documents.docx_text import characters
from assistant.documents.ooxml import W, serialised

if TYPE_CHECKING:
    from assistant.documents.mend import Edit

_TEXT = W + "t"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class WordCopy:
    """A .docx and the edits to be made in each of its runs: (from, to, new text)."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        document, self._map = read_docx(data)
        self._texts = {(p.part, p.index): p.text for p in document.paragraphs}
        self._edits: dict[etree._Element, list[tuple[int, int, str]]] = {}
        self._changed: set[str] = set()

    def make(self, edit: Edit) -> bool:
        """Note an edit; whether its text stands in runs where it should, untouched by another edit."""
        place = (edit.part, edit.paragraph)
        spans = self._map.runs(*place, edit.start, edit.end)
        in_runs = sum(s.end - s.start for s in spans) == len(edit.old)
        if not in_runs or self._texts.get(place, "")[edit.start : edit.end] != edit.old:
            return False
        if any(s.start < end and start < s.end for s in spans for start, end, _ in self._edits.get(s.run, ())):
            return False
        for number, span in enumerate(spans):
            self._edits.setdefault(span.run, []).append((span.start, span.end, "" if number else edit.new))
        self._changed.add(self._map.members[place])
        return True

    def save(self) -> bytes:
        """The file with all edits."""
        for run, made in self._edits.items():
            for start, end, new in sorted(made, reverse=True, key=lambda e: e[0]):
                _replace(run, start, end, new)
        stream = io.BytesIO()
        try:
            self._write(stream)
        except DAMAGED as error:
            raise damaged() from error
        return stream.getvalue()

    def _write(self, stream: io.BytesIO) -> None:
        with zipfile.ZipFile(io.BytesIO(self._data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as copy:
            for member in old.infolist():
                data = old.read(member)
                name = member.filename
                copy.writestr(member, serialised(self._map.roots[name], data) if name in self._changed else data)


def _replace(run: etree._Element, start: int, end: int, new: str) -> None:
    """Replace characters `start` to `end` of a run's own text. A tab or a line break among them goes."""
    offset = 0
    for child in list(run):
        text = characters(child)
        low, high = max(start - offset, 0), min(end - offset, len(text))
        offset += len(text)
        if low >= high:
            continue
        if child.tag == _TEXT:
            child.text = text[:low] + new + text[high:]
            child.set(_SPACE, "preserve")
            new = ""
        else:
            new = _swap(run, child, new)


def _swap(run: etree._Element, child: etree._Element, new: str) -> str:
    """Put the new text in place of a child that is no text; what is then left to put."""
    if new:
        text = etree.SubElement(run, _TEXT)
        text.text = new
        text.set(_SPACE, "preserve")
        child.addprevious(text)
    run.remove(child)
    return ""
