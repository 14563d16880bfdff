"""What is to be written for an order: paragraphs that stay as they are, and requests for those that do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.chat.desk import Desk
from assistant.chat.length import is_length_only, wanted_factor, wanted_length
from assistant.chat.model import Order, Paragraph, SectionDraft
from assistant.chat.understand import just_write
from assistant.chat.wanted import wanted_paragraph
from assistant.drafting.numbering import item
from assistant.drafting.parts import FACTS_A_PART, JOINING, LABELS, Part
from assistant.drafting.prompts import Point, Task, revised
from assistant.engines.base import Message
from assistant.facts.model import Fact
from assistant.facts.save import FactChange
from assistant.grounding.reading import Reading, read
from assistant.grounding.topics import bigrams, coverage

# How many characters of wishes about a paragraph a request may carry; older ones are left out.
TALK = 160
SHORTEST = 40
AS_LONG = 0.05  # a wanted length that differs by no more is the length the text has
_MORE = 2


@dataclass(frozen=True, slots=True)
class Todo:
    """A paragraph to be written: as planned, or along `messages`; `before` is what stands there now.

    Where a model only repeats that, `if_same` asks it again without showing it. `factor` is how long it is to become, as a multiple.
    """

    part: Part
    messages: tuple[Message, ...] = ()
    before: Paragraph | None = None
    wishes: tuple[str, ...] = ()
    if_same: tuple[Message, ...] = ()
    factor: float | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """The paragraphs of a section in order; `forgotten` tells that earlier wishes were left out of the requests."""

    items: tuple[Paragraph | Todo, ...]
    forgotten: bool = False


class Planner:
    """Turns orders into work for one desk. `in_use` are the phrases of all other sections."""

    def __init__(self, desk: Desk, in_use: Sequence[str]) -> None:
        self.desk = desk
        self.in_use = in_use

    def work(self, order: Order, draft: SectionDraft | None, changes: Sequence[FactChange] = ()) -> Work:
        """What `order` asks to be written, given the text that stands; `changes` are those a `weave` takes in."""
        if order.kind == "weave" and draft:
            return Work(Weaver(self, order.section, changes).items(draft))
        if order.kind == "revise" and draft:
            return self._revised(order, draft)
        avoid = [p.text for q in draft.paragraphs for p in q.part.phrases] if draft and order.kind == "other" else []
        parts = self.desk.parts(order.section, [*self.in_use, *avoid])
        todos = self._asked(order, parts)
        standing = draft.paragraphs if draft and order.kind == "draft" and not draft.complete else ()
        whole = {p.part: p for p in standing if p.whole}
        return Work(tuple(whole.get(todo.part, todo) for todo in todos))

    def _asked(self, order: Order, parts: Sequence[Part]) -> list[Todo]:
        """The paragraphs of a first draft, with what the user asks of it before anything is written."""
        wish = "" if just_write(order.instruction) else order.instruction
        factor = _factor(order, sum(p.task.length for p in parts))
        if factor:
            parts = [self._resized(order.section, p, p.task.length, factor) for p in parts]
        if not wish or is_length_only(wish):
            return [Todo(p) for p in parts]
        return [Todo(p, revised(self.desk.job.request(p), p.task, "", [wish]), wishes=(wish,)) for p in parts]

    def _revised(self, order: Order, draft: SectionDraft) -> Work:
        chosen = targets(order.instruction, draft)
        factor = _factor(order, sum(len(draft.paragraphs[i].text) for i in chosen))
        todos = [self._revision(order, draft.paragraphs[i], factor) for i in sorted(chosen)]
        by_place = dict(zip(sorted(chosen), todos, strict=True))
        items = tuple(by_place[i][0] if i in by_place else p for i, p in enumerate(draft.paragraphs))
        return Work(items, any(cut for _, cut in todos))

    def _revision(self, order: Order, paragraph: Paragraph, factor: float | None) -> tuple[Todo, bool]:
        """The request to change one paragraph, and whether earlier wishes are left out of it."""
        part = self._resized(order.section, paragraph.part, len(paragraph.body), factor) if factor else paragraph.part
        new = () if not order.instruction or is_length_only(order.instruction) else (order.instruction,)
        wishes, cut = _latest([*paragraph.wishes, *new])
        messages = self.desk.job.request(part)
        if not wishes:
            return Todo(part, messages, paragraph, factor=factor), cut
        shown, unseen = (revised(messages, part.task, text, wishes) for text in (paragraph.body, ""))
        return Todo(part, shown, paragraph, tuple(wishes), unseen, factor), cut

    def _resized(self, name: str, part: Part, now: int, factor: float) -> Part:
        """The paragraph, `now` characters long, planned for another length: with more phrases of samples or fewer; its facts stay."""
        told = {f.text for f in part.facts}
        length = max(int(now * factor), sum(map(len, told)), SHORTEST)
        points, phrases = list(part.task.points), list(part.phrases)
        if factor > 1:
            labels = LABELS[self.desk.sections[name][1].kind]
            more = self.desk.more_phrases(name, [*self.in_use, *(p.text for p in phrases)], _MORE)
            points += [Point(labels.before if p.role == "way" else labels.after, p.text) for p in more]
            phrases += more
        while factor < 1 and _room(points) > length and (loose := [p for p in points if p.text not in told])[1:]:
            points.remove(loose[-1])
        kept = tuple(p for p in phrases if any(p.text == q.text for q in points))
        return replace(part, phrases=kept, task=replace(part.task, points=tuple(points), length=length))


def _room(points: Sequence[Point]) -> int:
    return sum(len(p.text) + JOINING for p in points)


def _factor(order: Order, now: int) -> float | None:
    """The multiple of its length (`now`, in characters) that an order wants a text at; None for as it is."""
    wanted = wanted_length(order.instruction)
    factor = wanted / now if wanted and now else order.factor or wanted_factor(order.instruction)
    return factor if factor and abs(factor - 1) > AS_LONG else None


def _latest(wishes: Sequence[str]) -> tuple[list[str], bool]:
    """The latest wishes that a request has room for, and whether some were left out."""
    kept: list[str] = []
    for wish in reversed(wishes):
        if kept and sum(map(len, kept)) + len(wish) > TALK:
            break
        kept.insert(0, wish)
    return kept, len(kept) < len(wishes)


def targets(instruction: str, draft: SectionDraft) -> set[int]:
    """The paragraphs an instruction is about: the one it names, those that speak of what it names, else all."""
    everything = set(range(len(draft.paragraphs)))
    named = wanted_paragraph(instruction, len(draft.paragraphs))
    if named is not None:
        return {named}
    if is_length_only(instruction):
        return everything
    asked = bigrams(instruction)
    spoken = {i for i, p in enumerate(draft.paragraphs) if any(asked & bigrams(f.text) for f in p.part.facts)}
    return spoken or everything


class Weaver:
    """Takes changed facts into a section: values are replaced where that is all, other paragraphs written again."""

    def __init__(self, planner: Planner, name: str, changes: Sequence[FactChange]) -> None:
        self.planner = planner
        self.desk = planner.desk
        self.name = name
        self.section = self.desk.sections[name][1] if name in self.desk.sections else None
        self.renamed = {c.old: c.new for c in changes if c.old}

    def items(self, draft: SectionDraft) -> tuple[Paragraph | Todo, ...]:
        """The section's paragraphs with the facts it now has."""
        if self.section is None:
            return ()
        left = {f.text: f for f in self.section.facts}
        woven = [w for p in draft.paragraphs if (w := self._woven(p, left)) is not None]
        woven = self._with_new(woven, list(left.values()))
        return tuple(_numbered(woven) if self.section.form == "items" else woven)

    def _woven(self, paragraph: Paragraph, left: dict[str, Fact]) -> Paragraph | Todo | None:
        """A paragraph with its facts as they are now; taken from `left`. None where all it told is gone."""
        now = {f.text: left.pop(t) for f in paragraph.part.facts if (t := self.renamed.get(f.text, f.text)) in left}
        facts = tuple(now.values())
        if paragraph.part.facts and not facts and self.section and self.section.level:
            return None
        points = tuple(Point(p.label, now[p.text].text if p.text in now else p.text) for p in paragraph.part.task.points)
        gone = {f.text for f in paragraph.part.facts} - set(now)
        task = replace(paragraph.part.task, points=tuple(p for p in points if p.text not in gone))
        part = replace(paragraph.part, facts=facts, task=task)
        text = self._replaced(paragraph)
        if self.desk.grounder.check(text, facts=facts).sound:
            return replace(paragraph, part=part, text=text)
        return Todo(part, before=replace(paragraph, part=part))

    def _replaced(self, paragraph: Paragraph) -> str:
        """The text with old values of corrected facts replaced by the new ones."""
        text = paragraph.text
        for fact in paragraph.part.facts:
            new = self.renamed.get(fact.text)
            for old_value, new_value in _differences(fact.text, new) if new else ():
                text = text.replace(old_value, new_value)
        return text

    def _with_new(self, woven: list[Paragraph | Todo], new: Sequence[Fact]) -> list[Paragraph | Todo]:
        for fact in new:
            place = self._place(woven, fact)
            if place is None:
                woven += [Todo(p) for p in self.desk.parts(self.name, self.planner.in_use, [fact])]
            else:
                stands = woven[place]
                part = _extended(stands.part, fact, self._label)
                woven[place] = Todo(part, before=stands if isinstance(stands, Paragraph) else stands.before)
        return woven

    @property
    def _label(self) -> str:
        return LABELS[self.section.kind].fact if self.section else ""

    def _place(self, woven: Sequence[Paragraph | Todo], fact: Fact) -> int | None:
        """The paragraph that has room for a fact and is most alike; None where it needs one of its own."""
        assert self.section is not None
        if not self.section.level:
            return 0 if woven else None
        if self.section.form == "items":
            return None
        words = bigrams(fact.text)
        room = [i for i, w in enumerate(woven) if len(w.part.facts) < FACTS_A_PART]
        return max(room, key=lambda i: max((coverage(words, bigrams(f.text)) for f in woven[i].part.facts), default=0.0), default=None)


