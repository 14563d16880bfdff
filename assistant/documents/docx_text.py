"""The text of one Word paragraph as the reader sees it, and which run every character of it comes from.

Tracked changes are seen as accepted, fields by their result, hidden text not at all (ECMA-376 Part 1, 17.3 and 17.13.5).
A run's own text is counted as python-docx counts it: a tab is one character, a line break is one, a page break none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from assistant.documents.ooxml import MC, M, W, switched_on, value
from assistant.documents.styles import Styles

# Containers whose content is read as if they were not there.
_TRANSPARENT = frozenset(
    [W + n for n in ("ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "dir", "bdo")]
    + [W + "rubyBase", M + "oMath", M + "oMathPara"]
)
_SKIPPED = frozenset(W + n for n in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr", "rt"))
_DRAWINGS = frozenset(W + n for n in ("drawing", "pict", "object"))
_TEXT, _RUN, _FIELD, _RUBY = W + "t", W + "r", W + "fldChar", W + "ruby"
_ALTERNATES, _TEXT_BOX, _MATH_TEXT = MC + "AlternateContent", W + "txbxContent", M + "t"
_RPR, _VANISH, _RSTYLE = W + "rPr", W + "vanish", W + "rStyle"


def _symbol(element: etree._Element) -> str:
    try:
        return chr(int(value(element, "char") or "", 16))
    except (ValueError, OverflowError):
        return ""


_CHARACTERS: Mapping[str, Callable[[etree._Element], str]] = {
    W + "t": lambda e: e.text or "",
    W + "tab": lambda e: "\t",
    W + "ptab": lambda e: "\t",
    W + "cr": lambda e: "\n",
    W + "br": lambda e: "\n" if value(e, "type") in (None, "textWrapping") else "",
    W + "noBreakHyphen": lambda e: "-",
    W + "sym": _symbol,
}


def characters(element: etree._Element) -> str:
    """What a child of a w:r adds to the run's own text."""
    return _CHARACTERS[element.tag](element) if element.tag in _CHARACTERS else ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters `start` to `end` of a paragraph's text are the whole text of `run`."""

    start: int
    end: int
    run: etree._Element


@dataclass(slots=True)
class ParagraphText:
    """A paragraph's text while it is collected, with its pieces and the text boxes anchored in it."""

    chunks: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    length: int = 0

    @property
    def text(self) -> str:
        """What was collected so far."""
        return "".join(self.chunks)

    def add(self, text: str) -> None:
        """Append text that belongs to no run."""
        self.chunks.append(text)
        self.length += len(text)

    def add_run(self, run: etree._Element, text: str) -> None:
        """Append the whole text of a run."""
        self.pieces.append(Piece(self.length, self.length + len(text), run))
        self.add(text)


class TextCollector:
    """Collects paragraph texts of one part in order: a field may begin in one paragraph and end in another."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._fields: list[bool] = []  # one per open field: whether its result has been reached
        self.hidden = 0

    def collect(self, paragraph: etree._Element, into: ParagraphText, *, hidden: bool = False) -> None:
        """Append the text of a w:p to `into`; `hidden` says whether its style hides text."""
        self._walk(paragraph, into, hidden)

    def _walk(self, container: etree._Element, into: ParagraphText, hidden: bool) -> None:
        for child in container:
            tag = child.tag
            if tag == _RUN:
                self._run(child, into, hidden)
            elif tag in _TRANSPARENT:
                self._walk(child, into, hidden)
            elif tag == _ALTERNATES:
                self._walk(chosen(child), into, hidden)
            elif tag in _SKIPPED:
                continue
            elif isinstance(tag, str) and tag.startswith(M):
                self._math(child, into)

    def _run(self, run: etree._Element, into: ParagraphText, hidden: bool) -> None:
        text = ""
        for child in run:
            tag = child.tag
            if tag == _TEXT:
                text += child.text or ""
            elif tag == _RPR:
                hidden = self._is_hidden(child, hidden)
            elif tag == _FIELD:
                self._field(value(child, "fldCharType"))
            elif tag in _CHARACTERS:
                text += _CHARACTERS[tag](child)
            else:
                self._nested(child, into, hidden)
        if not text or not all(self._fields):
            return
        if hidden:
            self.hidden += len(text.strip())
        else:
            into.add_run(run, text)

    def _nested(self, child: etree._Element, into: ParagraphText, hidden: bool) -> None:
        """What a run holds besides characters: text boxes, and text with readings above it, of which the text is read."""
        if child.tag in _DRAWINGS:
            into.boxes.extend(_text_boxes(child))
        elif child.tag == _ALTERNATES:
            into.boxes.extend(_text_boxes(chosen(child)))
        elif child.tag == _RUBY:
            for base in child.iterchildren(W + "rubyBase"):
                self._walk(base, into, hidden)

    def _math(self, element: etree._Element, into: ParagraphText) -> None:
        # A formula is shown as text but no comment can be put inside it, so it belongs to no run.
        if all(self._fields):
            into.add("".join(t.text or "" for t in element.iter(_MATH_TEXT)))

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _is_hidden(self, properties: etree._Element, inherited: bool) -> bool:
        own = switched_on(properties.find(_VANISH))
        if own is not None:
            return own
        style = value(properties.find(_RSTYLE))
        return inherited or (style is not None and self._styles.get(style).hidden)


def chosen(alternates: etree._Element) -> etree._Element:
    """The branch of mc:AlternateContent to read: the first choice, the fallback only where there is none."""
    choice = alternates.find(MC + "Choice")
    return alternates if choice is None else choice


def _text_boxes(element: etree._Element) -> list[etree._Element]:
    """The text boxes inside `element`, outermost only, each once."""
    if element.tag == _TEXT_BOX:
        return [element]
    if element.tag == MC + "Fallback":
        return []
    return [box for child in element for box in _text_boxes(child)]
