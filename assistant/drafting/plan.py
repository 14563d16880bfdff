"""The plan of a report: which sections it has, in order, and which facts each must carry."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from assistant.drafting.numbering import headings
from assistant.drafting.outline import NUMBERING, Form, Numbering, Outline, OutlineSection, Voice, all_outlines, find_outline
from assistant.drafting.route import Similar, fact_kinds, route, similar_title
from assistant.errors import FactsError
from assistant.facts.model import Fact, FactsFile, SectionRequest
from assistant.samples.passages import Kind

# What an own structure (小节) gets around it, and where facts go that fit nowhere.
OPENING = OutlineSection(kind="intro", length=220, guidance="点明指导思想和全年总体情况，引出下文", words=("现有党员", "下设"))
CLOSING = OutlineSection(kind="closing", length=110, guidance="用一两句话表明决心，收束全文")
ELSEWHERE: dict[Kind, OutlineSection] = {
    "done": OutlineSection("统筹推进其他各项工作", "done", 200, "把各项工作写清楚"),
    "problem": OutlineSection("存在的主要问题", "problem", 300, "先点明问题，再写具体表现", form="items"),
    "plan": OutlineSection("下一步工作计划", "plan", 400, "先写目标方向，再写具体举措", form="items"),
}
OWN = Outline(name="", title="{{ year }}年度工作总结", sections=(), closing_sentence="现将{{ year }}年度工作情况报告如下。")


@dataclass(frozen=True, slots=True)
class Section:
    """One heading of the report and what is to be written under it.

    `title` is without its number, `heading` with it ("" for opening and closing); `level` 1-4, 0 without a heading.
    `drafted` is False for a heading that only stands over other sections.
    """

    title: str
    heading: str
    level: int
    kind: Kind
    length: int
    guidance: str
    form: Form
    facts: tuple[Fact, ...]
    drafted: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that is decided before a model is asked."""

    title: str
    voice: Voice
    self_name: str
    closing_sentence: str
    report_type: str
    sections: tuple[Section, ...]
    numbering: tuple[Numbering, ...] = NUMBERING

    def without(self, left_out: Collection[int]) -> Plan:
        """The plan without the sections at these indexes, and without headings that then stand over nothing; numbered anew."""
        kept: list[Section] = []
        for index, section in reversed(list(enumerate(self.sections))):
            above = not section.drafted and bool(kept) and kept[0].level > section.level
            if above or (section.drafted and index not in left_out):
                kept.insert(0, section)
        numbered = headings([(s.level, s.title) for s in kept], self.numbering)
        return replace(self, sections=tuple(replace(s, heading=h) for s, h in zip(kept, numbered, strict=True)))


@dataclass(slots=True)
class _Entry:
    """A section on its way into the plan."""

    section: OutlineSection
    level: int
    facts: list[Fact] = field(default_factory=list)

    @property
    def drafted(self) -> bool:
        return not self.section.sections


def make_plan(facts: FactsFile, similar: Similar | None = None) -> Plan:
    """Decide the sections and route every fact to one of them; none is dropped.

    Raises FactsError where neither a report type nor sections are given, InputError for an unknown type.
    """
    outline = _outline(facts)
    entries = list(_flatten(outline.sections, 1))
    _place(entries, facts.facts, similar, own=bool(facts.sections))
    titles = [(e.level, _filled(e.section.title, facts.year)) for e in entries]
    numbered = headings(titles, outline.numbering)
    sections = tuple(_section(e, t, h) for e, (_, t), h in zip(entries, titles, numbered, strict=True))
    title = facts.title or _filled(outline.title, facts.year)
    closing = _filled(outline.closing_sentence, facts.year)
    return Plan(title, outline.voice, _self_name(facts, outline), closing, outline.name, sections, outline.numbering)


def _self_name(facts: FactsFile, outline: Outline) -> str:
    """What the text calls the unit: as the outline says; under an own structure what the facts file says, where it is no branch."""
    if outline.name or "支部" in f"{facts.org}{facts.title}":
        return outline.self_name
    return facts.short_names[0] if facts.short_names else "本单位"


def _section(entry: _Entry, title: str, heading: str) -> Section:
    s = entry.section
    return Section(title, heading, entry.level, s.kind, s.length, s.guidance, s.form, tuple(entry.facts), entry.drafted)


