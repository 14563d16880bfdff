"""What must never appear in somebody else's report: the samples' own values and sentences, found in one pass over a draft.

The tables live in the library's store, so a check opens one SQLite file and nothing else, and reads only what the draft may contain:
values by their first two characters, sentences by hashes of 15 characters taken at every 16th place. Any 30 characters in a row that
a draft shares with a sample hold one of these whole.
"""

from __future__ import annotations

import json
import re
import sqlite3
import weakref
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

from assistant.database import read_only
from assistant.text.lexicon import in_public, public_spans
from assistant.text.patterns import compiled
from assistant.text.placeholders import find_gaps
from assistant.text.spans import SlotKind
from assistant.text.vocabulary import is_place, is_word

SHORTEST_RUN = 30
_WINDOW = 15
_STEP = SHORTEST_RUN - _WINDOW + 1
# A number, title or slogan that so many units have is a way of speaking (a name is not), and so is a run of characters that
# more than _MOST samples share. Reports of one unit over the years count as one: they are what must not leak.
_COMMON_UNITS, _COMMON_SHARE = 3, 0.1
_NAMES = ("org", "place", "person")
_MOST = 40

SCHEMA = """
CREATE TABLE needles(prefix TEXT NOT NULL, needle TEXT NOT NULL, value TEXT NOT NULL, kind TEXT NOT NULL, weak INTEGER NOT NULL,
  document INTEGER NOT NULL, paragraph INTEGER NOT NULL);
CREATE INDEX needles_by_prefix ON needles(prefix, weak);
CREATE INDEX needles_of_document ON needles(document);
CREATE TABLE windows(hash INTEGER NOT NULL, document INTEGER NOT NULL, start INTEGER NOT NULL);
CREATE INDEX windows_by_hash ON windows(hash);
CREATE INDEX windows_of_document ON windows(document);
"""


@dataclass(frozen=True, slots=True, order=True)
class Leak:
    """A value of a sample in a text: `text[start:end]`, the value as the sample has it, and where it has it."""

    start: int
    end: int
    value: str
    kind: SlotKind
    document: str
    paragraph: int


@dataclass(frozen=True, slots=True, order=True)
class Run:
    """Characters in a row that a text shares with a sample: `text[start:end]`, and where the sample has them."""

    start: int
    end: int
    document: str
    paragraph: int


# What is recorded


def record(db: sqlite3.Connection, document: int, lines: str, values: Iterable[tuple[str, str, int]]) -> None:
    """Write the values (kind, value, line) and windows of the document numbered so into the tables; `lines` as in the store."""
    needles = {(*needle, document, line) for kind, value, line in values for needle in _needles(kind, value)}
    db.executemany("INSERT INTO needles VALUES (?, ?, ?, ?, ?, ?, ?)", sorted(needles))
    text = "".join(_Source(lines).parts)
    own = _own(text)
    starts = (i for i in range(0, len(text) - _WINDOW + 1, _STEP) if any(own[i : i + _WINDOW]))
    db.executemany("INSERT INTO windows VALUES (?, ?, ?)", ((_hash(text, i), document, i) for i in starts))


def forget(db: sqlite3.Connection, document: int) -> None:
    """Take a document's rows out."""
    db.execute("DELETE FROM needles WHERE document = ?", (document,))
    db.execute("DELETE FROM windows WHERE document = ?", (document,))


def _needles(kind: str, value: str) -> Iterator[tuple[str, str, str, str, bool]]:
    """The text that gives a value away, if any (《XX记录》 gives none). Only what is no everyday word may lose its quotes or 《》."""
    bare = value.strip("“”‘’\"'《》〈〉 ")
    needle = bare if len(bare) >= {"quoted": 4, "title": 6}.get(kind, 0) else value
    if kind != "placeholder" and len(needle) > 1 and not find_gaps(needle):
        unmarked = kind == "quoted" and bare == value  # as much a name as the words of a body are
        yield (needle[:2], needle, value, kind, is_weak("org" if unmarked else kind, bare))


