"""Grounds a text in the facts: where does each value come from, what became of each fact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from assistant.facts.model import Fact, FactsFile
from assistant.grounding.dates import is_value
from assistant.grounding.judge import Judge, tense_of
from assistant.grounding.model import GroundedSentence, GroundedValue, Grounding, Leaks, Use
from assistant.grounding.reading import read
from assistant.grounding.uses import Evidence, UseFinder, names_in, wanted_of
from assistant.grounding.verdicts import Scenery, Verdict
from assistant.text.sentences import Span
from assistant.text.spans import Slot


class Grounder:
    """What the facts of one report allow a text to say. Built once per report, then asked for each text."""

    def __init__(self, facts: FactsFile, *, leaks: Leaks | None = None, public_extra: Sequence[str] = ()) -> None:
        """`leaks` knows the values of the samples; `public_extra` are more names that any text may use."""
        self.facts = facts
        self.leaks = leaks
        given = [facts.title, facts.date, facts.org, *facts.short_names, facts.addressee, *(s.title for s in facts.sections), *public_extra]
        self.judge = Judge(facts, [text for text in given if text])

    def check(self, text: str, *, facts: Sequence[Fact] | None = None) -> Grounding:
        """Ground `text`. `facts` are those it is expected to carry; None means all."""
        leaks = sorted(self.leaks.find(text), key=lambda leak: leak.start) if self.leaks else []
        expected = self.facts.facts if facts is None else facts
        scenery = Scenery(read(text, tense=tense_of(f.kind for f in expected)), leaks)
        verdicts = sorted(self._verdicts(scenery), key=lambda v: v.value.slot)
        values = tuple(v.value for v in verdicts)
        uses = self._uses(scenery, verdicts, expected)
        return Grounding(values, uses, _sentences(scenery, values, uses))

    def _verdicts(self, scenery: Scenery) -> list[Verdict]:
        text, judge = scenery.text, self.judge
        return [
            *(judge.name(slot, scenery) for slot in judge.names(scenery)),
            *(judge.date(date, scenery) for date in text.dates if is_value(date)),
            *(judge.count(count, scenery) for count in text.counts),
            *(judge.assertion(said, scenery) for said in text.assertions),
        ]

    def _uses(self, scenery: Scenery, verdicts: Sequence[Verdict], facts: Sequence[Fact]) -> dict[str, Use]:
        finder = UseFinder(scenery.text, [v.value for v in verdicts], self.judge.weights)
        said: dict[str, list[tuple[Slot, int]]] = defaultdict(list)
        for verdict in verdicts:
            number = scenery.text.sentence_at(verdict.value.slot.start)
            for fact_id, wanted in verdict.says:
                said[fact_id].append((wanted, number))
        return {fact.id: self._use(finder, fact, said[fact.id]) for fact in facts}

    def _use(self, finder: UseFinder, fact: Fact, said: list[tuple[Slot, int]]) -> Use:
        reading = self.judge.readings.get(fact.id) or read(fact.text)
        evidence = Evidence(wanted_of(reading, self.judge.own_years))
        for wanted, number in [*said, *names_in(reading, finder.text)]:
            evidence.found[wanted].add(number)
        return finder.use(fact, reading, evidence)


def _sentences(scenery: Scenery, values: Sequence[GroundedValue], uses: dict[str, Use]) -> tuple[GroundedSentence, ...]:
    here: dict[int, list[GroundedValue]] = defaultdict(list)
    carried: dict[int, list[str]] = defaultdict(list)
    for value in values:
        here[scenery.text.sentence_at(value.slot.start)].append(value)
    for use in uses.values():
        for start, end in use.places if use.used else ():
            for number in range(scenery.text.sentence_at(start), scenery.text.sentence_at(end - 1) + 1):
                carried[number].append(use.fact)
    return tuple(_sentence(span, here[number], carried[number]) for number, span in enumerate(scenery.text.sentences))


def _sentence(span: Span, values: Sequence[GroundedValue], carried: Sequence[str]) -> GroundedSentence:
    facts = dict.fromkeys([*(fact for v in values if v.supported for fact in v.facts), *carried])
    violations = tuple(v for v in values if not v.supported)
    return GroundedSentence(span.start, span.start + len(span.text), tuple(facts), violations)
