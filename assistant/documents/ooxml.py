"""The XML of a .docx: names, parsing without entities or network, relationships."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from lxml import etree

from assistant.documents.archive import Archive, damaged
from assistant.errors import DocumentError

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{W_NS}}}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_STRICT_R = b"http://purl.oclc.org/ooxml/officeDocument/relationships"
_OFF = ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True)
class Relationship:
    """What a part points at. `kind` is the last word of its type; `target` is a member name, or an address if `external`."""

    id: str
    kind: str
    target: str
    external: bool


def parse(archive: Archive, name: str) -> etree._Element:
    """The root element of an XML member. Raises DocumentError where it is damaged, too big or has a DOCTYPE."""
    data = archive.xml(name)
    if _STRICT in data:
        data = data.replace(_STRICT, W_NS.encode()).replace(_STRICT_R, R[1:-1].encode())
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True, collect_ids=False
    )
    if b"<!DOCTYPE" in data or "<!DOCTYPE".encode("utf-16-le") in data or "<!DOCTYPE".encode("utf-16-be") in data:
        raise DocumentError(f"文件的 {name} 中含有 DOCTYPE 声明，为安全起见没有读取", "请用 Word 打开并另存为新的 .docx 后重试")
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged() from error


def relationships(archive: Archive, name: str) -> list[Relationship]:
    """The relationships of the part `name` ("" for the package itself), in file order."""
    folder, base = posixpath.split(name)
    member = posixpath.join(folder, "_rels", f"{base}.rels")
    if member not in archive:
        return []
    return [_relationship(e, folder) for e in parse(archive, member) if e.get("Target") is not None]


def _relationship(element: etree._Element, folder: str) -> Relationship:
    target, external = element.get("Target", ""), element.get("TargetMode") == "External"
    if not external:
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return Relationship(element.get("Id", ""), element.get("Type", "").rsplit("/", 1)[-1], target, external)


def value(element: etree._Element | None, name: str = "val") -> str | None:
    """The attribute w:`name` of `element`, or None where either is missing."""
    return None if element is None else element.get(W + name)


def number(text: str | None) -> int | None:
    """`text` as an integer, or None where it is none."""
    try:
        return None if text is None else int(text)
    except ValueError:
        return None


def switched_on(element: etree._Element | None) -> bool | None:
    """A toggle such as w:vanish: None where it is missing, else whether it is on."""
    return None if element is None else (element.get(W + "val") or "1") not in _OFF


def serialised(root: etree._Element, original: bytes) -> bytes:
    """A part as bytes again, in the variant of the format that its `original` bytes are in."""
    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    if _STRICT in original:
        data = data.replace(W_NS.encode(), _STRICT).replace(R[1:-1].encode(), _STRICT_R)
    return data
