"""The numbered lines of a document in their sequences: what each follows, what it stands under, and whether text stands under it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Literal, NamedTuple

from assistant.documents.headings import Number, number_of

if TYPE_CHECKING:
    from assistant.documents.model import Paragraph

Flaw = Literal["", "gap", "duplicate", "disorder", "start", "style"]

_AHEAD = 300  # numbered lines looked at for the rest of a sequence: more than one section of any report has
_BEGINNINGS = frozenset("一二三四五六七八九十第（(0123456789㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩⒈⒉⒊⒋⒌⒍⒎⒏⒐⑴⑵⑶⑷⑸⑹⑺⑻⑼")


@dataclass(eq=False, slots=True)
class Sequence:
    """Numbered lines of one style under one parent; `accepted` are the values that may come next."""

    style: str
    rank: int
    parent: Sequence | None
    last: int = 0
    accepted: set[int] = field(default_factory=lambda: {1})


class Numbered(NamedTuple):
    """A numbered line: its place in the paragraphs, its number, its sequence, what is wrong with the number, what was expected."""

    position: int
    number: Number
    sequence: Sequence
    flaw: Flaw = ""
    expected: int = 0

    @property
    def is_first(self) -> bool:
        """Whether it opens its sequence under a new parent."""
        return self.number.value == 1


def numbered_lines(paragraphs: tuple[Paragraph, ...]) -> list[Numbered]:
    """The numbered lines of the body outside tables, in reading order."""
    numbers = [(position, number) for position, p in enumerate(paragraphs) if (number := _number(p))]
    walker = _Walker([number for _, number in numbers])
    return [walker.place(position, number) for position, number in numbers]


def _number(paragraph: Paragraph) -> Number | None:
    """The number of a body line outside tables, behind a marker left in front of it (##paidbegin##) too."""
    if paragraph.part != "body" or paragraph.cell is not None or paragraph.is_title:
        return None
    text = paragraph.text
    begin = len(text) - len(text.lstrip())
    if text.startswith("##", begin):
        begin = max(text.find("##", begin + 2) + 2, begin)
    if text[begin : begin + 1] not in _BEGINNINGS:
        return None
    number = number_of(text[begin:])
    return number._replace(end=number.end + begin) if number else None


class _Walker:
    """The sequences open at a point of the document, outermost first."""

    def __init__(self, numbers: list[Number]) -> None:
        self.open: list[Sequence] = []
        self.coming = numbers
        self.passed = 0

    def place(self, position: int, number: Number) -> Numbered:
        """Put a number where it belongs and say what is wrong with it."""
        self.passed += 1
        sequence = next((s for s in self.open if s.style == number.style), None)
        if sequence is None and number.value > 1 and (other := self._continued(number)):
            del self.open[self.open.index(other) + 1 :]
            expected = other.last + 1
            other.last, other.accepted = number.value, {number.value + 1, expected + 1}
            return Numbered(position, number, other, "style", expected)
        if sequence is None:
            sequence = self._opened(number)
        del self.open[self.open.index(sequence) + 1 :]
        return self._counted(position, number, sequence)

    def _continued(self, number: Number) -> Sequence | None:
        """The innermost open sequence of another style that this number continues or repeats, and that does not go on itself."""
        other = next((s for s in reversed(self.open) if s.last in (number.value - 1, number.value) and s.rank != 0), None)
        return None if other is None or self._goes_on(other) else other

    def _goes_on(self, sequence: Sequence) -> bool:
        """Whether the next number of that style, from here on, is the one that the sequence waits for."""
        ahead = self.coming[self.passed : self.passed + _AHEAD]
        following = next((n for n in ahead if n.style == sequence.style or n.rank < sequence.rank), None)
        return following is not None and following.style == sequence.style and following.value == sequence.last + 1

    def _opened(self, number: Number) -> Sequence:
        while self.open and self.open[-1].rank >= number.rank:
            self.open.pop()
        parent = self.open[-1] if self.open else None
        self.open.append(Sequence(number.style, number.rank, parent))
        return self.open[-1]

    def _counted(self, position: int, number: Number, sequence: Sequence) -> Numbered:
        value, expected = number.value, sequence.last + 1
        flaw: Flaw = ""
        if value not in sequence.accepted and not (value == 1 and sequence.last > 1):
            flaw = _flaw(value, sequence.last)
        sequence.accepted = {value + 1, expected + 1} if flaw else {value + 1}
        sequence.last = value
        return Numbered(position, number, sequence, flaw, expected)


def _flaw(value: int, last: int) -> Flaw:
    if last == 0:
        return "start"
    if value == last:
        return "duplicate"
    return "gap" if value > last else "disorder"


def text_below(paragraphs: tuple[Paragraph, ...], lines: list[Numbered]) -> Iterator[tuple[Numbered, bool]]:
    """Each numbered line with whether anything stands between it and the next line of its own or a higher rank."""
    for line, following in zip(lines, chain(lines[1:], [None]), strict=False):
        end = following.position if following else len(paragraphs)
        between = any(paragraphs[p].text.strip() and paragraphs[p].part == "body" for p in range(line.position + 1, end))
        deeper = following is not None and _below(following.sequence, line.sequence)
        yield line, between or deeper


def _below(sequence: Sequence, other: Sequence) -> bool:
    parent = sequence.parent
    while parent is not None and parent is not other:
        parent = parent.parent
    return parent is other
