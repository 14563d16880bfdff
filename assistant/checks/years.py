"""What a report is about: its years, its plan, and the kind of body that reports, as its title, headings and first lines say."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from assistant.documents.headings import number_of
from assistant.text.patterns import compiled

if TYPE_CHECKING:
    from assistant.checks.analysis import Analysis
    from assistant.documents.model import Paragraph

_FIRST_LINES = 4
_YEAR = r"(?<!\d)(?:19[5-9]|20[0-4])\d(?=年(?!\d{1,2}月)|学年|—|-|～|至|党|工作|述职|总结|度)"
_NUMBER = r"((?:19[5-9]|20[0-4])\d)年"
_OPENING = rf"(?:现将|回顾|汇报|报告|总结)[^。\n]{{0,20}}?{_NUMBER}|{_NUMBER}(?:度|以来|来)?，|{_NUMBER}度"
PLAN_HEADING = "计划|打算|下一步|下步|今后|思路|工作安排|工作部署|展望|努力方向|目标任务|明年|来年|下一年|下年度"
_LOOKS_BACK = "回顾|总结|成绩|成效|问题|不足|短板|差距|工作情况|主要做法|体会"
_PLAN_LEAD = r"\s*(?:下一步|下步|明年|来年|下一年度|新的一年|今后)"


def report_years(doc: Analysis) -> tuple[int, ...]:
    """The years the report is about, in order: those of its title, else of a heading, else of its opening, else of the facts."""
    lines = [p.text for p in doc.paragraphs if p.text.strip()]
    title = doc.document.title or (lines[0] if lines and len(lines[0]) < 60 else "")
    if found := compiled(_YEAR).findall(title):
        return tuple(dict.fromkeys(int(year) for year in found))
    for text in (p.text for p in doc.paragraphs if p.level == 1):
        if match := compiled(_NUMBER).search(text):
            return (int(match[1]),)
    for text in lines[:_FIRST_LINES]:
        if match := compiled(_OPENING).search(text):
            return (int(next(group for group in match.groups() if group)),)
    return (doc.facts.year,) if doc.facts and doc.facts.year else ()


def plan_spans(doc: Analysis) -> list[tuple[int, int]]:
    """Where the text speaks of what is to be done, in paragraphs that begin so and from a heading that says so.

    Plans come last in a report: what follows such a heading is still plan, until a heading looks back again.
    """
    spans: list[tuple[int, int]] = []
    open_at: int | None = None  # the rank of the heading that announced plans
    for paragraph, start in zip(doc.paragraphs, doc.starts, strict=True):
        if paragraph.level:
            rank = _rank(paragraph)
            if is_plan_heading(doc, paragraph.text):
                open_at = rank if open_at is None else min(rank, open_at)
            elif open_at is not None and rank <= open_at and compiled(_LOOKS_BACK).search(paragraph.text):
                open_at = None
        if open_at is not None or (not paragraph.level and compiled(_PLAN_LEAD).match(paragraph.text)):
            spans.append((start, start + len(paragraph.text)))
    return spans


def _rank(heading: Paragraph) -> int:
    """The place of a heading in the tree; 第二部分 stands above 一、 although both are of level 1."""
    number = number_of(heading.text)
    return number.rank if number else heading.level


def is_plan_heading(doc: Analysis, text: str) -> bool:
    """Whether a heading announces plans: by its words, or by naming the year after the report's."""
    if compiled(PLAN_HEADING).search(text):
        return not compiled("完成情况|落实情况|执行情况|及|和[^，。]{0,12}总结").search(text)
    return bool(doc.year and f"{doc.year + 1}年" in text)


def in_spans(spans: list[tuple[int, int]], offset: int) -> bool:
    """Whether one of the ordered `spans` holds `offset`."""
    place = bisect_right(spans, (offset, 1 << 60)) - 1
    return place >= 0 and spans[place][1] >= offset


def own_body(doc: Analysis) -> str:
    """党支部, 党总支 or 党委, whichever the title, else the first lines, name as the one that reports; else empty."""
    lines = [p.text for p in doc.paragraphs if p.text.strip()][:_FIRST_LINES]
    for text in (doc.document.title, *lines):
        if match := compiled("党支部|党总支|党委(?!领导|正确|坚强)|党组|党工委").search(text):
            return match[0]
    return ""
