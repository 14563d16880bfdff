"""A self-contained web page: no script, no outside address, all text escaped, printing as A4."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping
from html import escape
from itertools import groupby
from typing import Any

from assistant.documents.report import Block, Report
from assistant.export.gaps import pieces
from assistant.export.layout import BOTTOM, LEFT, RIGHT, TOP, width

_TAGS = {"title": ("h1", ""), "addressee": ("p", "addressee"), "text": ("p", ""), "attachment": ("p", "attachment")}

_STYLE = """
body { margin: 0; background: #eee; color: #000; }
main { box-sizing: border-box; max-width: 210mm; margin: 1em auto; padding: %(top)smm %(right)smm %(bottom)smm %(left)smm;
  background: #fff; font: 16pt/29pt %(body)s; letter-spacing: -0.25pt; text-align: justify; overflow-wrap: anywhere; }
h1, h2, h3, h4, h5, p { margin: 0; font: inherit; white-space: pre-wrap; }
h1 { margin-bottom: 29pt; font: 22pt/32pt %(title)s; letter-spacing: 0; text-align: center; text-wrap: balance; }
h1:has(+ h1) { margin-bottom: 0; }
h2, h3, h4, h5, p { text-indent: 2em; break-after: auto; }
h2, h3, h4, h5 { break-after: avoid; }
h2 { font-family: %(heading1)s; }
h3 { font-family: %(heading2)s; }
.addressee, .closing p, td, th { text-indent: 0; }
.attachments, .closing { margin-top: 29pt; }
.closing { width: fit-content; margin-left: auto; margin-right: 2em; break-inside: avoid; }
.closing.long { margin-right: 4em; }
.closing .date { padding-left: 2em; margin-right: -2em; white-space: nowrap; }
table { width: 100%%; margin: 6pt 0; border-collapse: collapse; font-size: 12pt; line-height: 18pt; letter-spacing: 0; }
td, th { padding: 2pt 4pt; border: 0.75pt solid #000; font-weight: normal; white-space: pre-wrap; }
th { font-family: %(heading1)s; }
tr { break-inside: avoid; }
mark { background: #ff0; color: inherit; }
@page { size: A4; margin: %(top)smm %(right)smm %(bottom)smm %(left)smm; }
@page :right { @bottom-right { content: "— " counter(page) " —"; font: 14pt %(page_number)s; } }
@page :left { @bottom-left { content: "— " counter(page) " —"; font: 14pt %(page_number)s; } }
@media print { body { background: none; } main { max-width: none; margin: 0; padding: 0; }
  mark { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
"""

_SUBSTITUTES = {
    "body": "仿宋, FangSong",
    "title": "SimSun",
    "heading1": "SimHei",
    "heading2": "楷体, KaiTi",
    "page_number": "SimSun",
}

_PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; \
form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="author" content="{author}">
<meta name="keywords" content="{keywords}">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""


def render(report: Report, config: Mapping[str, Any]) -> bytes:
    """`report` as a UTF-8 page whose only style is its own, named by hash in the page's content security policy."""
    style = _STYLE % {"top": TOP, "right": RIGHT, "bottom": BOTTOM, "left": LEFT, **_fonts(config)}
    page = _PAGE.format(
        hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        author=escape(report.author),
        keywords=escape("，".join(report.keywords)),
        title=escape(report.title),
        style=style,
        body="\n".join(_body(report.blocks)),
    )
    return page.encode("utf-8")


def _fonts(config: Mapping[str, Any]) -> dict[str, str]:
    """Font families as CSS lists: the one set, then what most machines have."""
    return {name: f'"{_css_name(config[f"word.{name}_font"])}", {rest}, serif' for name, rest in _SUBSTITUTES.items()}


def _css_name(font: str) -> str:
    return "".join(c for c in font if c.isalnum() or c in " -_")


def _body(blocks: tuple[Block, ...]) -> Iterator[str]:
    groups = {"attachment": "attachments", "signature": "closing", "date": "closing"}
    for group, members in groupby(blocks, key=lambda b: groups.get(b.kind, "")):
        inside = list(members)
        lines = [_element(block) for block in inside]
        yield f'<div class="{group}{_long(inside)}">\n' + "\n".join(lines) + "\n</div>" if group else "\n".join(lines)


def _long(members: list[Block]) -> str:
    """The class of a closing whose date is longer than its signature, which then moves left."""
    signed = max((width(b.text) for b in members if b.kind == "signature"), default=0.0)
    return " long" if any(b.kind == "date" and width(b.text) > signed for b in members) else ""


def _element(block: Block) -> str:
    if block.kind == "table":
        return _table(block.rows)
    tag, name = _TAGS.get(block.kind, ("p", block.kind))
    if block.kind == "heading":
        tag, name = f"h{block.level + 1}", ""
    opening = f'<{tag} class="{name}">' if name else f"<{tag}>"
    return f"{opening}{_marked(block.text)}</{tag}>"


def _marked(text: str) -> str:
    return "".join(f"<mark>{escape(piece)}</mark>" if gap else escape(piece) for piece, gap in pieces(text))


def _table(rows: tuple[tuple[str, ...], ...]) -> str:
    head = "".join(_row(row, "th") for row in rows[:1])
    rest = "\n".join(_row(row, "td") for row in rows[1:])
    return f"<table>\n<thead>{head}</thead>\n<tbody>\n{rest}\n</tbody>\n</table>"


def _row(cells: tuple[str, ...], tag: str) -> str:
    return "<tr>" + "".join(f"<{tag}>{_marked(cell)}</{tag}>" for cell in cells) + "</tr>"
