"""Judges single values of a text: what in the facts supports each, or why nothing does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

from assistant.facts.model import FactKind, FactsFile
from assistant.grounding.assertions import Assertion, supporting
from assistant.grounding.bearing import Tense
from assistant.grounding.binding import Count
from assistant.grounding.counts import Backing, CountTable, Known, nearness
from assistant.grounding.dates import DateTable, date_slot, is_value
from assistant.grounding.derivation import Scene
from assistant.grounding.derive import derive
from assistant.grounding.model import GroundedValue
from assistant.grounding.names import NameTable, bare, forms
from assistant.grounding.rates import all_of_it
from assistant.grounding.reading import NAME_KINDS, outside, read
from assistant.grounding.topics import coverage
from assistant.grounding.verdicts import Scenery, Verdict, quote, shown, unsupported
from assistant.text.dates import Date
from assistant.text.lexicon import is_public
from assistant.text.spans import Slot, SlotKind

_TENSES: dict[FactKind, Tense] = {"fact": "done", "problem": "", "plan": "planned"}
ABOUT_IT = 0.5  # of a fact's content must stand around a wrong date, prize or name for it to contradict the fact
SOMETHING_OF_IT = 0.3  # of a fact beside its name show that the name stands where it belongs


def tense_of(kinds: Iterable[FactKind]) -> Tense:
    """The tense of a text that is to carry facts of these kinds; an empty string where they differ."""
    tenses = {_TENSES[kind] for kind in kinds}
    return tenses.pop() if len(tenses) == 1 else ""


class Judge:
    """The facts of one report as tables of what they allow."""

    def __init__(self, facts: FactsFile, given: Sequence[str]) -> None:
        """`given` are texts beside the facts that any text may repeat: title, date, names of the unit, section titles.

        Without a year in the facts file it is the first that stands in them.
        """
        self.readings = {f.id: read(f.text, tense=tense_of([f.kind])) for f in facts.facts}
        beside = [read(text) for text in given]
        self._counts = CountTable(self.readings.items())
        self._beside = CountTable(("", reading) for reading in beside)
        dates = [(fact, d) for fact, r in self.readings.items() for d in r.dates]
        year = facts.year or next((d.first.year for r in beside for d in r.dates if d.first.year), None)
        self._dates = DateTable(year, dates + [("", d) for r in beside for d in r.dates])
        orgs = [(fact, s.value) for fact, r in self.readings.items() for s in r.names if s.kind in ("org", "place")]
        self._names = NameTable([(f.id, f.text) for f in facts.facts], given, orgs)

    @cached_property
    def assertions(self) -> list[tuple[str, list[Assertion]]]:
        """What each fact claims without a number; a rate of 100% claims all of it."""
        return [(fact, [*r.assertions, *map(_all_of_it, filter(_is_whole, r.counts))]) for fact, r in self.readings.items()]

    @cached_property
    def weights(self) -> dict[str, float]:
        """How much each pair of characters tells one fact from the others: one part in as many facts as have it."""
        having = Counter(pair for reading in self.readings.values() for pair in reading.bigrams)
        return {pair: 1 / count for pair, count in having.items()}

    @property
    def own_years(self) -> frozenset[int | None]:
        """The years that need no fact."""
        return frozenset(self._dates.years)

    @cached_property
    def _names_told(self) -> tuple[dict[str, SlotKind], re.Pattern[str]]:
        """The names of the facts without their marks, and a pattern that finds them."""
        kinds = {bare(n.value): n.kind for r in self.readings.values() for n in r.names if len(bare(n.value)) > 1}
        return kinds, re.compile("|".join(sorted(map(re.escape, kinds), key=len, reverse=True)) or r"(?!)")

    def names(self, scenery: Scenery) -> list[Slot]:
        """The names of a text: those that can be told by themselves, and those that the facts or only the samples tell."""
        text = scenery.text.text
        kinds, pattern = self._names_told
        told = [Slot(*m.span(), kinds[m.group()], m.group()) for m in pattern.finditer(text)]
        sampled = [Slot(k.start, k.end, k.kind, text[k.start : k.end]) for k in scenery.leaks if k.kind in NAME_KINDS]
        own = [*scenery.text.names, *outside(scenery.text.names, told)]
        return [*own, *outside(own, sampled)]

    def name(self, slot: Slot, scenery: Scenery) -> Verdict:
        """Judge an organisation, place, person, title or quoted name."""
        allowed, facts = self._names.back(slot)
        meant = self._other_name(slot, facts, scenery)
        if meant:
            return Verdict(self._wrong_name(slot, facts, meant))
        if allowed:
            says = tuple((f, n) for f in facts for n in self.readings[f].names if self._names.said(slot, n))
            return Verdict(GroundedValue(slot, "facts", facts), says)
        if is_public(slot.value):
            return Verdict(GroundedValue(slot, "public"))
        return Verdict(unsupported(slot, scenery))

    def _other_name(self, slot: Slot, facts: Sequence[str], scenery: Scenery) -> str | None:
        """The fact that a sentence tells with a name of other facts in place of its own, or None."""
        number = scenery.text.sentence_at(slot.start)
        words, spelled = scenery.text.words_of[number], scenery.text.bare_sentences[number]
        if not facts or any(coverage(self.readings[f].bigrams, words) >= SOMETHING_OF_IT for f in facts):
            return None
        for fact in self._about(self.readings, words):
            names = [n for n in self.readings[fact].names if n.kind == slot.kind]
            if names and not any(form in spelled for n in names for form in forms(n)):
                return fact
        return None

    def _wrong_name(self, slot: Slot, facts: tuple[str, ...], meant: str) -> GroundedValue:
        reason = f"{shown(slot)}在事实中属于“{self.readings[facts[0]].text}”（{facts[0]}）；事实是“{self.readings[meant].text}”（{meant}）"
        return GroundedValue(slot, "swapped", facts, reason=reason, contradicts=(meant,))

    def date(self, date: Date, scenery: Scenery) -> Verdict:
        """Judge a date, year or period."""
        slot = date_slot(date)
        allowed, facts = self._dates.back(date)
        if allowed:
            facts = tuple(f for f in facts if f)
            dates = ((f, d) for f in facts for d in self.readings[f].dates)
            says = tuple((f, date_slot(d)) for f, d in dates if d.grain == date.grain and self._dates.says(date, d))
            return Verdict(GroundedValue(slot, "facts", facts), says)
        dated = (f for f, r in self.readings.items() if any(is_value(d) and d.grain != "year" for d in r.dates))
        against = () if date.grain == "year" else self._about(dated, scenery.sentence(date.start))
        return Verdict(unsupported(slot, scenery, against, self._as_facts_say(against)))

    def assertion(self, said: Assertion, scenery: Scenery) -> Verdict:
        """Judge a claim of all, of none, of a prize, or of how often; no fact is needed to say how often."""
        slot = said.slot
        words = scenery.around(said.start)
        near = [(f, claimed) for f, claimed in self.assertions if coverage(self.readings[f].bigrams, words) > 0.2]
        facts = supporting(said, near)
        if facts:
            says = tuple((f, one.slot) for f, claimed in near if f in facts for one in claimed if one.supports(said))
            return Verdict(GroundedValue(slot, "facts", facts), says)
        derived = all_of_it(words, self._counts.known) if said.group == "all" else None
        if derived:
            says = tuple((k.fact, k.count.slot) for k in derived.parts)
            return Verdict(GroundedValue(slot, "derived", derived.facts, derived.shown), says)
        if said.group == "rhythm":
            return Verdict(GroundedValue(slot, "public"))
        rivals = (f for f, claimed in near if any(one.group == said.group for one in claimed))
        against = self._about(rivals, scenery.sentence(said.start))
        return Verdict(unsupported(slot, scenery, against, self._as_facts_say(against)))

    def count(self, said: Count, scenery: Scenery) -> Verdict:
        """Judge a quantity."""
        words = scenery.text.words_around[said.sentence]
        backing = self._counts.back(said, words)
        if backing.kind == "facts":
            facts = tuple(dict.fromkeys(k.fact for k in backing.known))
            says = tuple((k.fact, k.count.slot) for k in backing.known if k.count.bounds == said.bounds)
            return Verdict(GroundedValue(said.slot, "facts", facts), says)
        if not backing.known and _is_whole(said):
            return self.assertion(_all_of_it(said), scenery)
        if backing.kind == "none" and self._beside.back(said, words).kind == "facts":
            return Verdict(GroundedValue(said.slot, "facts"))
        scene = Scene(said, scenery.text, backing.rival)
        derived = derive(scene, self._counts, self.readings)
        if derived:
            return Verdict(GroundedValue(said.slot, "derived", derived.facts, derived.shown))
        return Verdict(self._wrong_count(said, backing, scenery))

    def _wrong_count(self, said: Count, backing: Backing, scenery: Scenery) -> GroundedValue:
        rival = backing.rival or self._meant(said, scenery)
        against = (rival.fact,) if rival else ()
        instead = f"事实是{quote(rival)}（{rival.fact}）" if rival else ""
        if not backing.known:
            return unsupported(said.slot, scenery, against, instead and f"，{instead}")
        facts = tuple(dict.fromkeys(k.fact for k in backing.known))
        reason = f"“{said.slot.value}”在事实中是{quote(backing.known[0])}（{facts[0]}）"
        reason += f"，不是“{said.near[0]}”" if said.near else ""
        return GroundedValue(said.slot, "swapped", facts, reason=reason + (instead and f"；{instead}"), contradicts=against)

    def _meant(self, said: Count, scenery: Scenery) -> Known | None:
        """The number of the fact that the sentence is about, where the words beside `said` name no fact's thing."""
        words = scenery.text.words_of[said.sentence]
        amounts = scenery.text.amounts_of[said.sentence]
        lacking = [k for k in self._counts.comparable(said) if k.count.bounds not in amounts and coverage(k.content, words) >= ABOUT_IT]
        return max(lacking, key=lambda k: nearness(said, k.count), default=None)

    def _about(self, facts: Iterable[str], words: frozenset[str]) -> tuple[str, ...]:
        return tuple(f for f in facts if coverage(self.readings[f].bigrams, words) >= ABOUT_IT)

    def _as_facts_say(self, facts: Sequence[str]) -> str:
        return "".join(f"，事实是“{self.readings[f].text}”（{f}）" for f in facts[:1])


def _is_whole(count: Count) -> bool:
    return count.quantity.percent and count.exact == 1


def _all_of_it(count: Count) -> Assertion:
    """A rate of 100% as the claim of all that it is."""
    return Assertion(count.quantity.start, count.quantity.end, count.quantity.text, "all")