_NUMBER = compiled(r"\d[\d,，.]*|[零〇一二两三四五六七八九十百千万亿]+")
_OF_ANY = compiled(r"^(?:[省市区县州旗]委|[省市区县州镇乡局院校厅所站厂])(?=..)")  # of any unit of this level: 局|机关党委, 县|税务局
_DAY = compiled(r"月.*[日号]|年.*月")
_HOLIDAYS = compiled(
    r"^(1月1日|3月8日|3月12日|4月15日|5月1日|5月4日|6月1日|6月5日|7月1日|8月1日|9月10日|9月30日|10月1日|11月9日|12月4日|12月13日)$"
)


def is_weak(kind: str, value: str) -> bool:
    """Whether anybody may have this value.

    So it is with a small or round number, a year, a holiday, a word that also names something and a part that many units have (技术党支部).
    """
    if kind == "year":
        return True
    if kind == "date":
        return not _DAY.search(value) or bool(_HOLIDAYS.match(value))
    if kind == "quantity":
        return max((len(_digits(m[0])) for m in _NUMBER.finditer(value)), default=0) < 3
    if kind not in _NAMES:
        return False
    from assistant.text.wide_bodies import is_ordinary  # asked for when samples are read, not when a draft is checked

    bare = _OF_ANY.sub("", value)
    return not is_place(value) and any(is_word(form) or is_ordinary(form) or in_public(form) for form in (value, bare))


def _digits(number: str) -> str:
    """The digits that say something: 1200 has two, 18.2 three, 一百三十二 three."""
    digits = re.sub(r"[,，.十百千万亿]", "", number)
    return digits.strip("0零〇")


# What is asked


class LeakIndex:
    """Finds the samples' values and sentences in a text. `path` is a store file; None stands for an empty library."""

    def __init__(self, path: Path | None) -> None:
        self._db = read_only(path) if path else None
        if self._db:
            weakref.finalize(self, self._db.close)
        self._source = lru_cache(maxsize=64)(self._load)

    def find(self, text: str, *, weak: bool = False) -> list[Leak]:
        """The values of samples in `text`, the longest where they overlap; with `weak` also those that anybody may have."""
        found = sorted(self._occurrences(text, weak), key=lambda leak: (leak.start - leak.end, leak.start))
        kept: list[Leak] = []
        for leak in found:
            if all(leak.end <= other.start or leak.start >= other.end for other in kept):
                kept.append(leak)
        return sorted(kept)

    def _occurrences(self, text: str, weak: bool) -> Iterator[Leak]:
        rows = {row[0]: row for row in self._candidates(text, weak) if row[0] in text}
        if not rows:
            return
        import ahocorasick

        automaton = ahocorasick.Automaton()
        for needle, row in rows.items():
            automaton.add_word(needle, row)
        automaton.make_automaton()
        for last, (needle, value, kind, document, paragraph) in automaton.iter(text):
            start, end = last + 1 - len(needle), last + 1
            if not _inside_number(text, start, end):
                yield Leak(start, end, value, kind, document, paragraph)

    def _candidates(self, text: str, weak: bool) -> Iterable[tuple[str, str, SlotKind, str, int]]:
        """Needle, value, kind, document, paragraph of the values that begin like something in `text` and are not common."""
        if self._db is None:
            return ()
        pairs = json.dumps(sorted({text[i : i + 2] for i in range(len(text) - 1)}), ensure_ascii=False)
        (units,) = self._db.execute("SELECT COUNT(DISTINCT unit) FROM documents").fetchone()
        most = max(_COMMON_UNITS, units * _COMMON_SHARE)
        return self._db.execute(
            "SELECT needle, value, kind, MIN(id), paragraph FROM needles JOIN documents ON number = document "
            "WHERE prefix IN (SELECT value FROM json_each(?)) AND weak <= ? GROUP BY needle "
            "HAVING ? OR kind IN (?, ?, ?) OR COUNT(DISTINCT unit) <= ?",
            (pairs, weak, weak, *_NAMES, most),
        )

    def runs(self, text: str, n: int = SHORTEST_RUN) -> list[Run]:
        """The runs of `n` or more characters (at least 30) that `text` shares with samples, longest first where they overlap.

        White space does not count, and public terms do not count towards the length.
        """
        places = [i for i, c in enumerate(text) if not c.isspace()]
        bare = "".join(text[i] for i in places)
        own = [0, *accumulate(_own(bare))]
        found = [run for run in self._shared(bare) if own[run[1]] - own[run[0]] >= n]
        kept: list[Run] = []
        for start, end, document, offset in sorted(found, key=lambda r: (r[0] - r[1], r)):
            first, last = places[start], places[end - 1] + 1
            at = bisect_left(kept, first, key=lambda run: run.start)
            if (not at or kept[at - 1].end <= first) and (at == len(kept) or last <= kept[at].start):
                kept.insert(at, Run(first, last, document, self._source(document).paragraph(offset)))
        return kept

    def _shared(self, text: str) -> Iterator[tuple[int, int, str, int]]:
        """Start and end in `text`, document and offset there of the greatest run around each shared window, left to right."""
        hits: dict[int, list[tuple[str, int]]] = {}
        places: dict[int, list[int]] = {}
        for i in range(len(text) - _WINDOW + 1):
            places.setdefault(_hash(text, i), []).append(i)
        for hashed, document, offset in self._windows(list(places)):
            for place in places[hashed]:
                hits.setdefault(place, []).append((document, offset))
        covered = 0
        for place in sorted(hits):
            if place + _WINDOW <= covered:
                continue
            runs = ((*self._source(document).grow(text, place, offset), document, offset) for document, offset in hits[place])
            start, end, document, offset = max(runs, key=lambda run: run[1] - run[0])
            if end > start:
                covered = end
                yield start, end, document, offset - (place - start)

    def _windows(self, hashes: Sequence[int]) -> Iterable[tuple[int, str, int]]:
        if self._db is None:
            return ()
        return self._db.execute(
            "SELECT hash, id, start FROM (SELECT hash, document, start, COUNT(*) OVER (PARTITION BY hash) AS n "
            "FROM windows WHERE hash IN (SELECT value FROM json_each(?))) JOIN documents ON number = document "
            "WHERE n <= ? ORDER BY document, start",
            (json.dumps(hashes), _MOST),
        )

    def _load(self, document: str) -> _Source:
        assert self._db is not None
        return _Source(self._db.execute("SELECT lines FROM documents WHERE id = ?", (document,)).fetchone()[0])


