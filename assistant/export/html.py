"""A self-contained web page: no script, no outside address, all text escaped, printing as A4 like the Word file."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from itertools import groupby
from pathlib import Path
from string import Template
from typing import Any

from assistant.documents.report import Block, Report
from assistant.export.gaps import Gaps
from assistant.export.layout import BOTTOM, LEFT, RIGHT, TOP, Placed, is_long, placed, set_width, width
from assistant.export.leads import Piece, with_lead

_HERE = Path(__file__).parent
_GROUPS = {"attachment": "attachments", "signature": "closing", "date": "closing"}
_SHORT = 10.0  # characters; a table cell that holds no more stays on one line
_SUBSTITUTES = {
    "body": "仿宋, FangSong",
    "title": "SimSun",
    "heading1": "SimHei",
    "heading2": "楷体, KaiTi",
    "page_number": "SimSun",
}


def render(report: Report, config: Mapping[str, Any]) -> bytes:
    """`report` as a UTF-8 page whose only style is its own, named by hash in the page's content security policy."""
    places = list(placed(report.blocks))
    style = _style(places, config)
    page = _template("page.html").substitute(
        hash="sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        author=escape(report.author),
        keywords=escape("，".join(report.keywords)),
        title=escape(report.title),
        style=style,
        body="\n".join(_body(places, Gaps(report))),
    )
    return page.encode("utf-8")


def _template(name: str) -> Template:
    return Template((_HERE / name).read_text(encoding="utf-8"))


def _style(places: Iterable[Placed], config: Mapping[str, Any]) -> str:
    fonts = {name: f'"{_font(config[f"word.{name}_font"])}", {others}, serif' for name, others in _SUBSTITUTES.items()}
    hanging = {f".{_hanging(p)} {{ padding-left: {p.left}em; text-indent: -{p.hanging}em; }}" for p in places if p.hanging}
    margins = {"top": TOP, "right": RIGHT, "bottom": BOTTOM, "left": LEFT}
    return _template("page.css").substitute(fonts, hanging="\n".join(sorted(hanging)), **margins)


def _font(name: str) -> str:
    """A font's name without what could end a string in a style sheet."""
    return "".join(c for c in name if c.isalnum() or c in " -_")


def _hanging(place: Placed) -> str:
    """The class of a paragraph whose later lines are indented, named after its measures in half characters."""
    return f"hanging-{2 * place.left:.0f}-{2 * place.hanging:.0f}" if place.hanging else ""


def _body(places: Iterable[Placed], gaps: Gaps) -> Iterator[str]:
    for group, members in groupby(places, key=lambda p: _GROUPS.get(p.block.kind, "")):
        inside = list(members)
        lines = "\n".join(_element(place, gaps) for place in inside)
        yield f'<div class="{group}{_long(inside)}">\n{lines}\n</div>' if group else lines


def _long(members: list[Placed]) -> str:
    """The class of a closing whose date is longer than its signature, which then moves left."""
    signed, dated = (max((set_width(p.block.text) for p in members if p.block.kind == k), default=0.0) for k in ("signature", "date"))
    return " long" if dated > signed else ""


def _element(place: Placed, gaps: Gaps) -> str:
    block = place.block
    if block.kind == "table":
        return _table(block.rows, gaps)
    tag = {"title": "h1", "heading": f"h{block.level + 1}"}.get(block.kind, "p")
    name = _hanging(place) or (block.kind if block.kind in ("subtitle", "addressee", "date") else "")
    return _tagged(tag, name, block, gaps)


def _tagged(tag: str, name: str, block: Block, gaps: Gaps) -> str:
    inside = "".join(_piece(piece) for piece in with_lead(block, gaps.pieces(block.text)))
    return f'<{tag} class="{name}">{inside}</{tag}>' if name else f"<{tag}>{inside}</{tag}>"


def _piece(piece: Piece) -> str:
    text = f"<mark>{escape(piece.text)}</mark>" if piece.gap else escape(piece.text)
    return f'<span class="lead-{piece.lead}">{text}</span>' if piece.lead else text


def _table(rows: tuple[tuple[str, ...], ...], gaps: Gaps) -> str:
    head = "".join(_row(row, "th", gaps) for row in rows[:1])
    rest = "\n".join(_row(row, "td", gaps) for row in rows[1:])
    return f"<table>\n<thead>{head}</thead>\n<tbody>\n{rest}\n</tbody>\n</table>"


def _row(cells: tuple[str, ...], tag: str, gaps: Gaps) -> str:
    return "<tr>" + "".join(_tagged(tag, _cell_class(cell), Block("table", cell), gaps) for cell in cells) + "</tr>"


def _cell_class(text: str) -> str:
    return "long-cell" if is_long(text) else "short" if width(text) <= _SHORT else ""
