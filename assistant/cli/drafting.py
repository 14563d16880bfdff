"""How drafting looks on the terminal: which section, how many characters, and what the user should know at the end."""

from __future__ import annotations

import asyncio
import sys
from types import TracebackType
from typing import TYPE_CHECKING, Self

from assistant.cli.console import note, progress

if TYPE_CHECKING:
    from assistant.drafting.generate import Draft
    from assistant.drafting.job import Job
    from assistant.drafting.write import Writer, Written
    from assistant.engines.base import Engine

STATUS_NAMES = {"drafted": "起草", "repaired": "修正后通过", "mended": "由程序补正", "cached": "沿用上次"}


class DraftProgress:
    """A live line while paragraphs are written, and a lasting one for each finished section."""

    def __init__(self, job: Job, model: str) -> None:
        self._sections = job.plan.sections
        self._left = {i: sum(p.section == i for p in job.parts) for i in range(len(self._sections))}
        self._characters: dict[int, int] = dict.fromkeys(self._left, 0)
        self._total = len(job.parts)
        self._done = 0
        self._finished: dict[int, list[Written]] = {}
        self._context = progress()
        self._model = model

    def __enter__(self) -> Self:
        self._display = self._context.__enter__()
        self._task = self._display.add_task(f"准备模型 {self._model}", total=self._total)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._context.__exit__(kind, error, trace)
        if kind is not None and self._done:
            note(f"已完成 {self._done}/{self._total} 段，都已保存；重新运行同一命令会接着写")

    def on_text(self, section: int, piece: str) -> None:
        """Show the section being written and its characters so far."""
        self._characters[section] += len(piece)
        self._display.update(self._task, description=f"{self._name(section)}  {self._characters[section]} 字")

    def on_done(self, written: Written) -> None:
        """Count a finished paragraph; say so when its section is finished."""
        section = written.part.section
        self._done += 1
        self._display.advance(self._task)
        self._finished.setdefault(section, []).append(written)
        self._left[section] -= 1
        if not self._left[section]:
            parts = self._finished[section]
            statuses = "、".join(dict.fromkeys(STATUS_NAMES[w.status] for w in parts))
            self._print(f"[{self._done}/{self._total}] {self._name(section)}：{sum(len(w.text) for w in parts)} 字（{statuses}）")

    def _name(self, section: int) -> str:
        return self._sections[section].heading or {"intro": "开头", "closing": "结尾"}.get(self._sections[section].kind, "")

    def _print(self, line: str) -> None:
        if sys.stderr.isatty():
            self._display.console.print(line, markup=False, highlight=False)
        else:
            note(line)


class Drafting:
    """An engine that drafts reports one after the other, closed at the end whatever happens."""

    def __init__(self, engine: Engine, jobs: int | None) -> None:
        self._engine = engine
        self._jobs = jobs
        self._runner = asyncio.Runner()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self._runner:
            self._runner.run(self._engine.aclose())

    def draft(self, job: Job, fresh: bool) -> tuple[Draft, Writer]:
        """Write the report, telling of progress; what is finished is kept whatever happens."""
        return self._runner.run(self._draft(job, fresh))

    async def _draft(self, job: Job, fresh: bool) -> tuple[Draft, Writer]:
        from assistant.drafting.generate import write_report

        writer = job.writer(self._engine, fresh=fresh, jobs=self._jobs)
        with writer.cache, DraftProgress(job, self._engine.name) as progress:
            await self._engine.prepare(job.shared())
            writer.on_text = progress.on_text
            return await write_report(job.plan, job.facts, job.parts, writer, progress.on_done), writer


def summary(draft: Draft) -> list[str]:
    """What the user should know of a finished report, a line each."""
    from assistant.drafting.compose import gaps

    uses = draft.uses.values()
    characters = sum(len(w.text) for ws in draft.paragraphs for w in ws)
    lines = [f"共 {characters} 字，事实 {sum(u.used for u in uses)}/{len(uses)} 条写入，用时 {draft.seconds:.0f} 秒，模型 {draft.model}"]
    empty = [s.title for s in draft.plan.sections if s.drafted and s.level and not s.facts]
    if empty:
        lines.append(f"这些小节没有事实，只写了一般性的内容：{'、'.join(empty)}")
    lines += [f"待补：{section or '开头或结尾'}：{gap}" for section, gap in gaps(draft)]
    lines += [f"尚有 {q.text}（第 {q.line} 行）没有填写，未写入报告" for q in draft.facts.questions]
    return lines
