"""Bytes of a text file to text: UTF-8, UTF-16 and GB18030, with or without a byte order mark."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import NamedTuple

from assistant.errors import DocumentError

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 4096
_BROKEN_SHARE = 0.002
_LIKELY = 0.9


class Decoded(NamedTuple):
    """A text, its encoding and byte order mark, and how many places could not be decoded (each is U+FFFD in the text)."""

    text: str
    encoding: str
    mark: bytes = b""
    broken: int = 0


def decode(data: bytes) -> Decoded:
    """The text of `data`. Raises DocumentError where the bytes are no text in any of these encodings."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], encoding, mark)
    for encoding in _guesses(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_text(text):
            return Decoded(text, encoding)
    return _lenient(data, _least_broken(data))


def _guesses(data: bytes) -> Iterator[str]:
    """Encodings to try, likeliest first."""
    narrow = b"\0" not in data  # zeros are in every wide text: its line ends have them
    if narrow:
        yield "utf-8"
    wide = sorted(("utf-16-le", "utf-16-be"), key=lambda e: -_likeness(data, e))
    if not narrow:
        yield from (e for e in wide if _likeness(data, e) >= _LIKELY)
        return
    if len(data) % 2 == 0 and _likeness(data, wide[0]) > max(_LIKELY, _likeness(data, "gb18030")):
        yield wide[0]
    yield "gb18030"


def _likeness(data: bytes, encoding: str) -> float:
    """The share of characters at the beginning that ordinary Chinese text uses (those of GB 2312)."""
    sample = data[:_SAMPLE].decode(encoding, errors="replace")[: _SAMPLE // 4]
    return sum(map(_is_usual, sample)) / max(len(sample), 1)


def _is_usual(char: str) -> bool:
    if char in "\t\r\n" or " " <= char <= "~":
        return True
    return char >= "\x80" and bool(char.encode("gb2312", errors="ignore"))


def _least_broken(data: bytes) -> str:
    return min(("utf-8", "gb18030"), key=lambda e: data.decode(e, errors="replace").count("\ufffd"))


def _lenient(data: bytes, encoding: str, mark: bytes = b"") -> Decoded:
    """Decode with marks for what is broken, as long as that is little: a file cut off or with a few bad bytes."""
    text = data.decode(encoding, errors="replace")
    broken = text.count("\ufffd")
    if not _is_text(text) or broken > max(3, len(text) * _BROKEN_SHARE):
        hint = "请用 Word 或 WPS 打开它，另存为 .docx 后重试"
        raise DocumentError("无法识别文件的类型：它既不是 Word 文件，也不是文本文件", hint)
    return Decoded(text, encoding, mark, broken)


def _is_text(text: str) -> bool:
    """Whether control characters are as rare as in text (a few stray ones come from copying out of old programs)."""
    controls = sum(text.count(chr(c)) for c in range(32) if chr(c) not in "\t\n\r\f\v\x1a")
    return "\0" not in text and controls <= len(text) * _BROKEN_SHARE
