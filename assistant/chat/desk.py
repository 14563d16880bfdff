"""The drafter's desk: the facts with all changes, the plan they give, the samples, and what may be said."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from assistant.chat.model import Paragraph
from assistant.chat.screen import Mark
from assistant.chat.understand import INTENTION, SHORTCOMING
from assistant.config import Config
from assistant.drafting.generate import LAST, MOST_HEADINGS
from assistant.drafting.job import Job, planned
from assistant.drafting.parts import END_NAMES, Part, parts_of
from assistant.drafting.plan import Section
from assistant.drafting.route import similar_title
from assistant.drafting.style import Phrase, Role
from assistant.drafting.write import RUN, Writer
from assistant.engines.base import Engine
from assistant.errors import InputError
from assistant.facts.model import Fact, FactKind, FactsFile
from assistant.facts.save import FactChange, changed
from assistant.grounding.ground import Grounder
from assistant.samples.library import Library
from assistant.samples.passages import Kind
from assistant.text.numerals import parse_number

# What users call the sections of a kind whatever these are called in the report.
KIND_WORDS: dict[Kind, re.Pattern[str]] = {
    "intro": re.compile(r"(?:报告)?(?:开头|前言|引言|导语)"),
    "problem": re.compile(r"(?:写|存在)?的?(?:主要)?(?:问题|不足|短板|差距)(?:和不足|与不足|部分)?"),
    "plan": re.compile(r"(?:明年|下一步|下一年|来年)?的?(?:工作)?(?:计划|打算|思路|安排)(?:部分)?|下一步"),
    "closing": re.compile(r"(?:报告)?(?:结尾|结语|结束语)"),
}
COPIED = "与范文原文连续相同，请换一种说法"
SHOWN = 12  # characters of a copied stretch that tell which it is


class Desk:
    """What a session works from. Made anew (`changed`) whenever facts change; making it takes up to a second."""

    def __init__(self, base: FactsFile, changes: Sequence[FactChange], config: Config, library: Library) -> None:
        """Raises InputError for facts without a known structure, LibraryError where the samples cannot be used."""
        self.base = base
        self.changes = tuple(changes)
        self.config = config
        self.library = library
        self.facts = changed(base, changes)
        self.job: Job = planned(self.facts, config, library)
        self.plan = self.job.plan

    def changed(self, changes: Sequence[FactChange]) -> Desk:
        """The desk after all of these changes."""
        return Desk(self.base, changes, self.config, self.library)

    @cached_property
    def grounder(self) -> Grounder:
        """What the facts allow a text to say."""
        return Grounder(self.facts, leaks=self.library.leaks(), public_extra=[s.title for s in self.plan.sections])

    @cached_property
    def sections(self) -> dict[str, tuple[int, Section]]:
        """The sections that are written, in reading order: their place in the plan, by name."""
        named = ((s.title or END_NAMES[s.kind], i, s) for i, s in enumerate(self.plan.sections) if s.drafted)
        return {name: (i, s) for name, i, s in named}

    def find(self, name: str) -> str:
        """The section called so: its name, its number in the list, or nearly its name. Raises InputError naming all."""
        found = self.named(name) or next((n for n in self.sections if name and similar_title(name, n)), None)
        if found is None:
            raise InputError(f"没有名为“{name}”的小节", f"可用的小节：{'、'.join(self.sections)}")
        return found

    def named(self, text: str) -> str | None:
        """The section that a text names: by its number in the list, its name, or the only one that it is a part of."""
        names = list(self.sections)
        number = parse_number(text) if text else None
        if text in self.sections:
            return text
        if number is not None and 1 <= number <= len(names):
            return names[int(number) - 1]
        having = [n for n in names if len(text) > 1 and text in n]
        if len(having) != 1:
            having = [n for n in names if (words := KIND_WORDS.get(self.sections[n][1].kind)) and words.fullmatch(text)]
        return having[0] if len(having) == 1 else None

    def kind_of(self, name: str) -> Kind:
        """The kind of a section; that of deeds where there is none of this name."""
        return self.sections[name][1].kind if name in self.sections else "done"

    def first_open(self, written: Collection[str]) -> str:
        """The first section to write that is not among those written: one with facts, then one without; opening and closing come last."""
        order = sorted(self.sections, key=lambda n: (self.sections[n][1].kind in LAST, not self.sections[n][1].facts))
        return next((n for n in order if n not in written), order[0])

    def parts(self, name: str, in_use: Iterable[str], facts: Sequence[Fact] | None = None) -> list[Part]:
        """The paragraphs of a section (or of some of its facts), with phrases that are not in use."""
        index, section = self.sections[name]
        style = self.job.style()
        style.leave_out(in_use)
        headings = [s.title.partition("，")[0] for s in self.plan.sections if s.drafted and s.kind == "done" and s.level]
        wanted = section if facts is None else replace(section, facts=tuple(facts), length=section.length // max(1, len(section.facts)))
        return parts_of(index, wanted, style, headings[:MOST_HEADINGS])

    def more_phrases(self, name: str, in_use: Iterable[str], count: int) -> list[Phrase]:
        """Phrases of the samples that could make a section longer."""
        _, section = self.sections[name]
        style = self.job.style()
        style.leave_out(in_use)
        pool = style.pool(section, section.facts)
        roles: tuple[Role, ...] = ("way", "effect")
        return [p for role in roles for p in style.take(pool, role, count // len(roles))]

    def marks(self, paragraph: Paragraph) -> list[Mark]:
        """The places of a paragraph that must not stay: what nothing supports, and what a sample says word for word."""
        found = self.grounder.check(paragraph.text, facts=paragraph.part.facts)
        marks = [Mark(v.slot.start, v.slot.end, v.reason) for v in found.violations]
        return marks + [Mark(start, end, COPIED) for start, end in self.copied(paragraph.text)]

    def copied(self, text: str) -> list[tuple[int, int]]:
        """The stretches of a text that a sample has word for word, and the facts do not."""
        told = [f.text for f in self.facts.facts]
        runs = [(r.start, r.end) for r in self.library.leaks().runs(text, RUN)]
        return [(start, end) for start, end in runs if not any(text[start:end] in fact for fact in told)]

    def problems(self, name: str, text: str) -> list[str]:
        """What keeps a text of a section from being final, one Chinese line each."""
        found = self.grounder.check(text, facts=self.sections[name][1].facts).describe()
        return found + [f"“{text[start : start + SHOWN]}……”{COPIED}" for start, _ in self.copied(text)]

    def writer(self, engine: Engine, *, fresh: bool) -> Writer:
        """The writer of paragraphs."""
        writer = self.job.writer(engine, fresh=fresh)
        writer.grounder = self.grounder
        return writer

    def place_of(self, text: str, current: str) -> tuple[FactKind, str | None]:
        """Of what kind a new fact is, and the section it is declared for: the current one where that may carry it."""
        section = self.sections[current][1] if current in self.sections else None
        if INTENTION.search(text):
            kind: FactKind = "plan"
        elif SHORTCOMING.search(text):
            kind = "problem"
        else:
            kind = "fact"
        if section is None or section.kind in LAST:
            return kind, None
        if section.kind in ("problem", "plan"):
            return section.kind, None if kind == section.kind else section.title
        return kind, section.title if kind == "fact" else None

    def section_of(self, fact_text: str) -> str:
        """The name of the section that carries a fact."""
        return next((n for n, (_, s) in self.sections.items() if any(f.text == fact_text for f in s.facts)), "")

    def preferred(self, facts: Collection[Fact], current: str) -> list[Fact]:
        """Of these facts, those the current section is likely to mean: its own, else those of its kind, else what was done."""
        here = self.sections[current][1] if current in self.sections else None
        kind: FactKind = here.kind if here and here.kind in ("problem", "plan") else "fact"
        return [f for f in facts if f.kind == kind] or list(facts)
