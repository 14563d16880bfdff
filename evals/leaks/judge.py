"""Judges a text against one facts file: what leaked from the samples, what was invented or misplaced, which facts were told."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from evals.leaks.derived import follows
from evals.leaks.values import Value, names_of, values_of

HERE = Path(__file__).parent
FACTS = HERE.parent / "facts"
_CLAUSE = re.compile(r"[^，。；！？：、\n,;]+")
_NEIGHBOURHOOD = re.compile(r"[^。！？\n]+")
# A quoted word is a name where such a word ends it or follows it; elsewhere it is only emphasis.
_NAMING = "主题|活动|品牌|课堂|讲堂|夜话|学堂|工程|行动|突击队|先锋队|服务队|读书会|示范岗|书屋|书吧|机制|工作法|论坛|大赛|称号|家访|接待日"
_NAMED = re.compile(rf"(?:{_NAMING})”$")
_NAMING_NEXT = re.compile(rf"^.{{0,3}}(?:{_NAMING})")
_NAMING_BEFORE = re.compile(rf"(?:项目|{_NAMING})$")
# How often nearer (in common pairs of characters) a clause must be to another value of the facts than to its own, and how near at least.
NEARER, NEAR = 1.6, 1.0


# Pairs of characters that any clause with a number may have.
_EMPTY = frozenset(("达到", "全年", "开展", "完成", "组织", "累计", "共计", "合计", "其中", "分别", "先后", "一共", "总计", "每月"))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a text has that it should not, each once, and the ids of the facts it tells."""

    leaked: tuple[str, ...]
    invented: tuple[str, ...]
    misplaced: tuple[str, ...]
    told: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Place:
    """A value of a fact with the words around it."""

    fact: str
    value: Value
    words: Counter[str]


@dataclass
class Judge:
    """Judges texts written from the facts file `name` (a file of evals/facts)."""

    name: str
    _raw: str = field(init=False)

    def __post_init__(self) -> None:
        self._raw = (FACTS / self.name).read_text(encoding="utf-8")

    @cached_property
    def facts(self) -> dict[str, dict[str, Any]]:
        """The facts by id: their text, and the values and words that show them told."""
        return {row["id"]: row for row in _rows("told") if row["facts"] == self.name}

    def judge(self, text: str) -> Verdict:
        """The verdict on a whole report or any piece of one."""
        found = values_of(text)
        leaks = dict(self._leaks(text, found))
        strange = [v for v in found if not any(v.start < end and start < v.end for start, end in leaks) and not v.vague]
        misplaced = [v.text for v in strange if self._is_misplaced(text, v)]
        invented = [v.text for v in strange if v.text not in misplaced and not self._is_given(text, v)]
        invented += [name for at, name in names_of(text) if self._is_invented_name(text, at, name, leaks.values())]
        told = frozenset(i for i in self.facts if self.is_told(i, text))
        return Verdict(_once(leaks.values()), _once(invented), _once(misplaced), told)

    # Leaked

    def _leaks(self, text: str, found: Sequence[Value]) -> Iterator[tuple[tuple[int, int], str]]:
        for planted in _planted():
            value, near = planted["value"], planted.get("near", "")
            if planted["kind"] in ("quantity", "date", "year"):
                yield from self._value_leaks(text, found, value, near)
            elif not self._has_name(value):
                yield from _name_leaks(text, value, near)

    def _value_leaks(self, text: str, found: Sequence[Value], value: str, near: str) -> Iterator[tuple[tuple[int, int], str]]:
        own = next(iter(values_of(value)), None)
        spelt = [Value(*m.span(), value, ()) for m in re.finditer(re.escape(value), text)]
        places = [v for v in found if v.key == own.key] if own else spelt
        if value in self._raw or (own is not None and own.key in self._given):
            return
        for v in places:
            if (not near or near in _around(text, v.start)) and not self._follows(text, v):
                yield (v.start, v.end), value

    def _has_name(self, name: str) -> bool:
        return name.strip("“”") in self._raw

    # Invented

    def _is_given(self, text: str, value: Value) -> bool:
        if value.key[0] == "date":
            return self._year_goes_without_saying(value) or self._date_is_given(value)
        return value.key in self._given or self._follows(text, value)

    @cached_property
    def _given(self) -> set[tuple[object, ...]]:
        raw = re.sub(r"(\d{4})-(\d{1,2})-(\d{1,2})", r"\1年\2月\3日", self._raw)
        return {v.key for v in values_of(raw)} | {v.key for f in self.facts.values() for v in values_of(f["text"])}

    def _follows(self, text: str, value: Value) -> bool:
        """Whether a value follows from the values of a fact that its sentence speaks of."""
        said = _words([_around(text, value.start)])
        return any(follows(value, values) for words, values in self._readings if any(pair in words for pair in said))

    @cached_property
    def _readings(self) -> list[tuple[Counter[str], tuple[Value, ...]]]:
        return [(_words([f["text"]]), values_of(f["text"])) for f in self.facts.values()]

    def _date_is_given(self, value: Value) -> bool:
        """Whether the facts have the date, with or without its year, or a day in the month that is told."""
        _, year, month, day = value.key
        dates = [key[1:] for key in self._given if key[0] == "date"]
        right_year = year in (None, self.year) or any(year == y for y, *_ in dates)
        return right_year and any(month == m and day in (None, d) for _, m, d in dates)

    def _year_goes_without_saying(self, value: Value) -> bool:
        return value.key[2] is None and value.key[1] in (self.year - 1, self.year, self.year + 1)

    @cached_property
    def year(self) -> int:
        """The year of the report."""
        found = re.search(r"^年度: *(\d{4})", self._raw, re.MULTILINE)
        return int(found[1]) if found else 0

    def _is_invented_name(self, text: str, at: int, name: str, leaked: Iterable[str]) -> bool:
        bare = name.strip("“”《》")
        named = name[0] == "《" or _is_named(text, at, name)
        return named and len(bare) > 2 and bare not in self._raw and not any(bare in other for other in leaked)

    # Misplaced

    @cached_property
    def _places(self) -> list[_Place]:
        return [
            _Place(i, v, _words(_context(f["text"], v)))
            for i, f in self.facts.items()
            for v in values_of(f["text"])
            if v.number is not None
        ]

    @cached_property
    def _common(self) -> Counter[str]:
        return Counter(pair for f in self.facts.values() for pair in set(_words([f["text"]])))

    def _is_misplaced(self, text: str, value: Value) -> bool:
        """Whether the clause speaks of what the facts give another value of this unit, and not of what they give this one."""
        if value.number is None or (value.key not in self._given and self._follows(text, value)) or _sums_up(text, value):
            return False
        words = _words(_context(text, value))
        own = max((self._likeness(words, p) for p in self._places if p.value.key == value.key), default=-1.0)
        if own < 0:
            return self._number_of_other_unit(words, value)
        others = [self._likeness(words, p) for p in self._places if p.value.key != value.key and p.value.unit == value.unit]
        return max(others, default=0.0) >= max(NEARER * own, NEAR)

    def _number_of_other_unit(self, words: Counter[str], value: Value) -> bool:
        same = [p for p in self._places if p.value.number == value.number and p.value.unit != value.unit and not p.value.loose]
        return any(self._likeness(words, p) >= NEAR for p in same) or any(
            self._likeness(words, other) >= NEAR for p in same for other in self._places if other.fact == p.fact
        )

    def _likeness(self, words: Counter[str], place: _Place) -> float:
        """The weight of the pairs of characters both contexts have; pairs of many facts weigh little."""
        return sum(min(n, place.words[pair]) / self._common[pair] for pair, n in words.items() if pair in place.words)

    # Told

    def is_told(self, fact: str, text: str) -> bool:
        """Whether each value of a fact, in any equal form, stands in a paragraph that has one of the fact's words."""
        row = self.facts[fact]
        paragraphs = [p for p in text.splitlines() if any(w in p for w in row["words"])]
        return bool(paragraphs) and all(any(_stands(value, p) for p in paragraphs) for value in row["values"])


