"""From a document that was read to the report exporters write: which paragraph is addressee, signature, date."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.documents.headings import number_of
from assistant.documents.limits import MOST_CELLS, too_big
from assistant.documents.model import Document, Paragraph
from assistant.documents.report import Block, BlockKind, Report

_DATE = re.compile(
    r"[（(]?\s*(?:[12]\d{3}|20[Xx×*_某]{2}|[Xx×*_某]{2,4}|[一二][〇○零一二三四五六七八九Xx×某]{3})\s*年"
    r"\s*(?:\d{1,2}|[Xx×*_某]{1,4}|[一二三四五六七八九十元]{1,3})\s*月"
    r"\s*(?:(?:\d{1,2}|[Xx×*_某]{1,4}|[一二三四五六七八九十廿卅]{1,4})\s*日)?\s*[）)]?"
    r"|[12]\d{3}[-./][01]?\d[-./][0-3]?\d"
)
_ATTACHMENT = re.compile(r"附件\s*\d*\s*[：:]")
# Under the title: the day and occasion in brackets, then who speaks.
_OCCASION = re.compile(r"[（(][^（）()。]*[年月日][^（）()。]*[）)]")
_SPEAKER = re.compile(r"[^，。；：！？,;:!?（(]{2,20}")
_SIGNER = re.compile(r"(?:述职|述廉|述职述廉|汇报|报告|总结|填报|撰写|执笔)人\s*[：:]\s*")
_REPORTING = re.compile(r"如下|汇报|报告如|总结如")
_LONGEST_ADDRESSEE = 120
_LONGEST_SIGNATURE = 40
_MOST_SIGNATURES = 3
_NEAR_TITLE = 5
_NEAR_END = 8
_LOOSE_PARTS = ("body", "textbox", "footnote", "endnote")


def to_report(document: Document) -> Report:
    """The report in `document`: body, text boxes and notes; page headers, footers and comments are left out."""
    paragraphs = [p for p in document.paragraphs if p.part in _LOOSE_PARTS]
    blocks: list[Block] = []
    tables: dict[int, list[Paragraph]] = {}
    for paragraph in paragraphs:
        if paragraph.cell:
            tables.setdefault(paragraph.cell[0], []).append(paragraph)
    for paragraph, kind in zip(paragraphs, _kinds(paragraphs), strict=True):
        if paragraph.cell is None:
            text = paragraph.text if paragraph.kind else paragraph.text.strip()
            blocks.append(Block(kind, text, paragraph.level if kind == "heading" else 0))
        elif table := tables.pop(paragraph.cell[0], None):
            blocks.append(Block("table", rows=rows(table)))
    return Report(tuple(blocks), document.author, document.keywords)


def rows(cells: Iterable[Paragraph]) -> tuple[tuple[str, ...], ...]:
    """The cells of one table as rows of equal length; paragraphs of one cell are joined by line ends.

    Raises DocumentError where a few cells far apart would make millions.
    """
    texts: dict[tuple[int, int], list[str]] = {}
    for paragraph in cells:
        if paragraph.cell:
            texts.setdefault(paragraph.cell[1:], []).append(paragraph.text.strip())
    height = max((r for r, _ in texts), default=-1) + 1
    width = max((c for _, c in texts), default=-1) + 1
    if height * width > MOST_CELLS:
        raise too_big(f"一个表格有 {height} 行 {width} 列")
    return tuple(tuple("\n".join(filter(None, texts.get((r, c), []))) for c in range(width)) for r in range(height))


def _kinds(paragraphs: list[Paragraph]) -> list[BlockKind]:
    kinds: list[BlockKind] = [_plain_kind(p) for p in paragraphs]
    free = [i for i, p in enumerate(paragraphs) if p.part == "body" and p.cell is None and p.kind is None and p.text.strip()]
    _mark_subtitle(paragraphs, kinds, free)
    _mark_addressee(paragraphs, kinds, free)
    _mark_end(paragraphs, kinds, free)
    _mark_attachments(paragraphs, kinds, free)
    return kinds


def _plain_kind(paragraph: Paragraph) -> BlockKind:
    if paragraph.kind:
        return paragraph.kind
    if paragraph.is_title:
        return "title"
    return "heading" if paragraph.level else "text"


def _mark_subtitle(paragraphs: list[Paragraph], kinds: list[BlockKind], free: list[int]) -> None:
    """The day and occasion in brackets right after the title, and the name of the speaker after them."""
    after = next((n for n, i in enumerate(free) if kinds[i] != "title"), len(free))
    lines = [i for i in free[after : after + 2] if after and kinds[i] == "text"]
    for i, pattern in zip(lines, (_OCCASION, _SPEAKER), strict=False):
        if not pattern.fullmatch(paragraphs[i].text.strip()):
            return
        kinds[i] = "subtitle"


def _mark_addressee(paragraphs: list[Paragraph], kinds: list[BlockKind], free: list[int]) -> None:
    for i in free[:_NEAR_TITLE]:
        text = paragraphs[i].text.strip()
        if kinds[i] == "text" and text[-1] in "：:" and len(text) <= _LONGEST_ADDRESSEE:
            if "。" not in text and not _REPORTING.search(text) and number_of(text) is None:
                kinds[i] = "addressee"
            return
        if kinds[i] == "heading" or "。" in text:
            return


def _mark_end(paragraphs: list[Paragraph], kinds: list[BlockKind], free: list[int]) -> None:
    """The last line that is nothing but a date, and the names right above it."""
    last = [i for i in free[-_NEAR_END:] if kinds[i] == "text" and _DATE.fullmatch(paragraphs[i].text.strip())]
    if not last or len(free) < 2:
        return
    kinds[last[-1]] = "date"
    place = free.index(last[-1])
    for i in reversed(free[max(0, place - _MOST_SIGNATURES) : place]):
        if kinds[i] != "text" or not _looks_signed(paragraphs[i].text.strip()):
            return
        kinds[i] = "signature"


def _looks_signed(text: str) -> bool:
    name = _SIGNER.sub("", text, count=1)
    return len(text) <= _LONGEST_SIGNATURE and number_of(text) is None and not re.search(r"[，。；：！？,;:!?]", name)


def _mark_attachments(paragraphs: list[Paragraph], kinds: list[BlockKind], free: list[int]) -> None:
    attached = False
    for i in free:
        text = paragraphs[i].text.strip()
        number = number_of(text)
        attached = bool(_ATTACHMENT.match(text)) or (attached and number is not None and number.level >= 3)
        if attached and kinds[i] in ("text", "heading"):
            kinds[i] = "attachment"
