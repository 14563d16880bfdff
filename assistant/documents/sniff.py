"""What a file is, told by its first bytes and not by its suffix."""

from __future__ import annotations

from typing import Literal

from assistant.errors import DocumentError

Kind = Literal["zip", "ole", "rtf", "text"]

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_SAVE_AS = "请用 Word 或 WPS 打开它，另存为 .docx 后重试"
_REFUSED: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "这是 PDF 文件，本程序不读取 PDF", "请用 WPS 或 Word 打开它，另存为 .docx 后重试；扫描件要先做文字识别"),
    (b"\x89PNG", "这是图片，不是文档", "请先做文字识别，保存为 .docx 或 .txt 后重试"),
    (b"\xff\xd8\xff", "这是图片，不是文档", "请先做文字识别，保存为 .docx 或 .txt 后重试"),
    (b"GIF8", "这是图片，不是文档", "请先做文字识别，保存为 .docx 或 .txt 后重试"),
    (b"Rar!\x1a", "这是 RAR 压缩包，不是文档", "请先解压，再选择其中的文档"),
    (b"7z\xbc\xaf", "这是 7z 压缩包，不是文档", "请先解压，再选择其中的文档"),
    (b"\x1f\x8b", "这是 gzip 压缩包，不是文档", "请先解压，再选择其中的文档"),
)
_MARKUP: tuple[tuple[bytes, str], ...] = (
    (b"<!doctype html", "这是网页文件，不是文档"),
    (b"<html", "这是网页文件，不是文档"),
    (b"mime-version:", "这是网页文件（MHTML），不是文档"),
    (b"<?xml", "这是 XML 文件，不是 .docx 文档"),
)


def sniff(data: bytes) -> Kind:
    """The kind of `data`. Raises DocumentError for what is known and cannot be read: PDF, pictures, archives, web pages."""
    for magic, message, hint in _REFUSED:
        if data.startswith(magic):
            raise DocumentError(message, hint)
    if data.startswith(OLE):
        return "ole"
    if data.startswith(_ZIP):
        return "zip"
    if data.startswith(b"{\\rtf"):
        return "rtf"
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for start, message in _MARKUP:
        if head.startswith(start):
            raise DocumentError(message, _SAVE_AS)
    return "text"
