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
from assistant.documents.model import Document, Paragraph
from assistant.documents.titles import with_title


@dataclass(frozen=True, slots=True)
class Removed:
    """Text taken out of paragraph `paragraph` (its index), and why (in Chinese)."""

    paragraph: int
    text: str
    reason: str

    def __str__(self) -> str:
        return f"第{self.paragraph}段：{self.reason}“{self.text}”"


_Step = Callable[[list[Paragraph]], tuple[list[Paragraph], list[Removed]]]

_FULL = {i: i - 0xFEE0 for i in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF0B, 0xFF05)}
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f]")
_ODD_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—]"
_SPACE_BESIDE_WIDE = re.compile(rf"(?<={_WIDE}) +| +(?={_WIDE})")
_PAGE_NUMBER = re.compile(
    r"(?:[—\-－–~·]+\s*\d{1,4}\s*[—\-－–~·]+|第\s*\d{1,4}\s*页(?:\s*[,，/／]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*[/／]\s*\d{1,4}"
    r"|共\s*\d{1,4}\s*页\s*[,，]?\s*第\s*\d{1,4}\s*页|Page\s*\d{1,4}(?:\s*of\s*\d{1,4})?)",
    re.IGNORECASE,
)
_ENDS = "。！？；：!?;:…"
_CLOSERS = "”’」』）)》】\"'"
_INNER = re.compile(r"[，。；、,;]")
_NEW_POINT = re.compile(
    r"[一二三四五六七八九十]{1,2}是|第[一二三四五六七八九十]{1,2}[，,]|其[一二三四五六七八九]|首先|其次|再次|最后|附件|——"
)
_SHORTEST_BROKEN = 15
_LONGEST_HEADER = 40
_REPEATS = 3
_SAMPLED_PARTS = ("body", "textbox", "footnote", "endnote")


def clean_sample(document: Document) -> tuple[Document, tuple[Removed, ...]]:
    """The document without what does not belong to its text, and what was removed, in order.

    A joined paragraph keeps the index of its first line. Headings and title are found anew.
    """
    steps: tuple[_Step, ...] = (_parts, _inline, _lines, _normal, _joined)
    paragraphs, removed = list(document.paragraphs), []
    for step in steps:
        paragraphs, gone = step(paragraphs)
        removed += gone
    bare = [replace(p, level=p.level if document.format not in ("txt",) else 0, is_title=False) for p in paragraphs]
    return replace(document, paragraphs=with_title(with_headings(bare))), tuple(sorted(removed, key=lambda r: r.paragraph))


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
    lines = [p.text.strip() for p in paragraphs if p.cell is None]
    counts = Counter(t for t in lines if 0 < len(t) <= _LONGEST_HEADER and t[-1] not in _ENDS and number_of(t) is None)
    return frozenset(text for text, count in counts.items() if count >= _REPEATS)


def _normal(paragraphs: list[Paragraph]) -> tuple[list[Paragraph], list[Removed]]:
    return [replace(p, text=normalised(p.text)) for p in paragraphs], []


def normalised(text: str) -> str:
    """`text` with half-width digits and letters, without invisible characters, and with spaces only between Western words."""
    text = _INVISIBLE.sub("", text.translate(_FULL))
    return _SPACE_BESIDE_WIDE.sub("", _ODD_SPACES.sub(" ", text)).strip()


def _joined(paragraphs: list[Paragraph]) -> tuple[list[Paragraph], list[Removed]]:
    marked = with_title(with_headings(replace(p, is_title=False) for p in paragraphs))
    kept: list[Paragraph] = []
    last = 0
    for paragraph, original in zip(marked, paragraphs, strict=True):
        if kept and paragraph.index == last + 1 and _goes_on(kept[-1], paragraph):
            kept[-1] = replace(kept[-1], text=_glue(kept[-1].text, original.text))
        else:
            kept.append(paragraph)
        last = paragraph.index
    return kept, []


def _goes_on(before: Paragraph, after: Paragraph) -> bool:
    """Whether `after` is the rest of a sentence that a line end broke."""
    if before.cell or after.cell or before.part != after.part or before.is_title or before.level or after.level:
        return False
    text = before.text.rstrip(_CLOSERS)
    if not text or text[-1] in _ENDS or len(before.text) < _SHORTEST_BROKEN or not _INNER.search(text):
        return False
    return number_of(after.text) is None and not _NEW_POINT.match(after.text)


def _glue(before: str, after: str) -> str:
    western = before[-1:].isascii() and after[:1].isascii() and before[-1:].isalnum() and after[:1].isalnum()
    return before + (" " if western else "") + after
