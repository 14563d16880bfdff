"""The styles of a .docx, as far as reading needs them: headings, title, numbering, hidden text, alignment."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

from assistant.documents.ooxml import W, number, switched_on, value
from assistant.documents.report import BlockKind

_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_TITLE_NAMES = ("title", "标题")
# Names rather than ids, which other programs change when they save. That the file is ours is told by three names together.
_OURS = frozenset(("附件说明", "表格表头", "salutation"))
_KINDS: dict[str, BlockKind] = {
    "title": "title",
    "subtitle": "subtitle",
    "salutation": "addressee",
    "body text": "text",
    "附件说明": "attachment",
    "signature": "signature",
    "date": "date",
    **{f"heading {level}": "heading" for level in range(1, 5)},
}


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says about a paragraph, everything it is based on included.

    `level` is 1-9 for a style of the outline, 0 for body text; `numbering` is (numId, ilvl), either may be None.
    """

    id: str = ""
    name: str = ""
    level: int = 0
    numbering: tuple[str | None, int | None] = (None, None)
    hidden: bool = False
    centred: bool = False

    @property
    def is_title(self) -> bool:
        """Whether this is Word's Title style."""
        return self.name.lower() in _TITLE_NAMES


class Styles:
    """Styles by id; an unknown id gives the default."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements = {} if root is None else {e.get(W + "styleId", ""): e for e in root.iterchildren(W + "style")}
        names = {(value(e.find(W + "name")) or "").lower() for e in self._elements.values()}
        self._ours = names >= _OURS
        self._resolved: dict[str, Style] = {}
        self.default = self.get(next((i for i, e in self._elements.items() if _is_default(e)), ""))

    def report_kind(self, style: Style) -> BlockKind | None:
        """What `style` says a paragraph is, in a file this program has written; None in any other."""
        return _KINDS.get(style.name.lower()) if self._ours else None

    def get(self, style_id: str | None) -> Style:
        """The style with this id, resolved; None asks for the default paragraph style."""
        if style_id is None:
            return self.default
        if style_id not in self._resolved:
            # Entered first, so that a style based on itself ends here.
            self._resolved[style_id] = Style()
            self._resolved[style_id] = self._resolve(style_id)
        return self._resolved[style_id]

    def numbering_style(self, style_id: str) -> str | None:
        """The numId of a numbering style (w:numStyleLink points at one)."""
        element = self._elements.get(style_id)
        return None if element is None else value(element.find(f"{W}pPr/{W}numPr/{W}numId"))

    def _resolve(self, style_id: str) -> Style:
        element = self._elements.get(style_id)
        if element is None:
            return Style()
        base_id = value(element.find(W + "basedOn"))
        base = self.get(base_id) if base_id else Style()
        name = value(element.find(W + "name")) or ""
        base = replace(base, id=style_id, name=name)
        if heading := _HEADING_NAME.match(name):
            base = replace(base, level=int(heading[1]))
        hidden = switched_on(element.find(f"{W}rPr/{W}vanish"))
        base = base if hidden is None else replace(base, hidden=hidden)
        return with_direct(base, element.find(W + "pPr"))


def with_direct(style: Style, properties: etree._Element | None) -> Style:
    """`style` overridden by what a w:pPr says itself."""
    if properties is None:
        return style
    level = number(value(properties.find(W + "outlineLvl")))
    if level is not None:
        style = replace(style, level=level + 1 if 0 <= level < 9 else 0)
    alignment = value(properties.find(W + "jc"))
    if alignment is not None:
        style = replace(style, centred=alignment == "center")
    listed = properties.find(W + "numPr")
    if listed is None:
        return style
    num_id, level = value(listed.find(W + "numId")), number(value(listed.find(W + "ilvl")))
    inherited = style.numbering
    return replace(style, numbering=(num_id or inherited[0], level if level is not None else inherited[1]))


def _is_default(element: etree._Element) -> bool:
    return element.get(W + "type") == "paragraph" and element.get(W + "default") in ("1", "true", "on")
