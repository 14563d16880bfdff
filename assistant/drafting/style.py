"""Style material: stock phrases of the samples and of our own, shared out so that no two paragraphs get the same."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, Protocol

from assistant import paths
from assistant.drafting.fit import Fit
from assistant.drafting.plan import Section
from assistant.facts.model import Fact
from assistant.samples.passages import Hit, Kind
from assistant.text.pairs import shared

Role = Literal["way", "effect"]

HITS = 30
SHORTEST, LONGEST = 8, 26
# What another unit lacks or intends is a fact of its own, not style: those sections get phrases of ours.
SAMPLED: frozenset[Kind] = frozenset({"intro", "done", "closing"})

# A paragraph gets phrases of so many topics.
TOPICS = 3
# A phrase with so many of a text's pairs of characters says what it says.
SAID = 0.5

# A phrase that says what came of the work rather than how it was done.
_EFFECT = re.compile(
    r"增强|提升|提高|形成|营造|凝聚|得到|成为|激发|焕发|彰显|树立|展现|取得|迈上|优化|改善|巩固|明显|显著|更加|不断|有力|见效|见成效|保障|底色|氛围|合力"
)
# What a sample calls its own unit: the model puts the right name there.
_SELF = re.compile(r"^(?:(?:机关|项目|公司)?党?(?:总?支部|总支)|本人|我)(?!工作|建设|的|党)(?:始终|一直|也|还|将|要)?")
_OPEN_END = re.compile(
    r"^(?:的|是|请|他们?|她们?|它|其|该|但|还|也|就|都|并|且|而|同时|此外|另|为|对|在|以及|从而|由|到)|除[^，]{1,12}外$|[的和与及、在为对把将]$"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A clause without any value of its own, and the id of the passage it comes from ("" for one of our own)."""

    text: str
    passage: str
    role: Role


class Searching(Protocol):
    """What style material needs of a sample library."""

    def search(
        self, query: str, *, k: int = 5, kind: Kind | None = None, report_type: str | None = None, year: int | None = None
    ) -> list[Hit]:
        """The passages that fit best."""


class Style:
    """Hands out phrases, each once per report."""

    def __init__(
        self,
        library: Searching,
        report_type: str,
        year: int | None,
        stock: Callable[[Hit], Iterable[str]],
        fit: Fit,
    ) -> None:
        self._library = library
        self._type = report_type
        self._year = year
        self._stock = stock
        self.fit = fit
        self._taken: set[str] = set()

    def pool(self, section: Section, facts: Sequence[Fact]) -> list[Phrase]:
        """The phrases of the passages nearest to a section and some of its facts, best first, without those handed out."""
        told = " ".join(f.text for f in facts)
        about = f"{section.title} {told}"
        close = _close_topics(section.kind, about)
        sampled = _in_turns([[p for p in self._phrases(hit) if _belongs(p.text, section.kind, close)] for hit in self._hits(section, told)])
        own = _in_turns([self._own(topic) for topic in close])
        general = [p for topic in own_topics() if topic.kind == section.kind and not topic.words for p in self._own(topic)]
        pool = [*_in_turns([sampled, own]), *general]
        return [p for p in pool if _key(p.text) not in self._taken and shared(p.text, told) < SAID]

    def take(self, pool: list[Phrase], role: Role, count: int) -> list[Phrase]:
        """The next `count` phrases of a role, from different passages where there are enough; they are not handed out again."""
        chosen: list[Phrase] = []
        for distinct in (True, False):
            for phrase in pool:
                if len(chosen) == count:
                    break
                again = distinct and any(p.passage == phrase.passage for p in chosen)
                if phrase.role == role and not again and not self._near_taken(phrase.text):
                    chosen.append(phrase)
                    self._taken.add(_key(phrase.text))
        return chosen

    def leave_out(self, texts: Iterable[str]) -> None:
        """Hand these phrases out to nobody: they are in use."""
        self._taken |= {_key(text) for text in texts}

    def _hits(self, section: Section, told: str) -> list[Hit]:
        if section.kind not in SAMPLED:
            return []
        query = f"{section.title} {section.guidance} {told}"[:400]
        return self._library.search(query, k=HITS, kind=section.kind, report_type=self._type or None, year=self._year)

    def _own(self, topic: Topic) -> list[Phrase]:
        return [p for p in topic.phrases if self.fit.suits(p.text)]

    def _near_taken(self, text: str) -> bool:
        key = _key(text)
        return any(max(shared(key, other), shared(other, key)) >= SAID for other in self._taken)

    def _phrases(self, hit: Hit) -> Iterator[Phrase]:
        for text in self._stock(hit):
            phrase = _SELF.sub("", text)
            if self._usable(phrase, hit.passage.kind):
                yield Phrase(phrase, hit.passage.id, _role(phrase))

    def _usable(self, text: str, kind: Kind) -> bool:
        return SHORTEST <= len(text) <= LONGEST and not _OPEN_END.search(text) and self.fit(text, kind)


def _role(text: str) -> Role:
    return "effect" if _EFFECT.search(text) else "way"


def _key(text: str) -> str:
    return re.sub(r"[^\u4e00-\u9fff]", "", text)


def _in_turns(columns: Sequence[Sequence[Phrase]]) -> list[Phrase]:
    """The first of each column, then the second of each, and so on."""
    return [p for p in itertools.chain.from_iterable(itertools.zip_longest(*columns)) if p is not None]


@dataclass(frozen=True, slots=True)
class Topic:
    """Our own phrases for facts that have one of `words`; without words, for any fact of a section of `kind`."""

    kind: Kind
    words: tuple[str, ...]
    phrases: tuple[Phrase, ...]

    def nearness(self, told: str) -> int:
        """How many of the topic's words a text has."""
        return sum(w in told for w in self.words)


@cache
def own_topics() -> tuple[Topic, ...]:
    """The phrases of prompts/phrases.yaml, by topic."""
    from ruamel.yaml import YAML

    path = paths.data_files("prompts", "phrases.yaml")[0]
    return tuple(_topic(entry) for entry in YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8")))


def _close_topics(kind: Kind, told: str) -> list[Topic]:
    """The topics a text is about, the closest first; what it only touches in passing (工友 of an evening school) is none."""
    near = sorted((t for t in own_topics() if t.kind == kind and t.nearness(told)), key=lambda t: -t.nearness(told))
    return [t for t in near if 2 * t.nearness(told) > near[0].nearness(told)][:TOPICS]


def _belongs(phrase: str, kind: Kind, close: Sequence[Topic]) -> bool:
    """Whether a phrase is about one of the topics `close`, or about none at all."""
    about = [t for t in own_topics() if t.kind == kind and t.nearness(phrase)]
    return not about or any(t in close for t in about)


def _topic(entry: dict[str, Any]) -> Topic:
    roles: tuple[Role, ...] = ("way", "effect")
    columns = [[Phrase(text, "", role) for text in entry[role]] for role in roles]
    return Topic(entry["kind"], tuple(entry.get("words", ())), tuple(_in_turns(columns)))


def passages_like(library: Searching) -> Callable[[Fact], list[str]]:
    """What the samples say about things like a fact, with the headings it stands under: for routing."""

    def texts(fact: Fact) -> list[str]:
        return [" ".join([*h.passage.heading, h.passage.text]) for h in library.search(fact.text, k=5, kind="done")]

    return texts
