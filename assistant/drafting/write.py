"""Writes one paragraph: asks, tidies, verifies, asks again with the exact violations, and mends what is left."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from assistant.drafting.cache import DraftCache, Kept, draft_key
from assistant.drafting.claims import without_claims, without_parts, without_worked
from assistant.drafting.mend import GAP, mend, without_runs
from assistant.drafting.parts import END_NAMES, Part
from assistant.drafting.prompts import messages_for, repair_messages, worked_answers
from assistant.drafting.repeats import without_echoes
from assistant.drafting.tidy import as_done, flowing, tidy
from assistant.engines.base import Engine, Message, Usage
from assistant.facts.model import Fact
from assistant.grounding.ground import Grounder
from assistant.grounding.model import Leaks, Run
from assistant.text.pairs import shared
from assistant.text.sentences import split_clauses, split_sentences

Status = Literal["drafted", "repaired", "mended", "cached"]
STATUSES: tuple[Status, ...] = ("cached", "drafted", "repaired", "mended")

REPAIRS = 2
RUN = 30
# A repair is asked for a little warmer each time, so that it is not the same answer again.
WARMER = 0.2
TOKENS_A_CHARACTER = 1.3
SPARE_TOKENS = 120
# An answer shorter than this much of its points leaves some out: it is asked for once more, and the longer sound one is taken.
TOO_SHORT = 0.75
# A clause of a fact of which a paragraph has this share of the pairs of characters is told whole.
WHOLE = 0.8
_FIGURE = re.compile(r"\d")
# Sentences that begin with so many of the same characters sound like a litany.
ALIKE = 4


@dataclass(frozen=True, slots=True)
class Written:
    """A finished paragraph. `text` has its lead (一是 …); `attempts` counts requests, 0 when it came from the cache.

    `added` are the ids of the facts that the model left out or got wrong and code told.
    """

    part: Part
    text: str
    status: Status
    attempts: int
    usage: Usage
    added: tuple[str, ...] = ()


@dataclass(slots=True)
class Writer:
    """Everything a paragraph needs besides itself.

    `on_text(section, piece)` hears each piece of text as it comes, `on_problems(part, draft, problems)` what is wrong with a draft.
    """

    engine: Engine
    grounder: Grounder
    cache: DraftCache
    voice: Literal["third", "first"]
    self_name: str
    temperature: float
    jobs: int
    leaks: Leaks | None = None
    on_text: Callable[[int, str], None] = lambda section, piece: None
    on_problems: Callable[[Part, str, Sequence[str]], None] = lambda part, draft, problems: None
    _gate: asyncio.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        self._gate = asyncio.Semaphore(max(1, self.jobs))

    def request(self, part: Part) -> tuple[Message, ...]:
        """The first request for a paragraph (what `--dry-run` shows)."""
        return messages_for(part.task, voice=self.voice, self_name=self.self_name)

    async def write(self, part: Part) -> Written:
        """Write a paragraph. Raises EngineError; what is finished is kept in the cache."""
        messages = self.request(part)
        key = draft_key(self.engine.name, self.temperature, messages, [f.text for f in part.facts])
        kept = self.cache.get(key)
        if kept is not None:
            self.on_text(part.section, kept.text)
            added = tuple(f.id for f in part.facts if f.text in kept.added)
            return Written(part, part.lead + kept.text, "cached", 0, Usage(), added)
        async with self._gate:
            written = await self._attempts(part, messages, every_point=True)
        self.cache.put(key, Kept(written.text.removeprefix(part.lead), tuple(f.text for f in part.facts if f.id in written.added)))
        return written

    async def rewrite(self, part: Part, messages: tuple[Message, ...]) -> Written:
        """Write a paragraph again along a request that goes on from `request(part)`; never from the cache. Raises EngineError."""
        async with self._gate:
            return await self._attempts(part, messages, every_point=False)

    async def _attempts(self, part: Part, messages: tuple[Message, ...], *, every_point: bool) -> Written:
        usage = Usage()
        drafts: list[tuple[int, str]] = []
        request = messages
        for attempt in range(1 + REPAIRS):
            answer, used = await self._ask(part, request, attempt)
            text = self._only_given(answer, part, messages[-1].content)
            usage += used
            problems = self.problems(part, text)
            if problems:
                self.on_problems(part, text, problems)
            drafts.append((len(problems), text))
            if not problems and (attempt or not every_point or not _leaves_out(part, text)):
                break
            request = repair_messages(messages, text, problems) if text and problems else messages
        best, status = self._best(part, drafts)
        if status != "mended":
            return Written(part, part.lead + best, status, len(drafts), usage)
        added = tuple(sorted(self._lost(best, part)))
        return Written(part, part.lead + self._mended(part, best), status, len(drafts), usage, added)

    def _best(self, part: Part, drafts: list[tuple[int, str]]) -> tuple[str, Status]:
        """The best of the drafts (number of problems, text), and whether it needs mending.

        Nothing is worse than any draft. A sound draft wins, unless it is bare and a fuller one can be mended without leaving a gap.
        """
        problems, best = min(drafts, key=lambda d: (not d[1], d[0], -len(d[1])))
        if problems:
            return best, "mended"
        if _leaves_out(part, best):
            fuller = [(text, self._mended(part, text)) for wrong, text in drafts if wrong and not _leaves_out(part, text)]
            whole = [text for text, mended in fuller if not GAP.search(mended) and not _leaves_out(part, mended)]
            if whole:
                return whole[0], "mended"
        return best, "drafted" if best == drafts[0][1] else "repaired"

    async def _ask(self, part: Part, request: tuple[Message, ...], attempt: int) -> tuple[str, Usage]:
        reply = await self.engine.complete(
            request,
            max_tokens=int(part.task.length * TOKENS_A_CHARACTER) + SPARE_TOKENS,
            temperature=min(1.0, self.temperature + WARMER * attempt),
            on_text=lambda piece: self.on_text(part.section, piece),
        )
        return flowing(tidy(reply.text, title=part.task.title, cut=reply.finish_reason == "length")), reply.usage

    def problems(self, part: Part, text: str) -> list[str]:
        """What is wrong with a draft, one Chinese line each: for the repair request."""
        if not text:
            return ["没有写出正文"]
        found = self.grounder.check(text, facts=part.facts).describe()
        found += [f"“{clause}”写得不全，请照原样写" for fact in part.facts for clause in _told_in_part(fact, text)]
        if self._is_monotonous(text):
            found.append("好几句话开头相同，请精简，同样的意思只说一次")
        return found + [f"“{text[run.start : run.start + 12]}……”照抄了范文，请换一种说法" for run in self._runs(text)]

    def _only_given(self, text: str, part: Part, request: str) -> str:
        """`text` without what nobody asked for: worked examples, deeds and faults of no fact, and clauses that only say again."""
        given = "\n".join([request, *(f.text for f in part.facts)])
        if part.task.kind not in END_NAMES:  # opening and closing are set words, which the worked ones are too
            text = without_worked(text, worked_answers(voice=self.voice, self_name=self.self_name), given)
        text = without_parts(text, "".join(f.text for f in part.facts))
        text = without_claims(as_done(text) if part.task.kind == "done" else text, given, part.task.kind)
        once = without_echoes(text, part.task.title)
        return once if once == text or self._lost(once, part) <= self._lost(text, part) else text

    def _lost(self, text: str, part: Part) -> set[str]:
        return {use.fact for use in self.grounder.check(text, facts=part.facts).lost}

    @staticmethod
    def _is_monotonous(text: str) -> bool:
        openings = Counter(s.text[:ALIKE] for s in split_sentences(text))
        return max(openings.values(), default=0) > 2

    def _runs(self, text: str) -> Sequence[Run]:
        return () if self.leaks is None else self.leaks.runs(text, RUN)

    def _mended(self, part: Part, text: str) -> str:
        text = without_runs(text, [(r.start, r.end) for r in self._runs(text)], part.facts)
        return mend(text, part.facts, self.grounder)


def _told_in_part(fact: Fact, text: str) -> list[str]:
    """The clauses with a figure of a fact of which a text leaves out words: of whom the figure tells is part of it."""
    clauses = [c.text for c in split_clauses(fact.text)] if fact.kind == "fact" else []
    return [c for c in clauses if _FIGURE.search(c) and shared(c, text) < WHOLE]


def _leaves_out(part: Part, text: str) -> bool:
    return len(text) < TOO_SHORT * sum(len(p.text) for p in part.task.points)
