"""Names in a document: persons, organisations, places, titles, quoted names; what is learned once is known everywhere.

Nobody has lists of villages, persons and short company names. They are told by what stands beside them (`persons`, `bodies`,
`quotations`) and then found again in the whole document, also where nothing stands beside them. A name that stands only once
and without such neighbours is not found.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple

from assistant.text.bodies import Body, body_parts, find_bodies, possible_bodies
from assistant.text.body_words import is_rare, unknown_runs
from assistant.text.ended import Ended, find_ended
from assistant.text.headlines import own_names
from assistant.text.learned import find_learned
from assistant.text.lexicon import is_public, word_set
from assistant.text.listed import Known, find_listed
from assistant.text.neighbours import find_neighbours
from assistant.text.persons import find_persons
from assistant.text.quotations import figures, find_quotations
from assistant.text.tokens import tokens
from assistant.text.vocabulary import is_place, rank
from assistant.text.wide_bodies import find_wide

NameKind = Literal["org", "place", "person", "title", "quoted"]

_HAN = "一-鿿"
_COMMON_WORD = 25_000  # words more common than this are not taken for a name found again
_LEVEL = "省市县区州镇乡村"
_LAND = frozenset("镇村乡谷园沟湾岭坪坝寨屯庄垸峪")
_REPEATED = 3  # how often an unknown word must stand in a document to be taken for a name without further sign


class Name(NamedTuple):
    """A name at `start:end` of a text."""

    start: int
    end: int
    kind: NameKind


@dataclass(frozen=True, slots=True)
class NameContext:
    """The names of one document as they are written, with their kinds; made once, used for each paragraph.

    An `eager` one takes what may be a name for one: right where a name that is overlooked costs more than a word taken for a name.
    """

    known: dict[str, NameKind] = field(default_factory=dict)
    pattern: re.Pattern[str] | None = None
    eager: bool = False

    @classmethod
    def of(cls, paragraphs: Iterable[str], *, eager: bool = False) -> NameContext:
        """Learn the names of a document from its paragraphs."""
        texts = list(paragraphs)
        known: dict[str, NameKind] = {}
        for form, kind in _learned(texts, eager):
            if len(form) > 1 and not is_public(form):
                known[form] = known[form] if form in known and _is_land(form, kind) else kind
        forms = sorted(known, key=len, reverse=True)
        return cls(known, re.compile("|".join(map(re.escape, forms))) if forms else None, eager)

    def find(self, text: str) -> Iterator[Name]:
        """Where the learned names stand in `text`."""
        if self.pattern is not None:
            for m in self.pattern.finditer(text):
                yield Name(*m.span(), self.known[m.group()])


def find_names(text: str, context: NameContext | None = None, *, sure: bool = False) -> list[Name]:
    """Return the names in `text`, the longest where several overlap; with a context also those learned elsewhere.

    An eager context adds what is less likely a name than not, unless only the `sure` ones are asked for.
    """
    eager = context is not None and context.eager
    found = [
        *_told(text, eager),
        *(context.find(text) if context is not None else ()),
        *(_learned_in(text, sure=False) if eager and not sure else ()),
    ]
    empty = figures(text)
    kept: list[Name] = []
    for name in sorted(found, key=lambda name: (name.start, -name.end, _is_land(text[name.start : name.end], name.kind))):
        if any(start <= name.start and name.end <= end for start, end in empty):
            continue
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
        else:
            kept[-1] = _joined(kept[-1], name)
    return kept


def _is_land(form: str, kind: NameKind) -> bool:
    """Whether what was taken for a person ends as the names of places do (柳溪镇, 鹿鸣谷), so that another reading is better."""
    return kind == "person" and form[-1] in _LAND


def _joined(first: Name, second: Name) -> Name:
    """What overlapping names are together: they grow into one (杉树坳 and 坳村党支部), but of what stands in marks the longer stays."""
    if {"title", "quoted"} & {first.kind, second.kind}:
        return max(first, second, key=lambda name: name.end - name.start)
    return Name(first.start, max(first.end, second.end), second.kind if second.end > first.end else first.kind)


@lru_cache(maxsize=2048)
def _told(text: str, eager: bool) -> tuple[Name, ...]:
    """The names that their neighbours tell."""
    return tuple(_telling(text, eager))


def _telling(text: str, eager: bool) -> Iterator[Name]:
    yield from (Name(q.start, q.end, q.kind) for q in find_quotations(text))
    yield from (Name(start, end, "person") for start, end in find_persons(text))
    bodies: list[Known] = [*find_bodies(text)]
    if eager:
        bodies += [*find_ended(text), *find_wide(text)]
    yield from (Name(body.start, body.end, body.kind) for body in bodies)
    yield from (Name(*found) for found in find_neighbours(text, bodies))
    if eager:
        yield from (Name(*found) for found in find_listed(text, bodies))
        yield from _learned_in(text, sure=True)


def _learned_in(text: str, *, sure: bool) -> Iterator[Name]:
    """The names that the trained model reads; what it is not sure of holds where it stands and nowhere else."""
    for value in find_learned(text):
        if value.sure == sure and value.kind != "quantity":
            yield Name(value.start, value.end, value.kind)


def _learned(texts: Sequence[str], eager: bool) -> Iterator[tuple[str, NameKind]]:
    """What a document tells about its names: each form with its kind."""
    whole = "\n".join(texts)
    yield from ((name, "org") for name in own_names(texts))
    for text in texts:
        yield from _told_forms(text, eager)
        for body in find_bodies(text):
            yield from _short_forms(whole, text[body.start : body.end], body)
            yield from _whole_forms(whole, text[body.start : body.end], body)
        yield from ((form, kind) for form, kind in _heads(text) if eager and whole.count(form) > 1)
    repeated = Counter(form for text in texts for form in possible_bodies(text))
    yield from ((form, "place") for form, count in repeated.items() if count > 1)
    runs = Counter(run for text in texts for run in _runs(text) if is_rare(run) and rank(run) > _COMMON_WORD)
    yield from ((_extended(whole, run), "place") for run, count in runs.items() if count >= _REPEATED)


def _heads(text: str) -> Iterator[tuple[str, NameKind]]:
    """What stands before the endings of names (机车厂 of 机车厂社区, 海欣 of 海欣水产), where it is no ordinary word."""
    several: list[Ended] = [*find_ended(text), *find_wide(text)]
    for name in several:
        head = text[name.start : name.head]
        sure = len(head) > 2 or is_rare(head) or text[name.head : name.end] in word_set("trades")
        if sure and len(tokens(head)) > 1 and rank(head) > _COMMON_WORD and not is_place(head):
            yield head, name.kind


def _told_forms(text: str, eager: bool) -> Iterator[tuple[str, NameKind]]:
    """The names that neighbours tell, without marks; not titles, whose words may stand elsewhere as ordinary words."""
    for name in _told(text, eager):
        form = text[name.start : name.end]
        form = form[1:-1] if form[0] in "“‘\"'" else form
        if name.kind != "title" and (len(form) > 3 or (len(form) > 1 and rank(form) > _COMMON_WORD)):
            yield form, name.kind


def _runs(text: str) -> Iterator[str]:
    return (text[a:b] for a, b in unknown_runs(text) if 1 < b - a < 5)


def _short_forms(whole: str, form: str, body: Body) -> Iterator[tuple[str, NameKind]]:
    """The proper part alone (澄浦 of 澄浦市水务局) and what the parts after it are called (变电检修中心 of 棠岭供电公司变电检修中心)."""
    if len(body.head) > 1 and not is_place(body.head) and rank(body.head) > _COMMON_WORD:
        yield _extended(whole, body.head), "place"
        if len(body.head) > 2 and body.head[-1] in _LEVEL:  # 澄浦 of 澄浦市
            yield body.head[:-1], "place"
    if body.kind == "org":
        yield from ((part, "org") for part in body_parts(form, body.head))


def _whole_forms(whole: str, form: str, body: Body) -> Iterator[tuple[str, NameKind]]:
    """A name with the characters before it that always stand there (望湖|区水务局)."""
    longer = form
    while not body.head and len(longer) - len(form) < 3 and (extended := _extended(whole, longer)) != longer:
        longer = extended
    if longer != form:
        yield longer, body.kind
        yield longer[: len(longer) - len(form)], "place"


def _extended(whole: str, word: str) -> str:
    """A word with the character before it, if it always stands there (雁江 in 落雁江)."""
    before = Counter(whole[m.start() - 1 : m.start()] for m in re.finditer(re.escape(word), whole))
    (char, count), *others = before.most_common(2)
    always = count > 1 and not others and re.match(rf"[{_HAN}]", char)
    return char + word if always else word
