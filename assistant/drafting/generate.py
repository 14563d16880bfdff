"""A whole report: the body first and in parallel, then opening and closing, then one reading over all of it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.drafting.parts import BEGINNINGS, Part, parts_of
from assistant.drafting.plan import Plan, Section
from assistant.drafting.repeats import Repeats
from assistant.drafting.style import Style
from assistant.drafting.write import Writer, Written
from assistant.engines.base import Usage
from assistant.facts.model import FactsFile
from assistant.grounding.ground import Grounder
from assistant.grounding.model import GroundedValue, Grounding, Use

LAST = ("intro", "closing")
# How many sections the opening names.
MOST_HEADINGS = 5


@dataclass(frozen=True)
class Draft:
    """A finished report before it is laid out: the paragraphs of each section of the plan, and the verdict on all of it."""

    plan: Plan
    facts: FactsFile
    model: str
    paragraphs: tuple[tuple[Written, ...], ...]
    groundings: tuple[Grounding, ...]
    seconds: float

    @cached_property
    def uses(self) -> dict[str, Use]:
        """What became of each fact, in file order: as the section found that had to carry it."""
        found = {i: use for g in self.groundings for i, use in g.uses.items()}
        return {f.id: found[f.id] for f in self.facts.facts if f.id in found}

    @property
    def violations(self) -> list[GroundedValue]:
        """The values of the report that nothing supports: none, unless the user's own text brought them in."""
        return [v for g in self.groundings for v in g.violations]

    @property
    def usage(self) -> Usage:
        """The tokens of all requests."""
        return sum((w.usage for ws in self.paragraphs for w in ws), Usage())

    @property
    def calls(self) -> int:
        """The number of requests."""
        return sum(w.attempts for ws in self.paragraphs for w in ws)

    def text(self, index: int) -> str:
        """The text of the section at `index`, a line a paragraph."""
        return "\n".join(w.text for w in self.paragraphs[index])


def all_parts(plan: Plan, style: Style) -> list[Part]:
    """The paragraphs of the whole report in reading order, each with its facts and phrases."""
    headings = [s.title.partition("，")[0] for s in plan.sections if s.drafted and s.kind == "done" and s.level][:MOST_HEADINGS]
    return [p for i, s in enumerate(plan.sections) if s.drafted for p in parts_of(i, s, style, headings)]


async def write_report(plan: Plan, facts: FactsFile, parts: Sequence[Part], writer: Writer, on_done: Callable[[Written], None]) -> Draft:
    """Write every part. `on_done` hears of each finished one. Raises EngineError; finished parts stay in the cache."""
    started = time.monotonic()
    body = [p for p in parts if plan.sections[p.section].kind not in LAST]
    ends = [p for p in parts if plan.sections[p.section].kind in LAST]
    written = [*await _all(body, writer, on_done), *await _all(ends, writer, on_done)]
    return assemble(plan, facts, written, writer.grounder, writer.engine.name, time.monotonic() - started)


def assemble(plan: Plan, facts: FactsFile, written: Sequence[Written], grounder: Grounder, model: str, seconds: float) -> Draft:
    """Put finished paragraphs together: repeats said once, the unit named in full, one verdict on all of it."""
    by_section = [tuple(w for w in written if w.part.section == i) for i in range(len(plan.sections))]
    read_over = _read_over(plan, facts, by_section, grounder)
    groundings = tuple(_verdict(s, ws, grounder) for s, ws in zip(plan.sections, read_over, strict=True))
    return Draft(plan, facts, model, tuple(read_over), groundings, seconds)


def _verdict(section: Section, paragraphs: Sequence[Written], grounder: Grounder) -> Grounding:
    """The verdict on a section: each paragraph answers for its own facts, so that a plan is not looked for among deeds."""
    carried = tuple(f for w in paragraphs for f in w.part.facts)
    return grounder.check("\n".join(w.text for w in paragraphs), facts=carried)


async def _all(parts: Sequence[Part], writer: Writer, on_done: Callable[[Written], None]) -> list[Written]:
    async def one(part: Part) -> Written:
        written = await writer.write(part)
        on_done(written)
        return written

    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(one(p)) for p in parts]
    except* Exception as failed:
        raise failed.exceptions[0] from None
    return [t.result() for t in tasks]


def _read_over(plan: Plan, facts: FactsFile, sections: Sequence[tuple[Written, ...]], grounder: Grounder) -> list[tuple[Written, ...]]:
    """Say once what was said twice; name the unit in full where the report begins. What cost a fact is taken back."""
    repeats = Repeats(_keeps(facts))
    done = []
    for section, paragraphs in zip(plan.sections, sections, strict=True):
        texts = [_opened(plan, facts, w.text) if section.kind == "intro" else w.text for w in paragraphs]
        done.append(tuple(replace(w, text=_once(repeats, w, t, grounder)) for w, t in zip(paragraphs, texts, strict=True)))
    return done


def _once(repeats: Repeats, written: Written, text: str, grounder: Grounder) -> str:
    shorter = repeats.drop(text)
    return shorter if shorter == text or not grounder.check(shorter, facts=written.part.facts).lost else text


def _opened(plan: Plan, facts: FactsFile, text: str) -> str:
    """The opening with the unit's full name once, and the sentence that leads over to the report."""
    if facts.org and plan.voice == "third" and facts.org not in text:
        text = _named(text, facts.org, plan.self_name)
    return text + plan.closing_sentence


def _named(text: str, org: str, self_name: str) -> str:
    begun = next((b for b in BEGINNINGS["intro"] if text.startswith(b)), "")
    if not begun:
        return text.replace(self_name, org, 1)
    return f"{begun}，{org}{text[len(begun) :].lstrip('，。').removeprefix(self_name)}"


def _keeps(facts: FactsFile) -> Callable[[str], bool]:
    """Whether a clause must stay although it was said before: it has a figure or a name, or words of a fact."""
    pieces = {f.text[i : i + 4] for f in facts.facts for i in range(len(f.text) - 3)}

    def keeps(clause: str) -> bool:
        return any(c.isdigit() or c in "“《" for c in clause) or any(clause[i : i + 4] in pieces for i in range(len(clause) - 3))

    return keeps
