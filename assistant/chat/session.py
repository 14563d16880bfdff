"""A session: takes one input after the other and answers through the grounded pipeline. Pure logic over a screen, a store, an engine."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from assistant.chat.desk import Desk
from assistant.chat.kept import changes_from_json, changes_to_json
from assistant.chat.model import Order, Paragraph, SectionDraft, State
from assistant.chat.screen import Mark, Screen
from assistant.chat.store import SessionRow, SessionStore, TurnState
from assistant.chat.todo import Planner, Todo, Work
from assistant.drafting.parts import Part
from assistant.drafting.tidy import tidy
from assistant.drafting.write import Writer
from assistant.engines.base import Engine, Usage
from assistant.errors import AssistantError, InputError, InternalError
from assistant.export.printable import printable
from assistant.facts.save import FactChange

STATUS_REMARKS = {"drafted": "", "repaired": "修正后通过核对", "mended": "由程序补正", "cached": "沿用上次写好的"}


@dataclass(frozen=True, slots=True)
class Pending:
    """A question the next input answers: `yes` is done where it agrees."""

    yes: Callable[[], Awaitable[None]]


@dataclass(slots=True)
class _Count:
    """What one turn cost, and what it said."""

    calls: int = 0
    usage: Usage = field(default_factory=Usage)
    said: tuple[str, ...] = ()


class ChatSession:
    """One session. `open_desk` makes the desk from changed facts (it may take a second and runs in a thread).

    Inputs are taken with `take`; cancelling that stops the answer only. `leaving` is set by /exit; `failed` is the last turn's
    error, for the exit code of scripts.
    """

    def __init__(
        self,
        row: SessionRow,
        store: SessionStore,
        screen: Screen,
        open_desk: Callable[[Sequence[FactChange]], Desk],
        open_engine: Callable[[str | None], Engine],
    ) -> None:
        self.row = row
        self.store = store
        self.screen = screen
        self.open_engine = open_engine
        self.leaving = False
        self.failed: AssistantError | None = None
        self.pending: Pending | None = None
        self.interrupted_before = store.close_open_turns(row.id)
        self.trail = [(turn, State.from_json(text)) for turn, text in store.trail(row.id)]
        self.state = self.trail[-1][1] if self.trail else State()
        self.saved = changes_from_json(row.saved)
        self._engine: Engine | None = None
        self._engine_lock = asyncio.Lock()
        self._open_desk = open_desk
        self._desk: Desk | None = None
        self._opening: asyncio.Task[Desk] | None = None
        self._count = _Count()
        self._unfinished: Paragraph | None = None

    # -- what a turn works with --------------------------------------------------------------------------------------

    @property
    def ready_desk(self) -> Desk | None:
        """The desk where it is ready: for completion and the status line."""
        return self._desk

    async def desk(self) -> Desk:
        """The desk, made first where facts changed. Raises what making it raises."""
        if self._desk is not None and self._desk.changes == self.state.changes:
            return self._desk
        self._desk = await self._opened()
        return self._desk

    async def _opened(self) -> Desk:
        if self._desk is not None:
            return await asyncio.to_thread(self._desk.changed, self.state.changes)
        if self._opening is None or (self._opening.done() and self._opening.exception()):
            self._opening = asyncio.create_task(asyncio.to_thread(self._open_desk, self.state.changes))
        return await asyncio.shield(self._opening)

    async def engine(self) -> Engine:
        """The engine, opened first where it is not. Raises EngineError, InputError, ConfigError."""
        async with self._engine_lock:
            if self._engine is None:
                self._engine = await asyncio.to_thread(self.open_engine, self.row.model or None)
            return self._engine

    async def change_engine(self, name: str) -> Engine:
        """Use another model from now on. Raises as `engine` does; then the old one stays."""
        new = await asyncio.to_thread(self.open_engine, name)
        old, self._engine = self._engine, new
        if old is not None:
            await old.aclose()
        self.row = replace(self.row, model=name)
        self.store.update(self.row.id, model=name)
        return new

    async def warm_up(self) -> None:
        """Do behind the prompt what the first answer would wait for: the desk, the model, its first words. Never fails."""
        try:
            desk = await self.desk()
            engine = await self.engine()
            await engine.prepare()
            if engine.parallel == 1 and desk.sections:
                name = self.state.current or next(iter(desk.sections))
                part = (await asyncio.to_thread(desk.parts, name, ()))[0]
                await engine.complete(desk.job.request(part), max_tokens=1, temperature=0.0)
        except AssistantError:
            return  # the first turn meets the same and tells it

    async def aclose(self) -> None:
        """Release the engine, the samples and the store."""
        if self._engine is not None:
            await self._engine.aclose()
        if self._desk is not None:
            self._desk.library.close()
        self.store.close()

    # -- turns -------------------------------------------------------------------------------------------------------

    async def take(self, text: str) -> None:
        """Take one input: a command, an answer to a question, or plain text. Errors are shown, never raised."""
        from assistant.chat.dispatch import dispatch

        text = printable(text)
        before, started = self.state, time.monotonic()
        self._count = _Count()
        self.failed = None
        outcome: TurnState = "complete"
        turn = self._begin(text)
        try:
            await dispatch(self, text)
        except asyncio.CancelledError:
            outcome = "interrupted"
            self.note("已停止。" + (_kept(self.state) if self.state is not before else "") + " /retry 重写")
            if task := asyncio.current_task():
                task.uncancel()
        except AssistantError as error:
            outcome = self._failed(error)
        except Exception as error:  # a bug of ours must not take the session along
            hint = "会话仍可继续；请加 --debug 重新运行，并把输出连同版本号发给维护者"
            outcome = self._failed(InternalError(f"程序内部出错：{type(error).__name__}：{error}", hint))
            if os.environ.get("ASSISTANT_DEBUG"):
                raise
        self._end(turn, outcome, before, time.monotonic() - started)

    def _failed(self, error: AssistantError) -> TurnState:
        self.failed = error
        self.screen.error(error)
        return "failed"

    def _begin(self, text: str) -> int:
        try:
            return self.store.begin(self.row.id, self.state.current, text, self.row.model)
        except AssistantError as error:  # a full disk must not stop the drafter; what is not kept is told
            self.screen.error(error)
            return 0

    def _end(self, turn: int, outcome: TurnState, before: State, seconds: float) -> None:
        reached = None
        if turn and self.state is not before and self.state is not (self.trail[-1][1] if self.trail else None):
            self.trail.append((turn, self.state))
            reached = self.state.to_json()
        count = self._count
        try:
            if turn:
                model = self._engine.name if self._engine else self.row.model
                self.store.end(turn, outcome, model, "\n".join(count.said), count.calls, count.usage, seconds, reached)
        except AssistantError as error:
            self.screen.error(error)

    def keep_facts_at(self, path: Path) -> None:
        """From now on the facts are in this file, with all changes so far."""
        self.saved = self.state.changes
        where = str(path.resolve())
        self.row = replace(self.row, facts_path=where)
        self.store.update(self.row.id, facts_path=where, saved=changes_to_json(self.saved))
        if self._desk is not None:
            self._desk.base = replace(self._desk.base, path=path.resolve())

    def undo(self) -> bool:
        """Go back to before the last change of texts or facts; False where there is none. The current section stays."""
        now = self.state
        while self.trail and self.state.same_work(now):
            turn, _ = self.trail.pop()
            self.store.undo(turn)
            self.state = self.trail[-1][1] if self.trail else State()
        undone = not self.state.same_work(now)
        self.state = replace(self.state, current=now.current)
        return undone

    def out(self, text: str) -> None:
        """Show a result and keep it with the turn."""
        self._said(text)
        self.screen.out(text)

    def note(self, text: str) -> None:
        """Show a remark and keep it with the turn."""
        self._said(text)
        self.screen.note(text)

    def _said(self, text: str) -> None:
        self._count.said = (*self._count.said, text)

    def ask(self, question: str, yes: Callable[[], Awaitable[None]]) -> None:
        """Ask something that the next input answers."""
        self.pending = Pending(yes)
        self.note(f"{question}（是/否）")

    # -- writing -----------------------------------------------------------------------------------------------------

    def draft(self, name: str | None = None) -> SectionDraft | None:
        """The text of a section (default: the current one)."""
        return self.state.drafts.get(name or self.state.current)

    def current(self) -> str:
        """The name of the current section. Raises InputError where none is chosen."""
        if not self.state.current:
            raise InputError("还没有选定小节", "先输入 /sections 查看，再用 /section 小节名 选定")
        return self.state.current

    async def write(self, order: Order, *, fresh: bool = False, changes: Sequence[FactChange] = ()) -> None:
        """Carry out an order; what is finished stays whatever happens. Raises EngineError, and CancelledError where stopped."""
        desk = await self.desk()
        standing = self.draft(order.section)
        planner = Planner(desk, self._phrases_outside(order.section))
        work = await asyncio.to_thread(planner.work, order, standing, changes)
        if order.kind == "weave":
            self._show_replaced(desk, order.section, work, standing)
        else:
            self.state = replace(self.state, last=order, before=standing, done=False)
        if work.forgotten:
            self.note("要求较多：更早的要求不再发给模型，事实和当前文字都保留")
        await self._write(desk, order, work, standing, fresh)

    async def _write(self, desk: Desk, order: Order, work: Work, standing: SectionDraft | None, fresh: bool) -> None:
        untouched = all(isinstance(i, Paragraph) for i in work.items)
        accepted = bool(standing and standing.accepted and untouched)
        done = list(work.items)
        self._unfinished = None
        writer = None if untouched else desk.writer(await self.engine(), fresh=fresh)
        try:
            for place, item in enumerate(done):
                if isinstance(item, Todo) and writer is not None:
                    done[place] = await self._paragraph(desk, writer, order.section, item)
        finally:
            if writer is not None:
                writer.cache.close()
            kept = [p if isinstance(p, Paragraph) else p.before for p in done]
            there = tuple(p for p in (*kept, self._unfinished) if p is not None)
            draft = SectionDraft(there, accepted, None not in kept)
            self.state = replace(self.state.with_draft(order.section, draft if there else None), done=draft.complete)

    async def _paragraph(self, desk: Desk, writer: Writer, name: str, todo: Todo) -> Paragraph:
        """Write one paragraph, shown as it comes and as it stands in the end."""
        heard: list[str] = []

        def hear(_: int, piece: str) -> None:
            heard.append(piece)
            self.screen.piece(piece)

        def reject(_: Part, draft: str, problems: Sequence[str]) -> None:
            heard.clear()
            self.screen.rejected(problems)

        writer.on_text, writer.on_problems = hear, reject
        self.screen.begin(name)
        self._count.calls += 1
        try:
            written = await (writer.rewrite(todo.part, todo.messages) if todo.messages else writer.write(todo.part))
            if todo.if_same and todo.before and written.text == todo.before.text:
                reject(todo.part, written.text, ["与原文相同"])
                first, written = written, await writer.rewrite(todo.part, todo.if_same)
                written = replace(written, attempts=first.attempts + written.attempts, usage=first.usage + written.usage)
        except BaseException:
            self.screen.broken_off()
            self._keep_unfinished(todo, tidy("".join(heard), title=todo.part.task.title, cut=True))
            raise
        self._count.calls += written.attempts - 1
        self._count.usage += written.usage
        paragraph = Paragraph(written.part, written.text, written.status, written.attempts, written.usage, todo.talk)
        self.show_paragraph(desk, paragraph, STATUS_REMARKS[written.status])
        return paragraph

    def _show_replaced(self, desk: Desk, name: str, work: Work, standing: SectionDraft | None) -> None:
        """Show the paragraphs of the current section in which only values were replaced."""
        known = {p.text for p in standing.paragraphs} if standing else set()
        for item in work.items if name == self.state.current else ():
            if isinstance(item, Paragraph) and item.text not in known:
                self.show_paragraph(desk, item)

    def _keep_unfinished(self, todo: Todo, text: str) -> None:
        """Keep what came of a paragraph, in the draft where nothing else stands in its place."""
        if text:
            self._said(f"（未写完）{text}")
        if text and todo.before is None:
            self._unfinished = Paragraph(todo.part, todo.part.lead + text, "drafted")

    def show_paragraph(self, desk: Desk, paragraph: Paragraph, remark: str = "") -> None:
        """Show a paragraph with what nothing supports in it marked."""
        found = desk.grounder.check(paragraph.text, facts=paragraph.part.facts)
        marks = [Mark(v.slot.start, v.slot.end, v.reason) for v in found.violations]
        self._said(paragraph.text)
        self.screen.settled(paragraph.text, marks, remark)

    def _phrases_outside(self, name: str) -> list[str]:
        """The phrases that other sections use."""
        others = (d for n, d in self.state.drafts.items() if n != name)
        return [phrase.text for d in others for p in d.paragraphs for phrase in p.part.phrases]


def _kept(state: State) -> str:
    draft = state.drafts.get(state.current)
    return f"已写好的 {len(draft.paragraphs)} 段保留。" if draft else ""