def _differences(old: str, new: str) -> list[tuple[str, str]]:
    """The values that differ between two wordings of a fact, where only values do."""
    one, other = _values(read(old)), _values(read(new))
    if len(one) != len(other):
        return []
    return [(a, b) for a, b in zip(one, other, strict=True) if a != b]


def _values(reading: Reading) -> list[str]:
    """The values of a text, as they stand in it and in its order."""
    places = [(c.quantity.start, c.quantity.text) for c in reading.counts]
    places += [(d.start, d.text) for d in reading.dates]
    places += [(n.start, n.value) for n in reading.names]
    return [text for _, text in sorted(places)]


def _extended(part: Part, fact: Fact, label: str) -> Part:
    """A paragraph that carries one more fact."""
    points = list(part.task.points)
    known = [i for i, p in enumerate(points) if any(p.text == f.text for f in part.facts)]
    points.insert(known[-1] + 1 if known else len(points), Point(label, fact.text))
    task: Task = replace(part.task, points=tuple(points), length=part.task.length + len(fact.text) + JOINING)
    return replace(part, facts=(*part.facts, fact), task=task)


def _numbered(woven: Sequence[Paragraph | Todo]) -> list[Paragraph | Todo]:
    """Items counted anew: 一是, 二是; one alone is not counted."""
    leads = [item(n) for n in range(1, len(woven) + 1)] if len(woven) > 1 else [""] * len(woven)
    done: list[Paragraph | Todo] = []
    for one, lead in zip(woven, leads, strict=True):
        part = replace(one.part, lead=lead)
        done.append(replace(one, part=part, text=lead + one.body) if isinstance(one, Paragraph) else replace(one, part=part))
    return done
