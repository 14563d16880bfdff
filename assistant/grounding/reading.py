"""The values of a text, each with what it is about: one reading for facts and drafts alike."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, TypeVar

from assistant.grounding.assertions import Assertion, find_assertions
from assistant.grounding.bearing import Tense
from assistant.grounding.binding import Binder, Count
from assistant.grounding.names import bare
from assistant.grounding.quantities import Bounds
from assistant.grounding.topics import bigrams, essence
from assistant.text.dates import Date, find_dates
from assistant.text.lexicon import public_spans
from assistant.text.names import find_names
from assistant.text.quantities import Quantity, find_quantities
from assistant.text.sentences import Span, split_sentences
from assistant.text.spans import Slot

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

NAME_KINDS = frozenset({"org", "place", "person", "title", "quoted"})
MOST_NAMED = 10  # more things than this nobody counts up in passing
_THINGS = re.compile("项目|工程|任务|课题|岗位|村|企业|单位")
_OF_DATES = "前后起止内间"
_TOGETHER = re.compile(r"[^，,。；;、\d]{0,8}(?:合计|共计|累计|总计)")


@dataclass(frozen=True)
class Reading:
    """A text and its values: counts, dates, names, assertions. `essence` and `bigrams` are of its words without counts and dates."""

    text: str
    sentences: tuple[Span, ...]
    counts: tuple[Count, ...]
    dates: tuple[Date, ...]
    names: tuple[Slot, ...]
    assertions: tuple[Assertion, ...]
    essence: str
    bigrams: frozenset[str]

    @cached_property
    def _starts(self) -> list[int]:
        return [s.start for s in self.sentences]

    @cached_property
    def counts_of(self) -> dict[int, list[Count]]:
        """The counts of each sentence that has some."""
        found: dict[int, list[Count]] = defaultdict(list)
        for count in self.counts:
            found[count.sentence].append(count)
        return found

    @cached_property
    def amounts_of(self) -> dict[int, frozenset[Bounds]]:
        """The amounts of each sentence that has some."""
        return {number: frozenset(count.bounds for count in counts) for number, counts in self.counts_of.items()}

    @cached_property
    def words_around(self) -> list[frozenset[str]]:
        """The bigrams of each sentence and the one before it."""
        words = self.words_of
        return [frozenset().union(*words[max(number - 1, 0) : number + 1]) for number in range(len(words))]

    @cached_property
    def words_of(self) -> list[frozenset[str]]:
        """The bigrams of each sentence."""
        return [bigrams(s.text) for s in self.sentences]

    @cached_property
    def essences(self) -> list[str]:
        """The sentences without framing words and marks."""
        return [essence(s.text) for s in self.sentences]

    @cached_property
    def bare_sentences(self) -> list[str]:
        """The sentences without marks of names and spaces."""
        return [bare(s.text) for s in self.sentences]

    def sentence_at(self, offset: int) -> int:
        """The number of the sentence that holds `offset`."""
        return max(bisect_right(self._starts, offset) - 1, 0)


def _names(text: str, dates: Container[int]) -> Iterator[Slot]:
    """The names of `text` that are no part of a public term and do not begin with the 前 of a date that ends at one of `dates`."""
    public = [(term.start, term.end) for term in public_spans(text)]
    starts = [start for start, _ in public]
    for name in find_names(text):
        i = bisect_right(starts, name.start)
        part_of_date = name.start in dates and text[name.start] in _OF_DATES
        if not part_of_date and not (i and name.end <= public[i - 1][1]):
            yield Slot(name.start, name.end, name.kind, text[name.start : name.end])


class _Placed(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


_P = TypeVar("_P", bound=_Placed)


def read(text: str, *, tense: Tense = "") -> Reading:
    """Find all values of `text` and bind each quantity to what it counts. `tense` is that of a text which does not say."""
    sentences = tuple(split_sentences(text))
    found = find_dates(text)
    names = tuple(_names(text, {date.end for date in found}))
    assertions = tuple(outside(names, find_assertions(text)))
    quantities = [q for q in outside((*names, *assertions), find_quantities(text)) if not _orders_text(text, q)]
    dates = tuple(outside(names, found))
    binder = Binder(text, sentences, quantities, dates)
    counts = tuple(binder.counts(tense))
    return Reading(text, sentences, counts, dates, names, assertions, essence(binder.words), bigrams(binder.words))


def outside(others: Sequence[_Placed], found: Sequence[_P]) -> list[_P]:
    """Those of `found` that share nothing with `others`, which do not overlap."""
    taken = sorted((o.start, o.end) for o in others)
    starts = [start for start, _ in taken]
    return [f for f in found if not ((i := bisect_right(starts, f.end - 1)) and taken[i - 1][1] > f.start)]


def _orders_text(text: str, quantity: Quantity) -> bool:
    """Whether a number only orders what is said: 三个方面, 三项会议合计; 三个重点项目 are things."""
    if quantity.unit_class == "discourse":
        return _THINGS.match(text, quantity.end) is None
    few = quantity.unit_class == "items" and quantity.high is not None and quantity.high <= MOST_NAMED
    return few and _TOGETHER.match(text, quantity.end) is not None
