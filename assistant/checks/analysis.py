"""A document as the rules see it: one text with offsets, and what is understood of it, worked out once and when asked for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.checks.matching import occurrences
from assistant.text.patterns import compiled

if TYPE_CHECKING:
    from assistant.checks.lexicon import Found
    from assistant.checks.numbering import Numbered
    from assistant.documents.model import Document, Paragraph
    from assistant.facts.model import FactsFile
    from assistant.grounding import Grounding, Leaks, Run
    from assistant.text.dates import Date
    from assistant.text.lexicon import PublicTerm
    from assistant.text.quantities import Quantity

_LONGEST_SENTENCE = 1000  # as far as one looks for its ends, so that a text without marks takes no more time than another
_QUOTES = '“”‘’"'


class Analysis:
    """The paragraphs of a document joined by line ends, so that a rule scans once, and the way back to the paragraph."""

    def __init__(self, document: Document, facts: FactsFile | None = None, leaks: Leaks | None = None) -> None:
        """`facts` are what the document is to say, `leaks` the values and wording of a sample library."""
        self.document = document
        self.facts = facts
        self.leaks = leaks
        self.paragraphs = document.paragraphs
        self.text = "\n".join(p.text for p in document.paragraphs)
        self._places: dict[str, list[int]] = {}

    @cached_property
    def has_references(self) -> bool:
        """Whether the text lists the works it cites."""
        return "参考文献" in self.text

    @cached_property
    def starts(self) -> list[int]:
        """Where each paragraph begins in `text`."""
        starts, position = [], 0
        for paragraph in self.paragraphs:
            starts.append(position)
            position += len(paragraph.text) + 1
        return starts

    @cached_property
    def characters(self) -> frozenset[str]:
        """The different characters of the text: a rule that needs one that is not there need not look."""
        return frozenset(self.text)

    def places(self, characters: str) -> list[int]:
        """Where one of `characters` (as in [...]) stands in the text: found once for all patterns that begin with them."""
        if characters not in self._places:
            self._places[characters] = [found.start() for found in compiled(f"[{characters}]").finditer(self.text)]
        return self._places[characters]

    @cached_property
    def _emphasised(self) -> list[tuple[int, int]]:
        from assistant.checks.masks import emphasised

        return list(emphasised(self.text))

    def is_emphasised(self, offset: int) -> bool:
        """Whether `offset` stands in something between asterisks that is no masked name."""
        from assistant.checks.years import in_spans

        return in_spans(self._emphasised, offset)

    @cached_property
    def separators(self) -> frozenset[int]:
        """The positions of the paragraphs that are lines drawn with signs."""
        from assistant.checks.masks import is_separator

        return frozenset(number for number, p in enumerate(self.paragraphs) if is_separator(p.text))

    @cached_property
    def prose(self) -> list[bool]:
        """Of each paragraph, whether it holds a mark of running text."""
        return [any(mark in p.text for mark in "，。；") for p in self.paragraphs]

    @cached_property
    def grounding(self) -> Grounding | None:
        """Where the values of the text come from and what became of the facts; None where there are no facts."""
        if self.facts is None:
            return None
        from assistant.grounding import Grounder

        return Grounder(self.facts, leaks=self.leaks).check(self.text)

    @cached_property
    def sample_runs(self) -> list[Run]:
        """The long runs of characters that the text shares with samples; a sample that is this very text does not count."""
        runs = list(self.leaks.runs(self.text)) if self.leaks else []
        shared: Counter[str] = Counter()
        for run in runs:
            shared[run.document] += run.end - run.start
        return [run for run in runs if 2 * shared[run.document] < len(self.text)]

    @cached_property
    def lexicon(self) -> dict[str, list[Found]]:
        """The entries of the checker's lexicons that stand in the text, by lexicon."""
        from assistant.checks.lexicon import scan

        return scan(self.text)

    @cached_property
    def unquoted(self) -> str:
        """The text without quotation marks; see `with_quotes`."""
        text = self.text
        for mark in _QUOTES:
            text = text.replace(mark, "")
        return text

    @cached_property
    def _quotes_before(self) -> list[int]:
        """For each quotation mark of the text, how many other characters stand before it."""
        found = sorted(at for mark in _QUOTES for at in occurrences(self.text, mark))
        return [at - number for number, at in enumerate(found)]

    def with_quotes(self, offset: int) -> int:
        """Where the character at `offset` of `unquoted` stands in `text`."""
        return offset + bisect_right(self._quotes_before, offset)

    def in_title(self, offset: int) -> bool:
        """Whether `offset` stands between 《 and 》."""
        opened = self.text.rfind("《", max(offset - 60, 0), offset)
        return opened >= 0 and self.text.find("》", opened, offset) < 0 and "\n" not in self.text[opened:offset]

    def in_quotes(self, offset: int) -> bool:
        """Whether `offset` stands between “ and ”."""
        opened = self.text.rfind("“", max(offset - 60, 0), offset)
        return opened >= 0 and self.text.find("”", opened, offset) < 0 and "\n" not in self.text[opened:offset]

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years the report is about, in order; empty where nothing says."""
        from assistant.checks.years import report_years

        return report_years(self)

    @property
    def year(self) -> int | None:
        """The (first) year the report is about."""
        return self.years[0] if self.years else None

    @cached_property
    def title_span(self) -> tuple[int, int] | None:
        """Where the title stands in the text."""
        number = next((n for n, p in enumerate(self.paragraphs) if p.is_title), None)
        return None if number is None else (self.starts[number], self.starts[number] + len(self.paragraphs[number].text))

    @cached_property
    def dates(self) -> list[Date]:
        """The dates, years and periods of the text."""
        from assistant.text.dates import find_dates

        return find_dates(self.text)

    @cached_property
    def quantities(self) -> list[Quantity]:
        """The numbers of the text that count something."""
        from assistant.text.quantities import find_quantities

        return find_quantities(self.text, dates=self.dates, public=self._public)

    def between(self, start: int, end: int) -> list[Quantity]:
        """The quantities that stand wholly in `text[start:end]`."""
        first = bisect_left(self.quantities, start, key=lambda quantity: quantity.start)
        last = bisect_right(self.quantities, end, key=lambda quantity: quantity.end)
        return self.quantities[first:last]

    @cached_property
    def plan(self) -> list[tuple[int, int]]:
        """The paragraphs that speak of what is to be done, as spans of the text."""
        from assistant.checks.years import plan_spans

        return plan_spans(self)

    def in_plan(self, offset: int) -> bool:
        """Whether `offset` stands where the report speaks of what is to be done."""
        from assistant.checks.years import in_spans

        return in_spans(self.plan, offset)

    def sentence(self, offset: int) -> tuple[int, int]:
        """Where the sentence around `offset` begins and ends, its paragraph's ends at most."""
        number = self.number(offset)
        low = max(self.starts[number], offset - _LONGEST_SENTENCE)
        high = min(self.starts[number] + len(self.paragraphs[number].text), offset + _LONGEST_SENTENCE)
        marks = self.places("。！？；")
        following = bisect_left(marks, offset)
        start = marks[following - 1] + 1 if following else 0
        end = marks[following] if following < len(marks) else high
        return max(start, low), min(end, high)

    @cached_property
    def own_body(self) -> str:
        """What kind of Party body reports: 党支部, 党总支 or 党委, as the title or else the first lines say; else empty."""
        from assistant.checks.years import own_body

        return own_body(self)

    @cached_property
    def numbered(self) -> list[Numbered]:
        """The numbered lines, in their sequences."""
        from assistant.checks.numbering import numbered_lines

        return numbered_lines(self.paragraphs)

    @cached_property
    def _public(self) -> list[PublicTerm]:
        from assistant.text.lexicon import public_spans

        return public_spans(self.text)

    def public_terms(self, start: int, end: int) -> list[PublicTerm]:
        """The public terms that overlap `text[start:end]`."""
        first = bisect_right(self._public, start, key=lambda term: term.end)
        last = bisect_left(self._public, end, key=lambda term: term.start)
        return self._public[first:last]

    @cached_property
    def dense(self) -> str:
        """The text without spaces, for words with spaces put between their characters."""
        return self.text.replace(" ", "").replace("\u3000", "")

    def has_any(self, words: str) -> bool:
        """Whether the text holds one of `words`, which are parted by |, perhaps with spaces inside."""
        return any(word in self.dense for word in words.split("|"))

    def number(self, offset: int) -> int:
        """The position in `paragraphs` of the paragraph that holds `offset` of the text."""
        return max(bisect_right(self.starts, offset) - 1, 0)

    def locate(self, offset: int) -> tuple[Paragraph, int]:
        """The paragraph that holds `offset` of the text, and the offset in it."""
        number = self.number(offset)
        return self.paragraphs[number], offset - self.starts[number]

    def line(self, offset: int) -> str:
        """The text of the paragraph that holds `offset`."""
        return self.locate(offset)[0].text
