"""Public terms: words that belong to nobody's report in particular, read from data files when first needed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import ahocorasick

from assistant.text.automata import automaton
from assistant.text.numerals import HAN_NUMERAL
from assistant.text.patterns import compiled

_NUMERAL = HAN_NUMERAL + "0123456789."
_DATA = Path(__file__).with_name("data")
_OF_SIZE = 256  # an automaton's number of a term: this often its size, and below that twice the number of its list, odd where it is dated


class PublicTerm(NamedTuple):
    """A public term where it stands: `text[start:end]`, the group (data file) it comes from.

    `dated` says that it belongs to certain years (十九届六中全会, 党史学习教育): text with it cannot be reused in any year.
    """

    start: int
    end: int
    text: str
    group: str
    dated: bool


class _Group(NamedTuple):
    """A data file: its name, whether its terms are dated, its lines, and a look at the first character of what they match."""

    name: str
    dated: bool
    lines: tuple[str, ...]
    begins: str = ""


@cache
def words(name: str) -> tuple[str, ...]:
    """Return the entries of one word list (`data/NAME.txt`), without comments; entries are parted by spaces or lines."""
    return tuple(chain.from_iterable(line.split() for line in _lines(_DATA / f"{name}.txt")))


@cache
def word_set(name: str) -> frozenset[str]:
    """Return the entries of one word list for looking words up."""
    return frozenset(words(name))


def word_spans(name: str, text: str) -> list[tuple[int, int]]:
    """Return where the entries of a word list stand in `text`, the longest where several overlap."""
    found = ((last + 1 - len(word), last + 1) for last, word in _word_automaton(name).iter(text))
    return longest(found)


def longest(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest of overlapping spans, from left to right."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
        elif end - start > kept[-1][1] - kept[-1][0]:
            kept[-1] = (start, end)
    return kept


def public_spans(text: str) -> list[PublicTerm]:
    """Return the public terms in `text` from left to right, the longest where several overlap."""
    return list(_public(text))


@lru_cache(maxsize=2048)
def _public(text: str) -> tuple[PublicTerm, ...]:
    terms: dict[tuple[int, int], tuple[str, str, bool]] = {}
    for start, end, term, group, dated in chain(_listed(text), _patterned(text)):
        if not _cuts_number(text, start, end):
            terms.setdefault((start, end), (term, group, dated))
    return tuple(PublicTerm(start, end, *terms[start, end]) for start, end in longest(terms))


def is_public(text: str) -> bool:
    """Whether the whole of `text` is one public term."""
    return any(len(term.text) == len(text) for term in public_spans(text))


@lru_cache(maxsize=8192)
def in_public(text: str) -> bool:
    """Whether `text` is a piece of a public term or of the genre's words (施策 of 精准施策)."""
    return text in _all_terms()


@cache
def _all_terms() -> str:
    """All listed public terms and words of reports, one a line."""
    groups = (_group(path).lines for path in sorted((_DATA / "public").glob("*.txt")) if path.stem != "people")
    return "\n".join([*chain.from_iterable(groups), *words("report_words")])


def _cuts_number(text: str, start: int, end: int) -> bool:
    """Whether a term is only a piece of a longer number (三农 is none in 二十三农户, 110 is none in 1100)."""
    if text[start] in _NUMERAL and start and text[start - 1] in _NUMERAL:
        return True
    return text[end - 1].isdigit() and text[end : end + 1].isdigit()


_Term = tuple[int, int, str, str, bool]  # the fields of a PublicTerm: most overlap a longer one and are never made


def _listed(text: str) -> Iterator[_Term]:
    files = _lists()
    for last, number in _automaton().iter(text):
        start, end, group = last + 1 - number // _OF_SIZE, last + 1, number % _OF_SIZE // 2
        yield start, end, text[start:end], files[group].stem, bool(number % 2)


def _patterned(text: str) -> Iterator[_Term]:
    for pattern, group in _patterns():
        for m in pattern.finditer(text):
            if m.group():
                yield m.start(), m.end(), m.group(), group.name, group.dated


@cache
def _word_automaton(name: str) -> ahocorasick.Automaton:
    built = ahocorasick.Automaton()
    for word in words(name):
        built.add_word(word, word)
    built.make_automaton()
    return built


@cache
def _lists() -> tuple[Path, ...]:
    return tuple(sorted((_DATA / "public").glob("*.txt")))


@cache
def _automaton() -> ahocorasick.Automaton:
    return automaton("public-terms", _lists(), _numbered)


def _numbered() -> Iterator[tuple[str, int]]:
    """The listed terms, each with its size, the number of its list and whether it is dated, as one number."""
    for number, path in enumerate(_lists()):
        group = _group(path)
        for line in group.lines:
            yield from ((term, len(term) * _OF_SIZE + 2 * number + group.dated) for term in line.split())


@cache
def _patterns() -> list[tuple[re.Pattern[str], _Group]]:
    groups = [_group(path) for path in sorted((_DATA / "public").glob("*.regex"))]
    return [(compiled(f"{group.begins}(?:{'|'.join(group.lines)})"), group) for group in groups if group.lines]


def _group(path: Path) -> _Group:
    header = path.read_text(encoding="utf-8").partition("\n")[0]
    begins = re.search(r"begins: (\S+)\.", header)
    return _Group(path.stem, "dated: yes" in header, tuple(_lines(path)), f"(?=[{begins[1]}])" if begins else "")


def _lines(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip()
