"""Reads plain text until documents.read is there."""

from __future__ import annotations

from pathlib import Path

from assistant.documents.model import Document, Paragraph
from assistant.errors import DocumentError


def read(path: Path) -> Document:
    """The text file as a document."""
    try:
        return read_bytes(path.read_bytes(), name=str(path))
    except OSError as error:
        raise DocumentError(f"无法读取 {path}：{error.strerror}", "请检查路径和权限") from error


def read_bytes(data: bytes, name: str = "") -> Document:
    """The text as a document."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            lines = data.decode(encoding).splitlines()
        except UnicodeDecodeError:
            continue
        return Document(Path(name), "txt", tuple(Paragraph(line, n) for n, line in enumerate(lines, 1)))
    raise DocumentError(f"无法识别 {name} 的编码", "请另存为 UTF-8 后重试")
