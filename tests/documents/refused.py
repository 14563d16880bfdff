"""Files that must be refused, each for what it is, quickly and without much memory."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from tests.documents.word import NAMESPACES, docx, level, link, numbering, p, package

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MB = 1024 * 1024


@dataclass(frozen=True)
class Refused:
    """A file, what it is called, and words of the message that names it."""

    name: str
    make: Callable[[], bytes]
    message: str
    file: str = "a.docx"


def _entities() -> bytes:
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    body = f'<!DOCTYPE w [<!ENTITY l0 "哈">{laughs}]><w:document {NAMESPACES}><w:body><w:p><w:r><w:t>&l9;</w:t></w:r></w:p></w:body></w:document>'
    return docx("", members={"word/document.xml": body.encode()})


def _wide_doctype() -> bytes:
    body = f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE w SYSTEM "file:///etc/hostname"><w:document {NAMESPACES}/>'
    return docx("", members={"word/document.xml": body.encode("utf-16")})


def _doctype_in(part: str) -> bytes:
    return docx(p("正文"), members={part: b"<!DOCTYPE x><x/>"}, links=link("s", "styles", "styles.xml", external=False))


def _encrypted_member() -> bytes:
    data = bytearray(docx(p("正文")))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        data[at + offset] |= 1
    return bytes(data)


def _unknown_compression() -> bytes:
    data = bytearray(docx(p("正文"), compression=zipfile.ZIP_STORED))
    for signature, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = -1
        while (at := data.find(signature, at + 1)) >= 0:
            data[at + offset : at + offset + 2] = struct.pack("<H", 99)
    return bytes(data)


def _broken_content() -> bytes:
    data = bytearray(docx(p("正文" * 500), compression=zipfile.ZIP_STORED))
    at = data.find("正文".encode())
    data[at : at + 3] = b"\0\0\0"
    return bytes(data)


def _many_members() -> bytes:
    return docx(p("正文"), members={f"x/{i}": b"" for i in range(12_000)}, compression=zipfile.ZIP_STORED)


def _ole(*streams: str) -> bytes:
    return OLE + b"\0" * 504 + b"".join(s.encode("utf-16-le").ljust(128, b"\0") for s in streams)


@cache
def _bomb(size: int) -> bytes:
    """A small archive with one huge member, written without ever having it in memory."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive, archive.open("word/document.xml", "w") as member:
        for _ in range(size // _MB):
            member.write(b" " * _MB)
    return stream.getvalue()


REFUSED = [
    Refused("an empty file", lambda: b"", "空的"),
    Refused("only spaces", lambda: b" \r\n\t ", "空的"),
    Refused("only full-width spaces", lambda: "　　\n　".encode(), "没有文字", "a.txt"),
    Refused("a PDF", lambda: b"%PDF-1.7\n%\xe2\xe3", "PDF"),
    Refused("a picture", lambda: b"\x89PNG\r\n\x1a\n\0\0", "图片"),
    Refused("a RAR archive", lambda: b"Rar!\x1a\x07\x00", "RAR"),
    Refused("an unknown binary", lambda: bytes(range(256)) * 40, "无法识别"),
    Refused("a binary without zeros", lambda: bytes(range(1, 256)) * 40, "无法识别", "a.txt"),
    Refused("a web page", lambda: b"<!DOCTYPE html><html></html>", "网页", "a.doc"),
    Refused("an XML file", lambda: b'<?xml version="1.0"?><w:wordDocument/>', "XML", "a.doc"),
    Refused("an encrypted Word file", lambda: _ole("EncryptionInfo", "EncryptedPackage"), "已加密"),
    Refused(
        "an old Word file with a password",
        lambda: _ole("WordDocument").ljust(1024, b"\0") + b"\xec\xa5" + b"\0" * 9 + b"\x01" + b"\0" * 500,
        "已加密",
        "a.doc",
    ),
    Refused("an old Excel file", lambda: _ole("Workbook"), "Excel", "a.doc"),
    Refused("an OLE file of no known kind", lambda: _ole("Something"), "无法识别", "a.doc"),
    Refused("a workbook", lambda: package({"xl/workbook.xml": b"<x/>", "[Content_Types].xml": b"<x/>"}), "Excel"),
    Refused("slides", lambda: package({"ppt/presentation.xml": b"<x/>"}), "PowerPoint"),
    Refused("an OFD file", lambda: package({"OFD.xml": b"<x/>"}), "OFD"),
    Refused("an archive of something else", lambda: package({"a.txt": b"1"}), "压缩包"),
    Refused("an empty archive", lambda: package({}), "压缩包"),
    Refused("a Word file without its body", lambda: package({"word/styles.xml": b"<x/>"}), "没有 Word 正文"),
    Refused("a Word file cut off", lambda: docx(p("正文"))[:-40], "损坏"),
    Refused("only the beginning of an archive", lambda: docx(p("正文"))[:200], "损坏"),
    Refused("an archive with bytes changed", _broken_content, "损坏"),
    Refused("XML that ends early", lambda: docx("", members={"word/document.xml": b"<w:document><w:body>"}), "损坏"),
    Refused("a body that is no Word XML", lambda: docx("", members={"word/document.xml": b"<x><y>1</y></x>"}), "没有文字"),
    Refused("a body without text", lambda: docx(p() + p()), "没有文字"),
    Refused("a password on the archive", _encrypted_member, "已加密"),
    Refused("an unknown compression", _unknown_compression, "损坏"),
    Refused("entities that multiply", _entities, "DOCTYPE"),
    Refused("a DOCTYPE in UTF-16", _wide_doctype, "DOCTYPE"),
    Refused("a DOCTYPE in the styles", lambda: _doctype_in("word/styles.xml"), "DOCTYPE"),
    Refused("too many members", _many_members, "成员"),
    Refused("a few MB that become 600 MB", lambda: _bomb(600 * _MB), "异常庞大"),
    Refused("32 KB that becomes 32 MB of paragraphs", lambda: docx("<w:p><w:r><w:t>学</w:t></w:r></w:p>" * 900_000), "异常庞大"),
    Refused("too much XML", lambda: docx(p("学" * 200) * 55_000, compression=zipfile.ZIP_STORED), "XML 超过"),
    Refused("too many paragraphs", lambda: docx("<w:p/>" * 150_000), "异常庞大"),
    Refused("too many lines", lambda: "学\n".encode() * 150_000, "异常庞大", "a.txt"),
    Refused("too much text", lambda: "学".encode() * 4 * _MB, "异常庞大", "a.txt"),
    Refused("elements nested too deep", lambda: docx("<w:sdt>" * 5000 + "</w:sdt>" * 5000), "损坏"),
]

# Hostile but harmless: these are read.
ODD = [
    docx(p("正文"), parts={"numbering": numbering(level(0, "decimal", "%1.", start=10**9))}),
    docx("<w:tbl><w:tr><w:tc>" * 60 + p("深处") + "</w:tc></w:tr></w:tbl>" * 60),
    docx(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 20_000 + "<w:r><w:t>学</w:t></w:r>" * 20_000)),
    docx(p("<w:ins>" * 200 + "<w:r><w:t>深</w:t></w:r>" + "</w:ins>" * 200)),
    docx(p("<w:r><w:t>学</w:t></w:r>", '<w:numPr><w:ilvl w:val="99999999999"/><w:numId w:val="x"/></w:numPr><w:outlineLvl w:val="-5"/>')),
]
