"""Reads any document an office has into the one model: .docx, .txt, .md, and .doc or .wps where LibreOffice is installed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.documents.decode import decode
from assistant.documents.limits import MEGABYTE, MOST_BYTES, MOST_PARAGRAPHS, MOST_TEXT, too_big
from assistant.documents.model import Document
from assistant.documents.sniff import sniff
from assistant.errors import DocumentError
from assistant.text.patterns import compiled

if TYPE_CHECKING:
    from assistant.documents.docx_map import DocxMap

_MARKDOWN_NAMES = (".md", ".markdown")
_PLAIN_NAMES = (".txt", ".text")
_MARKDOWN_LINE = compiled(r"^(?:#{1,6} +\S|\|(?: *:?-+:? *\|)+ *$|```)", re.MULTILINE)


def read(path: Path) -> Document:
    """The document in `path`, whatever its format. Raises DocumentError (exit code 2) where it cannot be read."""
    with named(path):
        return read_bytes(load(path), str(path))._replace(path=path)


def read_bytes(data: bytes, name: str = "-") -> Document:
    """The document in `data`; `name` is what it is called ("-" for standard input) and only tells Markdown from plain text.

    Raises DocumentError where it cannot be read.
    """
    word, kind = as_docx(data, name)
    if word is None:
        return _read_text(data, name)
    from assistant.documents.docx import read_docx

    return _not_empty(read_docx(word)[0]._replace(format=kind))


def read_docx_with_map(path: Path) -> tuple[Document, DocxMap]:
    """A Word document (old formats converted) and its map from character offsets to runs.

    Raises DocumentError where it cannot be read and where `path` is a text file.
    """
    from assistant.documents.docx import read_docx

    with named(path):
        word, kind = as_docx(load(path), str(path))
        if word is None:
            raise DocumentError("这是文本文件，不是 Word 文档", "请用 Word 或 WPS 打开它，另存为 .docx 后重试")
        document, runs = read_docx(word)
        return document._replace(path=path, format=kind), runs


def read_word(path: Path) -> tuple[bytes, DocxMap] | None:
    """The .docx that `path` is, or that is made of an old format, with its map; None where it is a text file.

    Raises DocumentError where it cannot be read.
    """
    from assistant.documents.docx import read_docx

    with named(path):
        word, _ = as_docx(load(path), str(path))
        return None if word is None else (word, read_docx(word)[1])


def as_docx(data: bytes, name: str) -> tuple[bytes | None, str]:
    """`data` as a .docx, converted where it is older, and its format; None where it is text."""
    if not data.strip(b" \t\r\n\0"):
        raise DocumentError("文件是空的", "请确认选择了正确的文件")
    kind = sniff(data)
    if kind == "text":
        return None, kind
    if kind == "zip":
        from assistant.documents.docx import is_word

        if is_word(data):
            return data, "docx"
    from assistant.documents.convert import old_kind, to_docx

    old = old_kind(data, name)
    return to_docx(data, old), old


def load(path: Path) -> bytes:
    """The bytes of a file. Raises DocumentError where it is missing, no file, unreadable or too big."""
    try:
        if path.is_dir():
            raise DocumentError("这是文件夹，不是文件", "请指定文件夹中的文件")
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise DocumentError("文件不存在", "请检查路径和文件名是否正确") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise DocumentError(f"文件无法打开（{reason}）", "请检查文件权限，确认它没有被别的程序占用") from error
    if len(data) > MOST_BYTES:
        raise too_big(f"超过 {MOST_BYTES // MEGABYTE} MB")
    return data


@contextmanager
def named(path: Path) -> Iterator[None]:
    """Put the file's name in front of the errors of the block."""
    try:
        yield
    except DocumentError as error:
        raise DocumentError(f"{path}：{error.message}", error.hint) from error


def _read_text(data: bytes, name: str) -> Document:
    if len(data) > MOST_TEXT:
        raise too_big(f"文本超过 {MOST_TEXT // MEGABYTE} MB")
    decoded = decode(data)
    text, broken = decoded.text, decoded.broken
    # Line ends, and the cells of Markdown tables.
    if max(text.count("\n"), text.count("\r")) + text.count("|") > MOST_PARAGRAPHS:
        raise too_big(f"超过 {MOST_PARAGRAPHS} 段")
    warnings = (f"有 {broken} 处无法识别的字符（显示为 \ufffd），文件可能不完整",) if broken else ()
    if is_markdown(text, name):
        from assistant.documents.markdown import read_markdown

        return _not_empty(Document(None, "md", read_markdown(text), warnings))
    from assistant.documents.plain import read_plain

    return _not_empty(Document(None, "txt", read_plain(text), warnings))


def _not_empty(document: Document) -> Document:
    if not any(p.text for p in document.paragraphs):
        raise DocumentError("文件中没有文字", "请确认选择了正确的文件；图片里的文字要先做文字识别")
    return document


def is_markdown(text: str, name: str) -> bool:
    """By name where it says so (marks in a .txt are leftovers that a reader should see), else by its marks."""
    suffix = Path(name).suffix.lower()
    if suffix in (*_MARKDOWN_NAMES, *_PLAIN_NAMES):
        return suffix in _MARKDOWN_NAMES
    return bool(_MARKDOWN_LINE.search(text))
