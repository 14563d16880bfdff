"""The systems under comparison, over any engine: ours, and the two ways in which people let a model write such a report today.

- `ours`: the drafting of this program.
- `one-prompt`: all facts, a raw sample report of the same type and "write the report" in one prompt.
- `plain-retrieval`: for each section of the same outline one prompt with all facts and the best raw passages of the samples.

Temperature, facts, samples, outline and model are the same for all three. The baselines' prompts are plain and complete: the facts,
what to write, and that values of the samples must not be copied.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from assistant.config import Config
from assistant.documents.read import read
from assistant.drafting.plan import Plan, Section, make_plan
from assistant.drafting.style import passages_like
from assistant.engines.base import Engine, Message, Usage
from assistant.facts.load import load_facts
from assistant.facts.model import FactsFile
from assistant.samples.library import Library

RULES = (
    "你是党务公文写作助手。根据事实写报告，事实要全部写进去；可以学习范文的写法，但不得照抄范文，不得写范文里的数字、单位、人名和活动名称。"
)
PASSAGES = 3
ONE_PROMPT_TOKENS = 5_000
TOKENS_A_CHARACTER = 2
SPARE_TOKENS = 200


@dataclass(frozen=True, slots=True)
class Report:
    """A report by one system: its text (a paragraph a line), what it cost, and what the system says of itself."""

    system: str
    model: str
    text: str
    seconds: float
    calls: int
    usage: Usage
    said: dict[str, Any] = field(default_factory=dict)

    def cost(self) -> dict[str, float]:
        """Seconds, calls and tokens."""
        return {"seconds": round(self.seconds, 1), "calls": self.calls, **asdict(self.usage)}


async def write(system: str, facts: Path, engine: Engine, library: Library, config: Config) -> Report:
    """Let a system write the report of a facts file. Raises EngineError where the model fails."""
    await engine.prepare()
    return await SYSTEMS[system](load_facts(facts), engine, library, config)


async def _ours(facts: FactsFile, engine: Engine, library: Library, config: Config) -> Report:
    from assistant.drafting.compose import run_report, to_report
    from assistant.drafting.generate import write_report
    from assistant.drafting.job import prepare

    started = time.monotonic()
    job = prepare(facts, config, lambda line: None)
    writer = job.writer(engine, fresh=True)
    with writer.cache:
        draft = await write_report(job.plan, facts, job.parts, writer, lambda written: None)
    text = "\n".join(block.text for block in to_report(draft).blocks)
    said = run_report(draft, Path("out.docx"), writer.grounder.check)
    said["paragraphs"] = [
        {"facts": [f.id for f in w.part.facts], "status": w.status, "attempts": w.attempts, "text": w.text}
        for paragraphs in draft.paragraphs
        for w in paragraphs
    ]
    return Report("ours", engine.name, text, time.monotonic() - started, draft.calls, draft.usage, said)


async def _one_prompt(facts: FactsFile, engine: Engine, library: Library, config: Config) -> Report:
    started = time.monotonic()
    sample = next(d for d in library.documents() if facts.report_type and facts.report_type in d.path and "模板" not in d.path)
    raw = "\n".join(p.text for p in read(Path(sample.path)).body if p.text.strip())
    ask = f"【事实】\n{_listed(facts)}\n【范文】\n{raw}\n请参照范文的结构，写《{facts.title}》，全文3500字左右，只输出报告正文。"
    messages = [Message("system", RULES), Message("user", ask)]
    reply = await engine.complete(messages, max_tokens=ONE_PROMPT_TOKENS, temperature=config["temperature"])
    return Report("one-prompt", engine.name, reply.text, time.monotonic() - started, 1, reply.usage)


async def _plain_retrieval(facts: FactsFile, engine: Engine, library: Library, config: Config) -> Report:
    started = time.monotonic()
    plan = make_plan(facts, passages_like(library))
    usage, texts = Usage(), [plan.title]
    drafted = [s for s in plan.sections if s.drafted]
    for section in plan.sections:
        texts += [section.heading] * bool(section.heading)
        if section in drafted:
            reply = await engine.complete(
                _asked(facts, plan, section, library),
                max_tokens=section.length * TOKENS_A_CHARACTER + SPARE_TOKENS,
                temperature=config["temperature"],
            )
            texts.append(reply.text.strip())
            usage += reply.usage
    return Report("plain-retrieval", engine.name, "\n".join(texts), time.monotonic() - started, len(drafted), usage)


def _asked(facts: FactsFile, plan: Plan, section: Section, library: Library) -> Sequence[Message]:
    name = section.title or {"intro": "开头", "closing": "结尾"}.get(section.kind, "")
    query = f"{name} {section.guidance}"
    hits = library.search(query, k=PASSAGES, kind=section.kind, report_type=facts.report_type, year=facts.year)
    passages = "\n\n".join(h.passage.text for h in hits)
    ask = (
        f"【事实】\n{_listed(facts)}\n【范文片段】\n{passages}\n现在写《{plan.title}》的“{name}”部分，写进与这部分有关的事实，"
        f"{section.length}字左右，只输出这部分的正文。"
    )
    return [Message("system", RULES), Message("user", ask)]


def _listed(facts: FactsFile) -> str:
    heads = {"fact": "", "problem": "（存在问题）", "plan": "（下一步计划）"}
    lines = [f"单位：{facts.org}；年度：{facts.year}"] + [f"{n}. {heads[f.kind]}{f.text}" for n, f in enumerate(facts.facts, 1)]
    return "\n".join(lines)


SYSTEMS: dict[str, Callable[[FactsFile, Engine, Library, Config], Awaitable[Report]]] = {
    "ours": _ours,
    "one-prompt": _one_prompt,
    "plain-retrieval": _plain_retrieval,
}
