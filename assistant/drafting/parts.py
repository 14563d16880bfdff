"""Parts: a section is written as paragraphs that carry one to three facts each, along a plan of points."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.drafting.numbering import item
from assistant.drafting.plan import Section
from assistant.drafting.prompts import Point, Task
from assistant.drafting.style import Phrase, Role, Style
from assistant.facts.model import Fact
from assistant.samples.passages import Kind

FACTS_A_PART = 3
PART_LENGTH = 165
EMPTY_LENGTH = 110
ITEM_LENGTHS = (60, 100)
# What a phrase or a fact becomes in running text: its own characters and the words that join it.
JOINING = 3
# In which order phrases are chosen while there is room.
TURNS: tuple[Role, ...] = ("way", "effect", "way", "way", "effect", "way", "effect", "way", "effect")
# Problems and plans are told shortly.
MOST_PHRASES: dict[Kind, int] = {"problem": 3, "plan": 4}
END_NAMES: dict[Kind, str] = {"intro": "报告开头", "closing": "报告结尾"}


@dataclass(frozen=True, slots=True)
class Labels:
    """How the points of a paragraph are called, by what they are."""

    before: str
    fact: str
    after: str


LABELS: dict[Kind, Labels] = {
    "intro": Labels("总述", "事实", "效果"),
    "done": Labels("做法", "事实", "效果"),
    "problem": Labels("表现", "问题", "表现"),
    "plan": Labels("方向", "计划", "举措"),
    "closing": Labels("表态", "事实", "表态"),
}
# How opening and closing begin, in a report of Party work and in any other; the model takes the words over.
BEGINNINGS: dict[Kind, tuple[str, str]] = {
    "intro": ("一年来，在上级党组织的正确领导下", "一年来，在上级的正确领导下"),
    "closing": ("新的一年，在上级党组织的坚强领导下", "新的一年，在上级的正确领导下"),
}
TEMPLATES: dict[Kind, str] = {"intro": "opening", "closing": "closing"}


@dataclass(frozen=True, slots=True)
class Part:
    """One paragraph to be written: `lead` (一是 …) is put before it by code; `phrases` are the stock phrases it was given."""

    section: int
    facts: tuple[Fact, ...]
    phrases: tuple[Phrase, ...]
    task: Task
    lead: str = ""


def parts_of(index: int, section: Section, style: Style, headings: Sequence[str] = ()) -> list[Part]:
    """The paragraphs of the section at `index` of the plan. `headings` are named to the opening."""
    groups = list(_groups(section))
    items = section.form == "items" and len(section.facts) > 1
    return [
        _part(index, section, facts, _length(section, len(groups)), style, headings, lead=item(n) if items else "")
        for n, facts in enumerate(groups, start=1)
    ]


def _groups(section: Section) -> Iterator[tuple[Fact, ...]]:
    """The facts of each paragraph, as even as can be; one a paragraph for items."""
    facts = section.facts
    if len(facts) < 2 or section.kind in ("intro", "closing"):
        yield facts
        return
    wanted = len(facts) if section.form == "items" else max(math.ceil(len(facts) / FACTS_A_PART), round(section.length / PART_LENGTH))
    count = min(len(facts), wanted)
    for n in range(count):
        yield facts[n * len(facts) // count : (n + 1) * len(facts) // count]


def _length(section: Section, groups: int) -> int:
    if not section.facts and section.kind not in ("intro", "closing"):
        return EMPTY_LENGTH
    length = section.length // groups
    return min(max(length, ITEM_LENGTHS[0]), ITEM_LENGTHS[1]) if section.form == "items" else length


def _part(
    index: int,
    section: Section,
    facts: tuple[Fact, ...],
    length: int,
    style: Style,
    headings: Sequence[str],
    lead: str,
) -> Part:
    room = length - sum(len(f.text) + JOINING for f in facts)
    turns = TURNS[: MOST_PHRASES.get(section.kind)]
    before, after = _phrases(room, style, style.pool(section, facts), turns)
    labels = LABELS[section.kind]
    told = [Point(labels.fact, f.text) for f in facts]
    ways = [Point(labels.before, text) for text in (*_beginning(section, style), *(p.text for p in before))]
    if section.kind == "intro" and headings:
        ways.append(Point("各部分", "、".join(headings)))
    effects = [Point(labels.after, p.text) for p in after]
    points = [*told, *ways, *effects] if section.kind == "problem" else [*ways, *told, *effects]
    title = section.title or END_NAMES.get(section.kind, "")
    task = Task(title, section.guidance, tuple(points), length, TEMPLATES.get(section.kind, "section"), section.kind)
    return Part(index, facts, (*before, *after), task, lead)


def _beginning(section: Section, style: Style) -> list[str]:
    return [text for text in BEGINNINGS.get(section.kind, ()) if style.fit.suits(text)][:1]


def _phrases(room: int, style: Style, pool: list[Phrase], turns: Sequence[Role]) -> tuple[list[Phrase], list[Phrase]]:
    """Phrases to put before and after the facts, in turn, as many as the length has room for and at least one."""
    chosen: dict[Role, list[Phrase]] = {"way": [], "effect": []}
    for role in turns:
        if room <= 0 and any(chosen.values()):
            break
        for phrase in style.take(pool, role, 1):
            chosen[role].append(phrase)
            room -= len(phrase.text) + JOINING
    return chosen["way"], chosen["effect"]
