"""The title: a short line at the top that is neither a heading, nor an address, nor a sentence, nor part of a letterhead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from assistant.documents.headings import number_of
from assistant.documents.model import Paragraph
from assistant.text.patterns import compiled

LONGEST_TITLE = 60
_TOP = 8
_ENDS = "。！？；：，、,;:!?.…"
KINDS = (
    "报告|总结|小结|计划|要点|方案|意见|通知|通报|讲话|汇报|材料|体会|提纲|清单|纪要|请示|决定|述职|发言"
    "|说明|剖析|安排|打算|思路|纪实|办法|规定"
)
_NAMES_ITS_KIND = compiled(rf"(?:{KINDS})(?:[（(].{{1,12}}[）)])?$")
# What stands above the title on a letterhead (GB/T 9704-2012, 7.2): number of the copy, secrecy, urgency, issuer, file number.
_LETTERHEAD = compiled(
    r".{2,30}文件|.{0,30}[〔\[（(【]\d{4}[〕\]）)】]\s*第?\d+\s*号(?:\s*签发人[：:].*)?|签发人[：:].*"
    r"|(?:绝密|机密|秘密)(?:★.{0,6})?|特急|加急|平急|急件|\d{6}"
)
_COMMA = compiled("[，；,;]")
_NO_TITLE = compiled(r"——.*|.*(?:会议|大会|会)上|[（(]?\d{4}年\d{1,2}月(?:\d{1,2}日)?[）)]?")


def looks_like_title(text: str) -> bool:
    """Whether a line at the top with this text is a title."""
    bare = text.strip()
    if not bare or len(bare) > LONGEST_TITLE or bare[-1] in _ENDS or "。" in bare:
        return False
    if _COMMA.search(bare) and not _NAMES_ITS_KIND.search(bare):
        return False
    return number_of(bare) is None and not _NO_TITLE.fullmatch(bare)


def with_title(paragraphs: Iterable[Paragraph]) -> tuple[Paragraph, ...]:
    """The same paragraphs with the title marked, which may have two lines; a title already marked stays as it is."""
    result = list(paragraphs)
    if any(p.is_title for p in result):
        return tuple(result)
    for position in _title_lines(result):
        result[position] = replace(result[position], is_title=True, level=0)
    return tuple(result)


def _title_lines(paragraphs: list[Paragraph]) -> list[int]:
    """Positions of the lines of the title."""
    top = [i for i, p in enumerate(paragraphs) if p.part == "body" and p.text.strip()][:_TOP]
    while top and _LETTERHEAD.fullmatch(paragraphs[top[0]].text.strip()):
        top.pop(0)
    if not top or not _may_be_title(paragraphs[top[0]]) or _is_one_of_several(paragraphs, top[0]):
        return []
    first, second = top[0], top[1] if len(top) > 1 else None
    if second is not None and _may_be_title(paragraphs[second]) and _is_broken(paragraphs[first].text, paragraphs[second].text):
        return [first, second]
    return [first]


def _may_be_title(paragraph: Paragraph) -> bool:
    return paragraph.cell is None and paragraph.kind is None and looks_like_title(paragraph.text)


def _is_one_of_several(paragraphs: list[Paragraph], first: int) -> bool:
    """Whether the first line is a heading like others without a number; a title set as a heading is the only one."""
    level = paragraphs[first].level
    return level > 0 and any(p.level == level and number_of(p.text) is None for p in paragraphs[first + 1 :])


def _is_broken(first: str, second: str) -> bool:
    """Whether a title goes on in its second line: only that one says what kind of document it is."""
    one, two = first.strip(), second.strip()
    whole = len(one) + len(two) <= LONGEST_TITLE
    return whole and not _NAMES_ITS_KIND.search(one) and bool(_NAMES_ITS_KIND.search(two))
