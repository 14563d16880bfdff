"""The checker's data files, and the one scan that finds the entries of all of them.

A lexicon is a table of tab-separated fields: words (parted by |) that make an entry worth a look, the pattern it then must
match around one of them (empty: the words themselves), what to say, a replacement (empty: none), an example where there is a
pattern, and notes: `since=2021` where the entry holds for reports of that year and later, `severity=warning` where it weighs
less or more than its rule. Comments begin with #.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

import ahocorasick

from assistant.checks.model import Severity
from assistant.text.patterns import compiled

if TYPE_CHECKING:
    from assistant.checks.analysis import Analysis

_DATA = Path(__file__).with_name("data")
_AROUND = 60
LEXICONS = ("redundant", "confusable", "outdated", "names", "misquoted", "mixed", "chat")


class Entry(NamedTuple):
    """One row of a lexicon; `since` is 0 where it holds for every year, `severity` None where it is the rule's."""

    lexicon: str
    words: tuple[str, ...]
    pattern: str
    message: str
    fix: str
    example: str
    since: int
    severity: Severity | None


class Found(NamedTuple):
    """An entry where it stands in a text."""

    start: int
    end: int
    entry: Entry


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of the plain table `data/NAME`, without comments and empty lines."""
    lines = (_DATA / name).read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))


@cache
def words(kind: str) -> tuple[str, ...]:
    """The rows of `measures.tsv` of one kind, each words parted by |."""
    return tuple(row[1] for row in rows("measures.tsv") if row[0] == kind)


@cache
def entries(lexicon: str) -> tuple[Entry, ...]:
    """The entries of one lexicon."""
    return tuple(_entry(lexicon, *row) for row in rows(f"{lexicon}.tsv"))


def _entry(lexicon: str, words: str, pattern: str, message: str, fix: str = "", example: str = "", notes: str = "") -> Entry:
    said = dict(note.split("=") for note in notes.split())
    since, severity = int(said.get("since", 0)), cast("Severity | None", said.get("severity"))
    return Entry(lexicon, tuple(words.split("|")), pattern, message, fix, example, since, severity)


@cache
def _automaton() -> ahocorasick.Automaton:
    by_word: dict[str, list[Entry]] = {}
    for lexicon in LEXICONS:
        for entry in entries(lexicon):
            for word in entry.words:
                by_word.setdefault(word, []).append(entry)
    automaton = ahocorasick.Automaton()
    for word, listed in by_word.items():
        automaton.add_word(word, (len(word), tuple(listed)))
    automaton.make_automaton()
    return automaton


def scan(text: str) -> dict[str, list[Found]]:
    """The entries that stand in `text`, by lexicon, in order, each place once."""
    found: dict[str, dict[tuple[int, int], Found]] = {}
    for last, (length, entries_here) in _automaton().iter(text):
        for entry in entries_here:
            span = _span(text, entry, last + 1 - length, last + 1)
            if span:
                found.setdefault(entry.lexicon, {}).setdefault(span, Found(*span, entry))
    return {lexicon: [places[span] for span in sorted(places)] for lexicon, places in found.items()}


def _span(text: str, entry: Entry, start: int, end: int) -> tuple[int, int] | None:
    """Where the entry's pattern matches around the word at `start:end`; an entry without pattern is its words."""
    if not entry.pattern:
        return start, end
    matches = compiled(entry.pattern).finditer(text, max(start - _AROUND, 0), end + _AROUND)
    return next((m.span() for m in matches if m.start() < end and start < m.end()), None)


def listed(doc: Analysis, lexicon: str) -> Iterator[Found]:
    """The entries of `lexicon` in a document, those left out that hold only for later years than its own."""
    for found in doc.lexicon.get(lexicon, ()):
        if not found.entry.since or (doc.year or 0) >= found.entry.since:
            yield found