def _filled(text: str, year: int | None) -> str:
    """Fill {{ year }} in; without a year the words that need one are left out."""
    if "{{" not in text:
        return text
    if year is None:
        import re

        return re.sub(r"\{\{[^}]*\}\}年?度?", "", text)
    from assistant.drafting.prompts import render_text

    return render_text(text, year=year)


def _outline(facts: FactsFile) -> Outline:
    outline = find_outline(facts.report_type) if facts.report_type else None
    if facts.sections:
        return _own_structure(facts.sections, outline)
    if outline is None:
        hint = "请加一行“报告类型: …”（assistant outline list 可查看），或用“小节”自定结构"
        raise FactsError(f"{facts.path or '事实清单'} 没有写报告类型", hint)
    return outline


def _own_structure(requests: Sequence[SectionRequest], outline: Outline | None) -> Outline:
    known = [s for o in ([outline] if outline else all_outlines()) for s in o.leaves()]
    sections = [_requested(r, known) for r in requests]
    kinds = {s.kind for s in sections}
    opening = () if "intro" in kinds else (next((s for s in known if outline and s.kind == "intro"), OPENING),)
    closing = () if "closing" in kinds else (CLOSING,)
    return replace(outline or OWN, sections=(*opening, *sections, *closing), numbering=OWN.numbering)


def _requested(request: SectionRequest, known: Sequence[OutlineSection]) -> OutlineSection:
    """The section a user asks for; what it leaves open comes from the outline's section of a similar title."""
    fallback = ELSEWHERE.get(request.kind, OPENING if request.kind == "intro" else CLOSING)
    like = next((s for s in known if s.kind == request.kind and similar_title(request.title, s.title)), fallback)
    form: Form = "items" if request.kind in ("problem", "plan") else "prose"
    title = "" if request.kind in ("intro", "closing") else request.title
    return replace(like, title=title, kind=request.kind, length=request.length or like.length, form=form, sections=())


def _flatten(sections: Sequence[OutlineSection], level: int) -> Iterator[_Entry]:
    for section in sections:
        yield _Entry(section, level if section.title else 0)
        yield from _flatten(section.sections, level + 1)


def _place(entries: list[_Entry], facts: Sequence[Fact], similar: Similar | None, *, own: bool) -> None:
    """Give each fact to an entry, adding entries for those that fit nowhere.

    A structure of the user's `own` gets no other section where it can be helped: facts are told in the order of the sections as
    a rule, so that one that no word gives to any goes with the one before it.
    """
    leaves = [e for e in entries if e.drafted]
    routed = route(facts, [e.section for e in leaves], None if own else similar)
    if own:
        _beside(routed, [f for f in facts if f.kind == "fact" and not f.section], leaves)
    for fact in facts:
        if fact.id in routed:
            leaves[routed[fact.id]].facts.append(fact)
        else:
            _elsewhere(entries, fact).facts.append(fact)


def _beside(routed: dict[str, int], facts: Sequence[Fact], leaves: Sequence[_Entry]) -> None:
    """Give each of these facts that has no place that of the one before it, the first ones the first section of done work."""
    done = [i for i, e in enumerate(leaves) if e.section.kind == "done"]
    last = next(iter(done), None)
    for fact in facts:
        if fact.id not in routed and last is not None:
            routed[fact.id] = last
        last = routed[fact.id] if routed.get(fact.id) in done else last


def _elsewhere(entries: list[_Entry], fact: Fact) -> _Entry:
    """The entry for a fact that fits nowhere: named as the user declared it, else by the kind of the fact."""
    kind = fact_kinds(fact)[0]
    wanted = replace(ELSEWHERE[kind], title=fact.section or ELSEWHERE[kind].title)
    there = next((e for e in entries if e.drafted and e.section.title == wanted.title), None)
    if there:
        return there
    same = [i for i, e in enumerate(entries) if e.drafted and e.level and e.section.kind == kind]
    closing = next((i for i, e in enumerate(entries) if e.section.kind == "closing"), len(entries))
    at = same[-1] + 1 if same else closing
    entry = _Entry(wanted, entries[same[-1]].level if same else 1)
    entries.insert(at, entry)
    return entry
