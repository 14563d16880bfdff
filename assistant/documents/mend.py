"""Replacing phrases in a document as it is on disk: nothing but the phrases changes, in text and in Word files alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from assistant.documents.model import PartName
from assistant.documents.read import as_docx, load, named
from assistant.errors import DocumentError


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `new` in place of `old`, which stands at `start` of paragraph `paragraph` of `part` as `read` gives it."""

    part: PartName
    paragraph: int
    start: int
    old: str
    new: str

    @property
    def end(self) -> int:
        """Where `old` ends in its paragraph."""
        return self.start + len(self.old)


class Copy(Protocol):
    """A copy of a document that takes edits."""

    def make(self, edit: Edit) -> bool:
        """Note an edit; whether it can be made."""

    def save(self) -> bytes:
        """The document with all edits noted."""


def mend(path: Path, edits: Iterable[Edit]) -> tuple[bytes, tuple[Edit, ...]]:
    """The bytes of `path` with `edits` made, and those that could not be made, in order.

    An edit is not made where its text does not stand, where it overlaps one before it, where the text is an automatic
    number of Word or cut through by marks of Markdown, or where it would break a line.
    Raises DocumentError where `path` cannot be read, or is of a format that cannot be written.
    """
    with named(path):
        copy = _copy(load(path), path)
        left = tuple(edit for edit in edits if "\n" in edit.new or not edit.old or not copy.make(edit))
        return copy.save(), left


def _copy(data: bytes, path: Path) -> Copy:
    word, kind = as_docx(data, str(path))
    if word is None:
        from assistant.documents.mend_text import TextCopy

        return TextCopy(data, path)
    if kind != "docx":
        raise DocumentError(f"不能直接修改旧格式（.{kind}）的文件", "请用 Word 或 WPS 打开它，另存为 .docx 后重试")
    from assistant.documents.mend_docx import WordCopy

    return WordCopy(word)
