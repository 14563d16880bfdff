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
from assistant.chat.model import SectionDraft, State
from assistant.chat.screen import Screen
from assistant.chat.store import SessionRow, SessionStore, TurnState
from assistant.chat.warm import Warmth
from assistant.engines.base import Engine, Usage
from assistant.errors import AssistantError, InputError, InternalError
from assistant.export.printable import printable
from assistant.facts.save import FactChange


@dataclass(frozen=True, slots=True)
class Pending:
    """A question the next input answers: `yes` is done where it agrees."""

    yes: Callable[[], Awaitable[None]]


@dataclass(slots=True)
class Spent:
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
        self.spent = Spent()
        self.warmth = Warmth(self)

    # -- what a turn works with --------------------------------------------------------------------------------------

    @property
    def ready_desk(self) -> Desk | None:
        """The desk where it is ready: for completion and the status line."""
        return self._desk

    @property
    def ready_engine(self) -> Engine | None:
        """The engine where it is open."""
        return self._engine

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

    async def aclose(self) -> None:
        """Release the engine, the samples and the store."""
        await self.warmth.stop()
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
        self.spent = Spent()
        self.failed = None
        outcome: TurnState = "complete"
        turn = self._begin(text)
        try:
            await self.warmth.stop()
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
        self.warmth.go_on()

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
        count = self.spent
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
        self.keep(text)
        self.screen.out(text)

    def note(self, text: str) -> None:
        """Show a remark and keep it with the turn."""
        self.keep(text)
        self.screen.note(text)

    def keep(self, text: str) -> None:
        """Keep with the turn what is shown by other means."""
        self.spent.said = (*self.spent.said, text)

    def ask(self, question: str, yes: Callable[[], Awaitable[None]]) -> None:
        """Ask something that the next input answers."""
        self.pending = Pending(yes)
        self.note(f"{question}（是/否）")

    # -- texts -------------------------------------------------------------------------------------------------------

    def draft(self, name: str | None = None) -> SectionDraft | None:
        """The text of a section (default: the current one)."""
        return self.state.drafts.get(name or self.state.current)

    def current(self) -> str:
        """The name of the current section. Raises InputError where none is chosen."""
        if not self.state.current:
            raise InputError("还没有选定小节", "先输入 /sections 查看，再用 /section 小节名 选定")
        return self.state.current

    def choose(self, name: str) -> None:
        """Make this the current section."""
        self.state = replace(self.state, current=name)

    def phrases_outside(self, name: str) -> list[str]:
        """The phrases that other sections use."""
        others = (d for n, d in self.state.drafts.items() if n != name)
        return [phrase.text for d in others for p in d.paragraphs for phrase in p.part.phrases]


def _kept(state: State) -> str:
    draft = state.drafts.get(state.current)
    return f"已写好的 {len(draft.paragraphs)} 段保留。" if draft else ""
