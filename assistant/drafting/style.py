"""Style material: stock phrases of the samples, shared out so that no two paragraphs get the same."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, Protocol

from assistant import paths
from assistant.drafting.plan import Section
from assistant.facts.model import Fact
from assistant.samples.passages import Hit, Kind

Role = Literal["way", "effect"]

HITS = 30
SHORTEST, LONGEST = 8, 26

# A phrase that says what came of the work rather than how it was done.
_EFFECT = re.compile(
    r"增强|提升|提高|形成|营造|凝聚|得到|成为|激发|焕发|彰显|树立|展现|取得|迈上|优化|改善|巩固|明显|显著|更加|不断|有力|见效|见成效|保障|底色|氛围|合力"
)
# What a sample calls its own unit: the model puts the right name there.
_SELF = re.compile(r"^(?:党?总?支部|本人|我)(?:始终|一直|也|还|将|要)?")
_OPEN_END = re.compile(
    r"^(?:的|是|请|他们?|她们?|它|其|该|但|还|也|就|都|并|且|而|同时|此外|另|为|对|在|以及|从而|由|到)|[的和与及、在为对把将]$"
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
        fits: Callable[[str, Kind], bool],
    ) -> None:
        self._library = library
        self._type = report_type
        self._year = year
        self._stock = stock
        self._fits = fits
        self._taken: set[str] = set()

    def pool(self, section: Section, facts: Sequence[Fact]) -> list[Phrase]:
        """The phrases of the passages nearest to a section and some of its facts, best first, without those handed out."""
        query = " ".join([section.title, section.guidance, *(f.text for f in facts)])[:400]
        hits = self._library.search(query, k=HITS, kind=section.kind, report_type=self._type or None, year=self._year)
        columns = [list(self._phrases(hit)) for hit in hits]
        turns = [p for p in itertools.chain.from_iterable(itertools.zip_longest(*columns)) if p is not None]
        own = [Phrase(t, "", role) for role, texts in _own_phrases()[section.kind].items() for t in texts]
        return [p for p in [*turns, *own] if _key(p.text) not in self._taken]

    def take(self, pool: list[Phrase], role: Role, count: int) -> list[Phrase]:
        """The next `count` phrases of a role, from different passages where there are enough; they are not handed out again."""
        fresh = [p for p in pool if p.role == role and not self._near_taken(p.text)]
        chosen: list[Phrase] = []
        for distinct in (True, False):
            for phrase in fresh:
                if len(chosen) == count:
                    break
                if phrase not in chosen and not (distinct and any(p.passage == phrase.passage for p in chosen)):
                    chosen.append(phrase)
                    self._taken.add(_key(phrase.text))
        return chosen

    def leave_out(self, texts: Iterable[str]) -> None:
        """Hand these phrases out to nobody: they are in use."""
        self._taken |= {_key(text) for text in texts}

    def _near_taken(self, text: str) -> bool:
        key = _key(text)
        return any(key in other or other in key for other in self._taken)

    def _phrases(self, hit: Hit) -> Iterator[Phrase]:
        for text in self._stock(hit):
            phrase = _SELF.sub("", text)
            if self._usable(phrase, hit.passage.kind):
                yield Phrase(phrase, hit.passage.id, _role(phrase))

    def _usable(self, text: str, kind: Kind) -> bool:
        return SHORTEST <= len(text) <= LONGEST and not _OPEN_END.search(text) and self._fits(text, kind)


def _role(text: str) -> Role:
    return "effect" if _EFFECT.search(text) else "way"


def _key(text: str) -> str:
    return re.sub(r"[^\u4e00-\u9fff]", "", text)


@cache
def _own_phrases() -> dict[Kind, dict[Role, list[str]]]:
    """The program's own phrases (prompts/phrases.yaml), for libraries that have too few."""
    from ruamel.yaml import YAML

    path = paths.data_files("prompts", "phrases.yaml")[0]
    phrases: dict[Kind, dict[Role, list[str]]] = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    return phrases


def passages_like(library: Searching) -> Callable[[Fact], list[str]]:
    """What the samples say about things like a fact, with the headings it stands under: for routing."""

    def texts(fact: Fact) -> list[str]:
        return [" ".join([*h.passage.heading, h.passage.text]) for h in library.search(fact.text, k=5, kind="done")]

    return texts