def _sums_up(text: str, value: Value) -> bool:
    """Whether a value follows from those before it in its sentence: 16名、1名，共17名."""
    start = max(text.rfind(mark, 0, value.start) for mark in "。！？\n") + 1
    return follows(value, values_of(text[start : value.start]))


def _is_named(text: str, at: int, name: str) -> bool:
    before, after = text[max(at - 4, 0) : at], text[at + len(name) :]
    return bool(_NAMED.search(name) or _NAMING_NEXT.match(after) or _NAMING_BEFORE.search(before))


def _stands(value: str, paragraph: str) -> bool:
    if value.strip("“”") in paragraph and not value[0].isdigit():
        return True
    wanted = {v.key for v in values_of(value)}
    if not wanted:
        return bool(re.search(rf"(?<![\d.]){re.escape(value)}", paragraph))
    return any(_agrees(key, v.key) for key in wanted for v in values_of(paragraph))


def _agrees(wanted: tuple[object, ...], key: tuple[object, ...]) -> bool:
    if wanted[0] == "date" == key[0]:
        return all(a == b or None in (a, b) for a, b in zip(wanted[1:2], key[1:2], strict=True)) and wanted[2:] == key[2:]
    return wanted == key


def _name_leaks(text: str, name: str, near: str) -> Iterator[tuple[tuple[int, int], str]]:
    bare = name.strip("“”")
    needle = bare if len(bare) > 3 or name[0] != "“" else name
    for m in re.finditer(re.escape(needle), text):
        if not near or near in _around(text, m.start()):
            yield m.span(), name


def _around(text: str, at: int) -> str:
    """The clause at a place and its neighbours in the same sentence."""
    sentence = next((m for m in _NEIGHBOURHOOD.finditer(text) if m.start() <= at < m.end()), None)
    if sentence is None:
        return text
    clauses = [(sentence.start() + m.start(), m[0]) for m in _CLAUSE.finditer(sentence[0])]
    here = max((i for i, (start, _) in enumerate(clauses) if start <= at), default=0)
    return "，".join(clause for _, clause in clauses[max(here - 1, 0) : here + 2])


def _context(text: str, value: Value) -> list[str]:
    """The clause of a value and the clause before it, the value taken out."""
    clauses = [(m.start(), m[0]) for m in _CLAUSE.finditer(text)]
    here = max((i for i, (start, _) in enumerate(clauses) if start <= value.start), default=0)
    start, clause = clauses[here] if clauses else (0, text)
    own = clause[: value.start - start] + "□" + clause[value.end - start :]
    return [own, clauses[here - 1][1]] if here else [own]


def _words(pieces: Sequence[str]) -> Counter[str]:
    """The pairs of Chinese characters of the pieces; the first counts twice, what comes before it once."""
    counts: Counter[str] = Counter()
    for weight, piece in zip((2, 1), pieces, strict=False):
        bare = re.sub(r"[\d.%]", "□", piece)
        pairs = {bare[i : i + 2] for i in range(len(bare) - 1) if all("一" <= c <= "鿿" for c in bare[i : i + 2])}
        for pair in pairs - _EMPTY:
            counts[pair] = max(counts[pair], weight)
    return counts


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


@cache
def _planted() -> list[dict[str, Any]]:
    return [value for report in _rows("planted") for value in report["values"]]


@cache
def _rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def probes() -> list[dict[str, Any]]:
    """The sentences with known answers."""
    return _rows("probes")
