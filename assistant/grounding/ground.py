"""Grounds a text in the facts: where does each value come from, what became of each fact."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.facts.model import Fact, FactsFile
from assistant.grounding.claims import Count, read
from assistant.grounding.counts import Backing, CountTable, Known, around
from assistant.grounding.dates import DateTable, is_value
from assistant.grounding.derive import Scene, derive, items_of
from assistant.grounding.model import GroundedSentence, GroundedValue, Grounding, Leak, Leaks, Use
from assistant.grounding.names import NameTable
from assistant.grounding.uses import Evidence, UseFinder, names_in, wanted_of
from assistant.text.dates import Date
from assistant.text.lexicon import is_public
from assistant.text.spans import Slot

_BREAK = re.compile(r"[，,；;。：:！？!?（）()\n]")


@dataclass(frozen=True, slots=True)
class _Verdict:
    """A grounded value, and which values of which facts it says."""

    value: GroundedValue
    says: tuple[tuple[str, str], ...] = ()


class Grounder:
    """What the facts of one report allow a text to say. Built once per report, then asked for each text."""

    def __init__(self, facts: FactsFile, *, leaks: Leaks | None = None, public_extra: Sequence[str] = ()) -> None:
        """`leaks` knows the values of the samples; `public_extra` are more names that any text may use."""
        self.facts = facts
        self.leaks = leaks
        self.readings = {f.id: read(f.text, planned=f.kind == "plan") for f in facts.facts}
        self._texts = {f.id: f.text for f in facts.facts}
        given = [facts.title, facts.org, *facts.short_names, facts.addressee, facts.date, *(s.title for s in facts.sections), *public_extra]
        self._given = [text for text in given if text]
        self._counts = CountTable(self.readings.items())
        self._given_counts = CountTable(("", read(text)) for text in self._given)
        dates = [(fact, d) for fact, r in self.readings.items() for d in r.dates]
        dates += [("", d) for text in self._given for d in read(text).dates]
        self._dates = DateTable(facts.year, dates)
        orgs = [(fact, s.value) for fact, r in self.readings.items() for s in r.names if s.kind in ("org", "place")]
        self._names = NameTable(self._texts.items(), self._given, orgs)

    def check(self, text: str, *, facts: Sequence[Fact] | None = None) -> Grounding:
        """Ground `text`. `facts` are those it is expected to carry; None means all."""
        return _Check(self, text, self.facts.facts if facts is None else facts).grounding()

    def count(self, said: Count, words: frozenset[str]) -> Backing:
        """What speaks for a quantity."""
        backing = self._counts.back(said, words)
        if backing.kind == "none" and self._given_counts.back(said, words).kind == "facts":
            return Backing("facts")
        return backing

    @property
    def known(self) -> list[Known]:
        """The quantities of all facts."""
        return self._counts.known

    def date(self, said: Date) -> tuple[bool, tuple[str, ...]]:
        """Whether a date is allowed, and the facts that say it."""
        return self._dates.back(said)

    def name(self, slot: Slot) -> tuple[bool, tuple[str, ...]]:
        """Whether a name is allowed, and the facts that spell it."""
        return self._names.back(slot)

    @cached_property
    def own_years(self) -> frozenset[int | None]:
        """The years that need no fact."""
        return frozenset(self._dates.years)

    def quote(self, known: Known) -> str:
        """A number of a fact with what it counts, for messages: “主题党日14次”."""
        near = next(iter(known.count.near), "")
        return f"“{near}{known.count.quantity.text}”" if near else f"“{known.count.quantity.text}”"


class _Check:
    """One text being checked."""

    def __init__(self, grounder: Grounder, text: str, facts: Sequence[Fact]) -> None:
        self.grounder = grounder
        self.facts = facts
        self.text = read(text)
        found: Sequence[Leak] = grounder.leaks.find(text) if grounder.leaks else ()
        self._leaks = sorted(found, key=lambda leak: leak.start)
        self._leak_starts = [leak.start for leak in self._leaks]

    def grounding(self) -> Grounding:
        verdicts = sorted(self._verdicts(), key=lambda v: v.value.slot)
        values = tuple(v.value for v in verdicts)
        uses = self._uses(verdicts)
        return Grounding(values, uses, tuple(self._sentences(values, uses)))

    def _verdicts(self) -> list[_Verdict]:
        names = [self._name(slot) for slot in self.text.names]
        dates = [self._date(d) for d in self.text.dates if is_value(d)]
        counts = [self._count(c) for c in self.text.counts]
        return names + dates + counts

    def _name(self, slot: Slot) -> _Verdict:
        allowed, facts = self.grounder.name(slot)
        if allowed:
            return _Verdict(GroundedValue(slot, "facts", facts))
        if is_public(slot.value):
            return _Verdict(GroundedValue(slot, "public"))
        return _Verdict(self._unsupported(slot))

    def _date(self, date: Date) -> _Verdict:
        slot = Slot(date.start, date.end, "year" if date.grain == "year" else "date", date.text)
        allowed, facts = self.grounder.date(date)
        if not allowed:
            return _Verdict(self._unsupported(slot))
        said = tuple((fact, d.text) for fact in facts if fact for d in self.grounder.readings[fact].dates if self._same_date(date, d))
        return _Verdict(GroundedValue(slot, "facts", tuple(f for f in facts if f)), said)

    def _same_date(self, one: Date, other: Date) -> bool:
        return one.grain == other.grain and one.first[1:] == other.first[1:] and one.last[1:] == other.last[1:]

    def _count(self, said: Count) -> _Verdict:
        words = around(self.text, said.sentence)
        backing = self.grounder.count(said, words)
        if backing.kind == "facts":
            facts = tuple(dict.fromkeys(k.fact for k in backing.known))
            says = tuple((k.fact, k.count.quantity.text) for k in backing.known)
            return _Verdict(GroundedValue(said.slot, "facts", facts), says)
        scene = Scene(said, self._clause(said), words, self._list_before(said), backing.rival is not None)
        derived = derive(scene, self.grounder.known, self.grounder.readings)
        if derived:
            return _Verdict(GroundedValue(said.slot, "derived", derived.facts, derived.shown))
        return _Verdict(self._wrong_count(said, backing))

    def _wrong_count(self, said: Count, backing: Backing) -> GroundedValue:
        against = (backing.rival.fact,) if backing.rival else ()
        if not backing.known:
            return self._unsupported(said.slot, backing.rival, against)
        facts = tuple(dict.fromkeys(k.fact for k in backing.known))
        meant = self.grounder.quote(backing.known[0])
        reason = f"“{said.slot.value}”在事实中是{meant}（{facts[0]}）"
        if said.near:
            reason += f"，不是“{said.near[0]}”"
        if backing.rival:
            reason += f"；应为{self.grounder.quote(backing.rival)}（{backing.rival.fact}）"
        return GroundedValue(said.slot, "swapped", facts, reason=reason, contradicts=against)

    def _unsupported(self, slot: Slot, rival: Known | None = None, against: tuple[str, ...] = ()) -> GroundedValue:
        leak = self._leak(slot)
        if leak is not None:
            place = (leak.document, leak.paragraph)
            reason = f"“{slot.value}”出自范文《{leak.document}》第{leak.paragraph}段，事实中没有"
            return GroundedValue(slot, "sample", reason=reason, sample=place, contradicts=against)
        reason = f"“{slot.value}”在事实中没有依据"
        if rival is not None:
            reason += f"，事实是{self.grounder.quote(rival)}（{rival.fact}）"
        return GroundedValue(slot, "nowhere", reason=reason, contradicts=against)

    def _leak(self, slot: Slot) -> Leak | None:
        """The sample value that overlaps a slot."""
        i = bisect_left(self._leak_starts, slot.end)
        return next((leak for leak in reversed(self._leaks[:i]) if leak.end > slot.start), None)

    def _clause(self, said: Count) -> str:
        start = max((m.end() for m in _BREAK.finditer(self.text.text, 0, said.quantity.start)), default=0)
        match = _BREAK.search(self.text.text, said.quantity.end)
        return self.text.text[start : match.start() if match else len(self.text.text)]

    def _list_before(self, said: Count) -> tuple[str, ...]:
        """The things listed directly before a number: 甲、乙、丙3项."""
        start = max((m.end() for m in _BREAK.finditer(self.text.text, 0, said.quantity.start)), default=0)
        last = max((c.quantity.end for c in self.text.counts if c.quantity.end <= said.quantity.start), default=0)
        items = items_of(self.text.text[max(start, last) : said.quantity.start])
        return items if len(items) > 1 else ()

    def _uses(self, verdicts: Sequence[_Verdict]) -> dict[str, Use]:
        finder = UseFinder(self.text, [v.value for v in verdicts])
        said: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for verdict in verdicts:
            number = self.text.sentence_at(verdict.value.slot.start)
            for fact_id, wanted in verdict.says:
                said[fact_id].append((wanted, number))
        return {fact.id: self._use(finder, fact, said[fact.id]) for fact in self.facts}

    def _use(self, finder: UseFinder, fact: Fact, said: list[tuple[str, int]]) -> Use:
        reading = self.grounder.readings.get(fact.id) or read(fact.text)
        evidence = Evidence(wanted_of(reading, self.grounder.own_years))
        for wanted, number in [*said, *names_in(reading, self.text)]:
            evidence.found[wanted].add(number)
        return finder.use(fact, reading, evidence)

    def _sentences(self, values: Sequence[GroundedValue], uses: dict[str, Use]) -> list[GroundedSentence]:
        found = []
        for span in self.text.sentences:
            end = span.start + len(span.text)
            here = [v for v in values if span.start <= v.slot.start < end]
            carried = [u.fact for u in uses.values() if u.used and any(a < end and span.start < b for a, b in u.places)]
            facts = dict.fromkeys([*(f for v in here if v.supported for f in v.facts), *carried])
            found.append(GroundedSentence(span.start, end, tuple(facts), tuple(v for v in here if not v.supported)))
        return found

