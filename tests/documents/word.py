"""Builds .docx files part by part, so that a test can have exactly the XML it is about."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:w16se="http://schemas.microsoft.com/office/word/2015/wordml/symex"'
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_ROOTS = {"document": "document.main", "header": "header", "footer": "footer", "footnotes": "footnotes", "endnotes": "endnotes"}


def r(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(content: str = "", properties: str = "") -> str:
    """A paragraph; content that is no XML becomes a run."""
    inner = content if content.startswith("<") or not content else r(content)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def item(content: str, num: int, level: int = 0, style: str = "") -> str:
    """A numbered paragraph."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return p(content, f'{named}<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def table(*rows: tuple[str, ...]) -> str:
    """A table; a cell that is no XML becomes a paragraph."""
    grid = '<w:gridCol w:w="2000"/>' * max(map(len, rows))
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(row(*cells) for cells in rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    """A table row."""
    width = '<w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>'
    inner = "".join(f"<w:tc>{width}{c if c.startswith('<') else p(c)}</w:tc>" for c in cells)
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{inner}</w:tr>"


def textbox(content: str) -> str:
    """A run with a text box as Word writes it: a choice for new programs and the same again for old ones."""
    box = f"<w:txbxContent>{content}</w:txbxContent>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def numbering(*lists: str, nums: Mapping[int, str] | None = None) -> str:
    """The content of numbering.xml: each list is its w:lvl elements; list n gets numId n unless `nums` says otherwise.

    `nums` maps a numId to the inside of its w:num, which begins with the w:abstractNumId.
    """
    abstracts = "".join(f'<w:abstractNum w:abstractNumId="{n}">{levels}</w:abstractNum>' for n, levels in enumerate(lists, 1))
    given = {n: f'<w:abstractNumId w:val="{n}"/>' for n in range(1, len(lists) + 1)} | dict(nums or {})
    return abstracts + "".join(f'<w:num w:numId="{n}">{inner}</w:num>' for n, inner in given.items())


def level(index: int, fmt: str, text: str, extra: str = "", start: int = 1) -> str:
    """A w:lvl."""
    return f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{fmt}"/>{extra}<w:lvlText w:val="{text}"/></w:lvl>'


def style(identity: str, name: str, inner: str = "", kind: str = "paragraph", default: bool = False) -> str:
    """A w:style."""
    mark = ' w:default="1"' if default else ""
    return f'<w:style w:type="{kind}"{mark} w:styleId="{identity}"><w:name w:val="{name}"/>{inner}</w:style>'


def docx(
    body: str,
    *,
    parts: Mapping[str, str] | None = None,
    links: str = "",
    members: Mapping[str, bytes] | None = None,
    section: str = "",
    compression: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    """A .docx with `body` and further parts by name ("styles", "numbering", "footnotes", "header1" …), given as their content.

    `links` are further relationships of the body, `members` further members of the archive as they are.
    """
    given = dict(parts or {})
    files = {f"word/{name}.xml": _part(_kind(name), inner) for name, inner in given.items()}
    files["word/document.xml"] = _part("document", f"<w:body>{body}<w:sectPr>{section}</w:sectPr></w:body>")
    files["word/_rels/document.xml.rels"] = _rels(
        "".join(f'<Relationship Id="{name}" Type="{R}/{_kind(name)}" Target="{name}.xml"/>' for name in given) + links
    )
    files["_rels/.rels"] = _rels(f'<Relationship Id="d" Type="{R}/officeDocument" Target="word/document.xml"/>')
    files["[Content_Types].xml"] = _types(["document", *given])
    return package({**{n: f.encode() for n, f in files.items()}, **(members or {})}, compression)


def package(members: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def link(identity: str, kind: str, target: str, external: bool = True) -> str:
    """A relationship."""
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="{identity}" Type="{R}/{kind}" Target="{target}"{mode}/>'


def _kind(name: str) -> str:
    return name.rstrip("0123456789")


def _part(kind: str, inner: str) -> str:
    tag = {"header": "hdr", "footer": "ftr"}.get(kind, kind)
    return f"<w:{tag} {NAMESPACES}>{inner}</w:{tag}>"


def _rels(inner: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _types(names: list[str]) -> str:
    overrides = "".join(f'<Override PartName="/word/{n}.xml" ContentType="{_WORD}.{_ROOTS.get(_kind(n), _kind(n))}+xml"/>' for n in names)
    default = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return f'<Types xmlns="{_PACKAGE}/content-types">{default}<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
