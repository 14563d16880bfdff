"""Heading numbers: given by code, never by the model (GB/T 9704-2012, 7.3.3: 一、（一）1.（1）)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from assistant.documents.numerals import to_chinese
from assistant.drafting.outline import Numbering

FORMS: dict[Numbering, Callable[[int], str]] = {
    "part": lambda n: f"第{to_chinese(n)}部分　",
    "chinese": lambda n: f"{to_chinese(n)}、",
    "parenthesis": lambda n: f"（{to_chinese(n)}）",
    "arabic": lambda n: f"{n}.",
    "none": lambda n: "",
}


def headings(entries: Iterable[tuple[int, str]], numbering: Sequence[Numbering]) -> list[str]:
    """Number titles: `entries` are (level from 1, title), level 0 gets no heading (""); each level restarts under its parent."""
    counts = [0] * 10
    done = []
    for level, title in entries:
        if level == 0:
            done.append("")
            continue
        counts[level] += 1
        counts[level + 1 :] = [0] * (9 - level)
        form: Numbering = numbering[level - 1] if level <= len(numbering) else "none"
        done.append(FORMS[form](counts[level]) + title)
    return done


def item(number: int) -> str:
    """The words that count an item inside a section: 一是, 二是 …"""
    return f"{to_chinese(number)}是"
