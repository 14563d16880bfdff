"""What a report is about: its years and the kind of body that reports, as its title and first lines say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.checks.matching import compiled

if TYPE_CHECKING:
    from assistant.checks.analysis import Analysis

_FIRST_LINES = 4
_YEAR = r"(?<!\d)(?:19[5-9]|20[0-4])\d(?=年|学年|—|-|～|至|党|工作|述职|总结|度)"
_NUMBER = r"((?:19[5-9]|20[0-4])\d)年"
_OPENING = rf"(?:现将|回顾|汇报|报告|总结)[^。\n]{{0,20}}?{_NUMBER}|{_NUMBER}(?:度|以来|来)?，|{_NUMBER}度"


def report_years(doc: Analysis) -> tuple[int, ...]:
    """The years the report is about, in order: those of the facts, else the title, else a heading, else the opening."""
    if doc.facts and doc.facts.year:
        return (doc.facts.year,)
    lines = [p.text for p in doc.paragraphs if p.text.strip()]
    title = doc.document.title or (lines[0] if lines and len(lines[0]) < 60 else "")
    if found := compiled(_YEAR).findall(title):
        return tuple(dict.fromkeys(int(year) for year in found))
    headings = [p.text for p in doc.paragraphs if p.level == 1]
    for text in (*headings[:2], *lines[:_FIRST_LINES]):
        if match := compiled(_OPENING).search(text) if text not in headings else compiled(f"({_YEAR})").search(text):
            return (int(next(group for group in match.groups() if group)),)
    return ()


def own_body(doc: Analysis) -> str:
    """党支部, 党总支 or 党委, whichever the title, else the first lines, name as the one that reports; else empty."""
    lines = [p.text for p in doc.paragraphs if p.text.strip()][:_FIRST_LINES]
    for text in (doc.document.title, *lines):
        if match := compiled("党支部|党总支|党委(?!领导|正确|坚强)|党组|党工委").search(text):
            return match[0]
    return ""
