"""The text of one Word paragraph as the reader sees it, and which run every character of it comes from.

Tracked changes are seen as accepted, fields by their result, hidden text not at all (ECMA-376 Part 1, 17.3 and 17.13.5).
A run's own text is counted as python-docx counts it: a tab is one character, a line break is one, a page break none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from assistant.documents.ooxml import MC, M, W, switched_on, value
from assistant.documents.styles import Styles

# Containers whose content is read as if they were not there.
_TRANSPARENT = frozenset(
    [W + n for n in ("ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "dir", "bdo")]
    + [W + "rubyBase", M + "oMathPara"]
)
_GONE = frozenset(W + n for n in ("del", "moveFrom"))
_DRAWINGS = frozenset(W + n for n in ("drawing", "pict", "object"))
_RUN, _FIELD, _RUBY, _TEXT_BOX, _MATH = W + "r", W + "fldChar", W + "ruby", W + "txbxContent", M + "oMath"
_ALTERNATES, _RPR, _VANISH, _RSTYLE = MC + "AlternateContent", W + "rPr", W + "vanish", W + "rStyle"

# What the usual symbol fonts (Wingdings and its kin) show for their codes; other codes of theirs are shown as a box.
_SYMBOLS = {0x6C: "●", 0x6E: "■", 0x6F: "□", 0x75: "◆", 0xA8: "□", 0xD8: "➢", 0xE0: "→", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑"}
_SYMBOLS |= {0x52: "☑", 0x9F: "•", 0xA7: "▪"}
_PRIVATE = range(0xF000, 0xF100)


def _symbol(element: etree._Element) -> str:
    try:
        code = int(value(element, "char") or "", 16)
    except ValueError:
        return ""
    if code in _PRIVATE:
        return _SYMBOLS.get(code - _PRIVATE.start, "□")
    return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE else ""


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
    """Characters `start` to `end` of a paragraph's text are those of `run`'s own text from `offset` on."""

    start: int
    end: int
    run: etree._Element
    offset: int


@dataclass(slots=True)
class ParagraphText:
    """A paragraph's text while it is collected, with its pieces and the text boxes anchored in it."""

    chunks: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    length: int = 0

    def add(self, text: str) -> None:
        """Append text that belongs to no run."""
        self.chunks.append(text)
        self.length += len(text)

    def add_from(self, run: etree._Element, offset: int, text: str) -> None:
        """Append text that stands in `run` at `offset` of its own text."""
        if text:
            self.pieces.append(Piece(self.length, self.length + len(text), run, offset))
            self.add(text)

    def finished(self, label: str) -> tuple[str, tuple[Piece, ...]]:
        """The text with its automatic number in front, and the pieces counted in that text."""
        text, shift = label + "".join(self.chunks), len(label)
        if not shift:
            return text, tuple(self.pieces)
        return text, tuple(Piece(p.start + shift, p.end + shift, p.run, p.offset) for p in self.pieces)


class TextCollector:
    """Collects paragraph texts of one part in order: a field may begin in one paragraph and end in another."""

    def __init__(self, styles: Styles, root: etree._Element) -> None:
        self._styles = styles
        kinds = Counter(value(e, "fldCharType") for e in root.iter(_FIELD))
        # In a part with a field that never ends, fields are ignored rather than letting one swallow the rest.
        self._follows_fields = kinds["begin"] == kinds["end"]
        self._fields: list[bool] = []  # one per open field: whether its result has been reached
        self._codes = 0  # open fields whose result has not been reached
        self.hidden = 0

    def collect(self, container: Iterable[etree._Element], into: ParagraphText, hidden: bool) -> None:
        """Append the text in a w:p (or a container in one) to `into`; `hidden` says whether its style hides text."""
        for child in container:
            tag = child.tag
            if tag == _RUN:
                self._run(child, into, hidden)
            elif tag in _TRANSPARENT:
                self.collect(child, into, hidden)
            elif tag == _ALTERNATES:
                self.collect(chosen(child), into, hidden)
            elif tag == _MATH and not self._codes:
                # A formula is shown as text, but no comment can be put inside it: it belongs to no run.
                into.add("".join(t.text or "" for t in child.iter(M + "t")))
            elif tag in _GONE:
                for mark in child.iter(_FIELD):
                    self._field(mark)

    def _run(self, run: etree._Element, into: ParagraphText, hidden: bool) -> None:
        offset = 0
        for child in run:
            tag = child.tag
            if tag in _CHARACTERS:
                text = _CHARACTERS[tag](child)
                if hidden:
                    self.hidden += len(text.strip())
                elif not self._codes:
                    into.add_from(run, offset, text)
                offset += len(text)
            elif tag == _RPR:
                hidden = self._is_hidden(child, hidden)
            elif tag == _FIELD:
                self._field(child)
            else:
                self._nested(child, into, hidden)

    def _nested(self, child: etree._Element, into: ParagraphText, hidden: bool) -> None:
        """What a run holds besides characters: text boxes, text with readings above it, and newer kinds of content."""
        if child.tag in _DRAWINGS:
            into.boxes.extend(_text_boxes(child))
        elif child.tag == _RUBY:
            self.collect(child.iterchildren(W + "rubyBase"), into, hidden)
        elif child.tag == _ALTERNATES:
            into.boxes.extend(boxes := _text_boxes(child))
            if not boxes and not hidden and not self._codes:
                # Emoji are such a case: a new element, and for older programs the character itself.
                into.add("".join(map(characters, child.iterfind(f"{MC}Fallback/*"))))

    def _field(self, mark: etree._Element) -> None:
        """Follow a field: between its begin and its separator stands its code, which nobody sees."""
        kind = value(mark, "fldCharType") if self._follows_fields else None
        if kind == "begin":
            self._fields.append(False)
            self._codes += 1
        elif kind == "separate" and self._fields and not self._fields[-1]:
            self._fields[-1] = True
            self._codes -= 1
        elif kind == "end" and self._fields and not self._fields.pop():
            self._codes -= 1

    def _is_hidden(self, properties: etree._Element, inherited: bool) -> bool:
        own = switched_on(properties.find(_VANISH))
        if own is not None:
            return own
        style = value(properties.find(_RSTYLE))
        return inherited or (style is not None and self._styles.get(style).hidden)


def chosen(alternates: etree._Element) -> Iterable[etree._Element]:
    """What to read of a mc:AlternateContent: the content of the first choice, of the fallback only where there is none."""
    branch = alternates.find(MC + "Choice")
    return alternates.iterfind(f"{MC}Fallback/*") if branch is None else branch


def _text_boxes(element: etree._Element) -> list[etree._Element]:
    """The text boxes inside `element`, outermost only, each once."""
    if element.tag == _TEXT_BOX:
        return [element]
    inside = chosen(element) if element.tag == _ALTERNATES else element
    return [box for child in inside for box in _text_boxes(child)]
