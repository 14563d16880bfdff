"""A .docx as an archive, opened with limits: what it would cost to read is known before anything is read."""

from __future__ import annotations

import io
import zipfile
import zlib

from assistant.documents.limits import (
    MEGABYTE,
    MOST_MEMBERS,
    MOST_NODES,
    MOST_PARAGRAPHS,
    MOST_RATIO,
    MOST_UNPACKED,
    MOST_XML,
    SMALL,
    too_big,
)
from assistant.errors import DocumentError

_PARAGRAPHS = (b"<w:p>", b"<w:p ", b"<w:p/")  # with any other prefix they are counted while they are read
# What zipfile and zlib raise for an archive that is not whole.
DAMAGED = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, NotImplementedError, OverflowError, RuntimeError,
)  # fmt: skip


def damaged() -> DocumentError:
    """The error for an archive that cannot be read."""
    return DocumentError("文件已损坏，不是完整的 .docx 文档", "请用 Word 或 WPS 打开并修复，另存为 .docx 后重试")


class Archive:
    """The members of a zip archive, within limits on their number, sizes and ratio.

    Raises DocumentError when opened on a damaged, encrypted or oversized archive.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except DAMAGED as error:
            raise damaged() from error
        members = self._zip.infolist()
        if len(members) > MOST_MEMBERS:
            raise too_big(f"压缩包内有 {len(members)} 个成员")
        total = sum(m.file_size for m in members)
        if total > MOST_UNPACKED:
            raise too_big(f"解压后约 {total // MEGABYTE} MB")
        if total > SMALL and total > MOST_RATIO * len(data):
            raise too_big(f"{len(data) // 1024} KB 的文件解压后约 {total // MEGABYTE} MB")
        if any(m.flag_bits & 1 for m in members):
            raise DocumentError("压缩包已加密，无法读取", "请用 Word 打开并去掉密码，另存为 .docx 后重试")
        self._bytes = self._nodes = self._paragraphs = 0
        self.names = frozenset(m.filename for m in members)

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def xml(self, name: str) -> bytes:
        """The bytes of an XML member. Raises DocumentError where it is missing or damaged, or where all that was read is too big."""
        try:
            self._bytes += self._zip.getinfo(name).file_size
            if self._bytes > MOST_XML:
                raise too_big(f"其中的 XML 超过 {MOST_XML // MEGABYTE} MB")
            data = self._zip.read(name)
        except DAMAGED as error:
            raise damaged() from error
        self._count(data)
        return data

    def _count(self, data: bytes) -> None:
        """Add up what parsing would have to hold; parsing itself would cost a hundred times as much as counting."""
        self._nodes += data.count(b"<") - data.count(b"</") + data.count(b'="') + data.count(b"='")
        self._paragraphs += sum(map(data.count, _PARAGRAPHS))
        if self._nodes > MOST_NODES:
            raise too_big(f"其中的 XML 元素和属性超过 {MOST_NODES} 个")
        if self._paragraphs > MOST_PARAGRAPHS:
            raise too_big(f"超过 {MOST_PARAGRAPHS} 段")
