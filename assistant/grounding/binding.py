"""Binds each quantity of a text to what it counts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from assistant.grounding.bearing import Bearing, Tense, bearing, tenses
from assistant.grounding.quantities import Bounds, bounds_of
from assistant.grounding.respectively import respective
from assistant.grounding.topics import after, before, bigrams, pieces, plain
from assistant.text.dates import Date
from assistant.text.quantities import Quantity
from assistant.text.sentences import Span
from assistant.text.spans import Slot

_PIECE_MARK = re.compile(r"[，,；;。：:、！？!?（）()\n—]")
_CLAUSE_MARK = re.compile(r"[，,；;。：:！？!?（）()\n—]")
# A number behind these words sums up or says again; it does not go on with the thing before it.
_SUMMED = re.compile(r"(?:共|合计|共计|总计|累计|折合|相当于|即|约合)$")
_BEFORE, _BEHIND = 40, 24  # characters beside a number in which its thing is looked for
_FAR = 160  # characters beyond which nothing bears on a number, however long the sentence


@dataclass(frozen=True, slots=True)
class Count:
    """A quantity and what it counts.

    `near` are the things named directly beside it, `clause` is what is said around it, `lead` all that the phrase up to it names.
    `bounds` are the least and the greatest value in the base unit of its class (None is open), `exact` the value where it is one number.
    """

    quantity: Quantity
    near: tuple[str, ...]
    clause: str
    sentence: int
    bearing: Bearing
    lead: str
    bounds: Bounds
    exact: Fraction | None

    @property
    def slot(self) -> Slot:
        """The place of the quantity."""
        return Slot(self.quantity.start, self.quantity.end, "quantity", self.quantity.text)


class Binder:
    """Binds quantities to the words around them."""

    def __init__(self, text: str, sentences: Sequence[Span], quantities: Sequence[Quantity], dates: Sequence[Date]) -> None:
        self.text = text
        self.sentences = sentences
        self.starts = [s.start for s in sentences]
        self.quantities = quantities
        self.blank = _blank(text, [(d.start, d.end) for d in dates])
        self.words = _blank(self.blank, [(q.start, q.end) for q in quantities])

    def counts(self, tense: Tense) -> list[Count]:
        """The quantities in order, each with what it counts; `tense` is that of a text which does not say."""
        found: list[Count] = []
        numbers = [max(bisect_right(self.starts, q.start) - 1, 0) for q in self.quantities]
        sections = tenses(self.text, self.sentences, frozenset(numbers), tense)
        rows = respective(self.text, self.quantities)
        for i, quantity in enumerate(self.quantities):
            number = numbers[i]
            sentence = self.sentences[number]
            near = tuple(filter(None, [before(rows[i])])) if i in rows else self._near(i)
            goes_on = found and found[-1].sentence == number
            if not near and goes_on and not _SUMMED.search(self.text[max(quantity.start - 4, 0) : quantity.start]):
                near = found[-1].near
            points = bearing(self.text[self._from(sentence, quantity) : quantity.start], tense=sections[number])
            lead = "" if i in rows else self._lead(i)
            low, high = bounds_of(quantity)
            exact = low if low == high and quantity.approx == "exact" else None
            found.append(Count(quantity, near, self._clause(quantity, sentence), number, points, lead, (low, high), exact))
        return found

    @staticmethod
    def _from(sentence: Span, quantity: Quantity) -> int:
        """Where the sentence begins, or what of it is near enough to matter."""
        return max(sentence.start, quantity.start - _FAR)

    def _near(self, i: int) -> tuple[str, ...]:
        quantity = self.quantities[i]
        left = self.quantities[i - 1].end if i else 0
        right = self.quantities[i + 1].start if i + 1 < len(self.quantities) else len(self.text)
        left_text = self.blank[max(left, quantity.start - _BEFORE) : quantity.start]
        right_text = self.blank[quantity.end : min(right, quantity.end + _BEHIND)]
        ahead = before(_PIECE_MARK.split(left_text)[-1])
        behind = after(_PIECE_MARK.split(right_text, maxsplit=1)[0])
        if ahead and behind:
            ahead, behind = self._shared(i, ahead, behind, left_text, right_text)
        return tuple(dict.fromkeys(p for p in (ahead, *behind) if p))

    def _shared(self, i: int, ahead: str, behind: tuple[str, ...], left: str, right: str) -> tuple[str, tuple[str, ...]]:
        """What is left of the things before and behind a number when neighbours in one phrase claim one of them.

        In 2名职工和3名党员 the second number counts 党员 alone; in 党员大会4次支委会12次 the first counts 党员大会 alone.
        """
        quantity = self.quantities[i]
        touches_last = i > 0 and self.quantities[i - 1].end == quantity.start - len(left)
        if touches_last and not _PIECE_MARK.search(left):
            return "", behind
        following = self.quantities[i + 1] if i + 1 < len(self.quantities) else None
        if following and following.start == quantity.end + len(right) and not _PIECE_MARK.search(right):
            beyond = after(_PIECE_MARK.split(self.blank[following.end : following.end + _BEHIND], maxsplit=1)[0])
            return ahead, behind if beyond else ()
        return ahead, behind

    def _lead(self, i: int) -> str:
        quantity = self.quantities[i]
        left = max(self.quantities[i - 1].end if i else 0, quantity.start - _BEFORE)
        return "".join(pieces(_PIECE_MARK.split(self.blank[left : quantity.start])[-1]))

    def _clause(self, quantity: Quantity, sentence: Span) -> str:
        """The clause the quantity stands in; where that names nothing, with the one before it."""
        start = self._from(sentence, quantity)
        ends = [m.end() for m in _CLAUSE_MARK.finditer(self.text, start, quantity.start)]
        last = min(sentence.end, quantity.end + _FAR)
        match = _CLAUSE_MARK.search(self.text, quantity.end, last)
        end = match.start() if match else last
        for left in (*reversed(ends), start):
            clause = self.words[left:end]
            if bigrams(clause):
                return plain(clause)
        return plain(self.words[start:end])


def _blank(text: str, places: list[tuple[int, int]]) -> str:
    """`text` of the same length with spaces at `places`."""
    parts, position = [], 0
    for start, end in places:
        parts += [text[position:start], " " * (end - start)]
        position = max(position, end)
    return "".join(parts) + text[position:]
