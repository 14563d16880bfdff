"""A drafting job: facts, plan, samples, paragraphs to write and the writer, put together from the settings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant import paths
from assistant.config import Config
from assistant.drafting.cache import DraftCache
from assistant.drafting.fit import Fit
from assistant.drafting.generate import all_parts
from assistant.drafting.parts import END_NAMES, Part
from assistant.drafting.plan import Plan, make_plan
from assistant.drafting.prompts import messages_for, shared_messages
from assistant.drafting.route import similar_title
from assistant.drafting.style import LONGEST, Style, passages_like
from assistant.drafting.write import Writer
from assistant.engines.base import Engine, Message
from assistant.errors import InputError
from assistant.facts.model import FactsFile
from assistant.grounding.ground import Grounder
from assistant.samples.library import Library
from assistant.samples.passages import Hit
from assistant.samples.writer import default_places

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Job:
    """What is decided before any model is asked."""

    facts: FactsFile
    plan: Plan
    parts: tuple[Part, ...]
    library: Library
    config: Config

    def style(self) -> Style:
        """Style material none of which has been handed out yet."""
        return Style(self.library, self.plan.report_type, self.facts.year, self._stock, Fit(self.facts, self.plan.voice))

    def _stock(self, hit: Hit) -> Sequence[str]:
        return self.library.phrases(hit.passage, LONGEST)

    def shared(self) -> tuple[Message, ...]:
        """What every request begins with."""
        return shared_messages(voice=self.plan.voice, self_name=self.plan.self_name)

    def request(self, part: Part) -> tuple[Message, ...]:
        """The request for a paragraph, as it would be sent."""
        return messages_for(part.task, voice=self.plan.voice, self_name=self.plan.self_name)

    def only(self, title: str) -> Job:
        """The same job for one section: the one called `title`, exactly or nearly. Raises InputError naming the sections."""
        drafted = {i: s for i, s in enumerate(self.plan.sections) if s.drafted}
        names = {i: s.title or END_NAMES[s.kind] for i, s in drafted.items()}
        index = next((i for i, n in names.items() if n == title), None)
        if index is None:
            index = next((i for i, n in names.items() if similar_title(title, n)), None)
        if index is None:
            raise InputError(f"没有名为“{title}”的小节", f"可用的小节：{'、'.join(names.values())}")
        return replace(self, parts=tuple(p for p in self.parts if p.section == index))

    def writer(self, engine: Engine, *, fresh: bool = False, jobs: int | None = None) -> Writer:
        """The writer of this job's paragraphs with `engine`. Raises LibraryError where drafts cannot be kept."""
        leaks = self.library.leaks()
        return Writer(
            engine=engine,
            grounder=Grounder(self.facts, leaks=leaks, public_extra=[s.title for s in self.plan.sections]),
            cache=DraftCache(paths.home() / "drafts.sqlite3", fresh=fresh),
            voice=self.plan.voice,
            self_name=self.plan.self_name,
            temperature=self.config["temperature"],
            jobs=jobs or self.config["jobs"] or engine.parallel,
            leaks=leaks,
        )


def prepare(facts: FactsFile, config: Config, say: Say) -> Job:
    """Plan the report and choose its style material. Indexes the samples where that was never done (`say` tells so).

    Raises InputError for a facts file without a known structure, LibraryError where the samples cannot be used.
    """
    job = planned(facts, config, ready_library(config, say))
    return replace(job, parts=tuple(all_parts(job.plan, job.style())))


def planned(facts: FactsFile, config: Config, library: Library) -> Job:
    """A job whose paragraphs are not laid out yet. Raises as `prepare` does."""
    return Job(facts, make_plan(facts, passages_like(library)), (), library, config)


def ready_library(config: Config, say: Say) -> Library:
    """The sample library, built first where there is none."""
    library = Library.open(config, say)
    if library.is_empty:
        say("首次使用，正在建立范文库……")
        report = library.index(default_places(config))
        for path, reason in report.failed:
            say(f"跳过 {path}：{reason}")
    return library
