"""Edits in text files: encoding, byte order mark and line ends stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.documents.decode import decode
from assistant.documents.markdown import shown
from assistant.documents.read import is_markdown
from assistant.errors import DocumentError

if TYPE_CHECKING:
    from assistant.documents.mend import Edit

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")


class TextCopy:
    """The lines of a text file, with the edits to be made in each: (from, to, new text)."""

    def __init__(self, data: bytes, path: Path) -> None:
        """Raises DocumentError where the text could not be written as it was read."""
        self._decoded = decode(data)
        if self._encoded(self._decoded.text) != data:
            raise DocumentError("文件中有无法识别的字符，不能自动修改", "请用文本编辑器打开它，另存为 UTF-8 编码后重试")
        self._lines = _LINES.findall(self._decoded.text)
        self._markdown = is_markdown(self._decoded.text, str(path))
        self._edits: dict[int, list[tuple[int, int, str]]] = {}

    def make(self, edit: Edit) -> bool:
        """Note an edit; whether its text stands in one piece where it should, untouched by another edit."""
        number = edit.paragraph - 1
        if edit.part != "body" or not 0 <= number < len(self._lines):
            return False
        made = self._edits.setdefault(number, [])
        for start, end in self._places(self._lines[number].rstrip("\r\n"), edit):
            if all(end <= other_start or other_end <= start for other_start, other_end, _ in made):
                made.append((start, end, edit.new))
                return True
        return False

    def save(self) -> bytes:
        """The file with all edits."""
        for number, made in self._edits.items():
            for start, end, new in sorted(made, reverse=True):
                self._lines[number] = self._lines[number][:start] + new + self._lines[number][end:]
        return self._encoded("".join(self._lines))

    def _places(self, line: str, edit: Edit) -> Iterator[tuple[int, int]]:
        """Where in `line` the text of an edit may stand: in the cells of a Markdown table there may be several."""
        texts = shown(line) if self._markdown else []
        for text, places in [*texts, (line, list(range(len(line))))]:
            if text[edit.start : edit.end] == edit.old:
                start, end = places[edit.start], places[edit.end - 1] + 1
                if end - start == len(edit.old):
                    yield start, end

    def _encoded(self, text: str) -> bytes:
        return self._decoded.mark + text.encode(self._decoded.encoding)
