"""Cleaning for samples: what collectors, shops and page layout have added is taken out and listed.

Never used on a document to be checked: there everything found is the user's business.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from assistant.documents.adverts import advertisements, markers
from assistant.documents.headings import number_of, with_headings
from assistant.documents.joining import joined
from assistant.documents.model import Document, Paragraph
from assistant.documents.normalise import normalised
from assistant.documents.titles import KINDS, with_title


@dataclass(frozen=True, slots=True)
class Removed:
    """Text taken out of paragraph `paragraph` (its index), and why (in Chinese)."""

    paragraph: int
    text: str
    reason: str

    def __str__(self) -> str:
        return f"第{self.paragraph}段：{self.reason}“{self.text}”"


_Step = Callable[[list[Paragraph]], tuple[list[Paragraph], list[Removed]]]

_PAGE_NUMBER = re.compile(
    r"(?:[—\-－–~·]+\s*\d{1,4}\s*[—\-－–~·]+|第\s*\d{1,4}\s*页(?:\s*[,，/／]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*[/／]\s*\d{1,4}"
    r"|共\s*\d{1,4}\s*页\s*[,，]?\s*第\s*\d{1,4}\s*页|Page\s*\d{1,4}(?:\s*of\s*\d{1,4})?)",
    re.IGNORECASE,
)
_ENDS = "。！？；：!?;:…"
_RUN_IN_TITLE = re.compile(rf"\s*(\S{{4,40}}(?:{KINDS}))[ \t\u3000]+(?=\S.{{20}})")
_LONGEST_HEADER = 40
_REPEATS = 3
_SAMPLED_PARTS = ("body", "textbox", "footnote", "endnote")


def clean_sample(document: Document) -> tuple[Document, tuple[Removed, ...]]:
    """The document without what does not belong to its text, and what was removed, in order.

    Broken sentences are joined (with the index of the first line), writing is made uniform (see `normalise`), headings
    and title are found anew.
    """
    paragraphs, removed = list(document.paragraphs), []
    for step in _STEPS:
        paragraphs, gone = step(paragraphs)
        removed += gone
    paragraphs = joined(_unmarked(paragraphs, document))
    bare = [replace(p, text=normalised(p.text)) for p in _unmarked(paragraphs, document)]
    cleaned = _without_title_again(with_title(with_headings(bare)), removed)
    return document._replace(paragraphs=cleaned), tuple(sorted(removed, key=lambda r: r.paragraph))


def _unmarked(paragraphs: list[Paragraph], document: Document) -> list[Paragraph]:
    """The paragraphs without the headings and the title of plain text, which its lines alone gave and which may have changed."""
    if document.format != "txt":
        return paragraphs
    return [replace(p, level=0, is_title=False) for p in paragraphs]


def _parts(paragraphs: list[Paragraph]) -> tuple[list[Paragraph], list[Removed]]:
    gone = [p for p in paragraphs if p.part not in _SAMPLED_PARTS and p.text.strip()]
    return [p for p in paragraphs if p.part in _SAMPLED_PARTS], [Removed(p.index, p.text.strip(), "页眉、页脚或批注") for p in gone]


def _inline(paragraphs: list[Paragraph]) -> tuple[list[Paragraph], list[Removed]]:
    kept: list[Paragraph] = []
    removed: list[Removed] = []
    for paragraph in paragraphs:
        text = paragraph.text
        for find, reason in ((markers, "收集者的标记"), (advertisements, "广告")):
            for start, end in reversed(find(text)):
                removed.append(Removed(paragraph.index, text[start:end].strip(), reason))
                text = text[:start] + text[end:]
        if text.strip() or paragraph.cell:
            kept.append(replace(paragraph, text=text))
    return kept, removed


def _lines(paragraphs: list[Paragraph]) -> tuple[list[Paragraph], list[Removed]]:
    repeated = _running_headers(paragraphs)
    kept: list[Paragraph] = []
    removed: list[Removed] = []
    for paragraph in paragraphs:
        text = paragraph.text.strip()
        if paragraph.cell is None and _PAGE_NUMBER.fullmatch(text):
            removed.append(Removed(paragraph.index, text, "页码"))
        elif text in repeated and not paragraph.is_title:
            removed.append(Removed(paragraph.index, text, "重复的页眉"))
        else:
            kept.append(paragraph)
    return kept, removed


def _running_headers(paragraphs: Iterable[Paragraph]) -> frozenset[str]:
    """Short lines without a number or a final mark that come again and again."""
    lines = [p.text.strip() for p in paragraphs if p.cell is None and not p.level]
    counts = Counter(t for t in lines if 0 < len(t) <= _LONGEST_HEADER and t[-1] not in _ENDS and number_of(t) is None)
    return frozenset(text for text, count in counts.items() if count >= _REPEATS)


def _title_apart(paragraphs: list[Paragraph]) -> tuple[list[Paragraph], list[Removed]]:
    """Part a title from the text that was run into its line."""
    first = paragraphs[0] if paragraphs else None
    match = _RUN_IN_TITLE.match(first.text) if first and not first.cell else None
    if first is None or match is None:
        return paragraphs, []
    return [replace(first, text=match[1]), replace(first, text=first.text[match.end() :]), *paragraphs[1:]], []


def _without_title_again(paragraphs: Iterable[Paragraph], removed: list[Removed]) -> tuple[Paragraph, ...]:
    """Drop lines that repeat the title."""
    kept: list[Paragraph] = []
    titles = set()
    for paragraph in paragraphs:
        if paragraph.text in titles and not paragraph.is_title:
            removed.append(Removed(paragraph.index, paragraph.text, "重复的标题"))
            continue
        if paragraph.is_title:
            titles.add(paragraph.text)
        kept.append(paragraph)
    return tuple(kept)


_STEPS: tuple[_Step, ...] = (_parts, _inline, _lines, _title_apart)
