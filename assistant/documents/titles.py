"""The title: a short first line that is neither a heading, nor an address, nor a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from assistant.documents.headings import number_of
from assistant.documents.model import Paragraph

LONGEST_TITLE = 60
_SENTENCE_ENDS = "。！？；：，、,;:!?.…"


def looks_like_title(text: str) -> bool:
    """Whether a first line with this text is a title."""
    bare = text.strip()
    if not bare or len(bare) > LONGEST_TITLE or bare[-1] in _SENTENCE_ENDS or "。" in bare:
        return False
    return number_of(bare) is None


def with_title(paragraphs: Iterable[Paragraph]) -> tuple[Paragraph, ...]:
    """The same paragraphs with the first one of the body marked as title where it looks like one and none is marked yet."""
    result = list(paragraphs)
    if any(p.is_title for p in result):
        return tuple(result)
    for position, paragraph in enumerate(result):
        if paragraph.part == "body" and paragraph.text.strip():
            if paragraph.cell is None and looks_like_title(paragraph.text):
                result[position] = replace(paragraph, is_title=True, level=0)
            break
    return tuple(result)
