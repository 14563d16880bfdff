"""Sentences that a line end broke, put together again: lines wrapped by an editor, and breaks left by copying."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.documents.headings import number_of, with_headings
from assistant.documents.model import Paragraph
from assistant.documents.titles import with_title

_ENDS = "。！？；：!?;:…"
_CLOSERS = "”’」』）)》】\"'"
_INNER_MARK = re.compile(r"[，。；、,;]")
_NEW_POINT = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,2}是|第[一二三四五六七八九十]{1,2}[，,]|其[一二三四五六七八九]|首先|其次|再次|最后|附件|——)"
)
_INDENT = re.compile(r"(?:\u3000|\t| {2,})\s*\S")
_SHORTEST_BROKEN = 15
_WRAP_WIDTHS = range(20, 61)
_WRAP_SLACK = 3
_WRAP_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Layout:
    """How the lines of a document are set.

    `width` is that of wrapped lines in characters (0 where they are not wrapped); `step` is how far apart the numbers of
    neighbouring paragraphs are (2 where blank lines part them).
    """

    width: int
    indented: bool
    step: int


def layout(paragraphs: Sequence[Paragraph]) -> Layout:
    """The layout of a document's lines."""
    lines = [p.text.rstrip() for p in paragraphs if p.cell is None]
    longest = max(map(len, lines), default=0)
    full = sum(len(line) >= longest - _WRAP_SLACK for line in lines)
    wrapped = longest in _WRAP_WIDTHS and full >= _WRAP_SHARE * len(lines)
    steps = Counter(b.index - a.index for a, b in pairwise(paragraphs))
    indented = any(_INDENT.match(line) for line in lines)
    return Layout(longest if wrapped else 0, indented, min(steps.most_common(1)[0][0], 2) if steps else 1)


def joined(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs with broken ones joined; a joined one keeps the index of its first line."""
    how = layout(paragraphs)
    marked = with_title(with_headings(paragraphs))
    kept: list[Paragraph] = []
    last: Paragraph | None = None
    for paragraph in marked:
        if last is not None and 0 < paragraph.index - last.index <= how.step and _goes_on(kept[-1], last, paragraph, how):
            kept[-1] = replace(kept[-1], text=_glued(kept[-1].text, paragraph.text), level=0)
        else:
            kept.append(paragraph)
        last = paragraph
    return kept


def _goes_on(whole: Paragraph, line: Paragraph, after: Paragraph, how: Layout) -> bool:
    """Whether `after` is the rest of a sentence in `whole`, of which `line` is the last line."""
    if line.cell or after.cell or line.part != after.part or whole.is_title or after.level:
        return False
    ended = whole.text.rstrip().rstrip(_CLOSERS)[-1:] in _ENDS
    full = how.width and len(line.text.rstrip()) >= how.width - _WRAP_SLACK
    if full and how.indented:
        return not _INDENT.match(after.text)
    if ended or number_of(after.text) or _NEW_POINT.match(after.text):
        return False
    return bool(full) or _looks_broken(whole)


def _looks_broken(whole: Paragraph) -> bool:
    """Whether a paragraph without a final mark is part of a sentence rather than a heading or a name."""
    bare = whole.text.strip()
    return not whole.level and len(bare) >= _SHORTEST_BROKEN and bool(_INNER_MARK.search(bare))


def _glued(before: str, after: str) -> str:
    before, after = before.rstrip(), after.lstrip()
    western = before[-1:].isascii() and after[:1].isascii() and before[-1:].isalnum() and after[:1].isalnum()
    return before + (" " if western else "") + after