class _Source:
    """A sample's text without white space, and the source line of every place in it."""

    def __init__(self, lines: str) -> None:
        rows = json.loads(lines)
        self.parts = ["".join(text.split()) for text, *_ in rows]
        self._lines = [row[1] for row in rows]
        self._starts = [0, *accumulate(map(len, self.parts))]
        self.text = "".join(self.parts)

    def paragraph(self, offset: int) -> int:
        """The source line at `offset`."""
        return int(self._lines[bisect_right(self._starts, offset) - 1])

    def grow(self, text: str, place: int, offset: int) -> tuple[int, int]:
        """The greatest run of `text` around `place` that equals the sample's text around `offset`; empty where there is none."""
        start, end, own = place, place, self.text
        while start and offset - (place - start) and text[start - 1] == own[offset - (place - start) - 1]:
            start -= 1
        while end < len(text) and offset + end - place < len(own) and text[end] == own[offset + end - place]:
            end += 1
        return start, end


def _own(text: str) -> list[bool]:
    """For each character, whether it belongs to no public term."""
    own = [True] * len(text)
    for term in public_spans(text):
        own[term.start : term.end] = [False] * (term.end - term.start)
    return own


def _hash(text: str, start: int) -> int:
    return zlib.crc32(text[start : start + _WINDOW].encode())


def _inside_number(text: str, start: int, end: int) -> bool:
    """Whether a number goes on outside `start:end`: 8.3% does not contain 3%."""
    before = text[start].isdigit() and start > 0 and (text[start - 1].isdigit() or text[start - 1] in ".,")
    after = (
        text[end - 1].isdigit() and end < len(text) and (text[end].isdigit() or (text[end] in ".," and text[end + 1 : end + 2].isdigit()))
    )
    return before or after
