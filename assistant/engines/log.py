"""The log of model calls: what each cost and how it ended, in `calls.sqlite3` of the state folder. Never a key.

Prompts and answers are kept only where the user asks for it; otherwise a hash tells whether two calls asked the same.
"""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import astuple, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

from assistant import paths
from assistant.engines.base import Engine, Message, Reply, Usage
from assistant.errors import EngineError, ServiceError

_KEPT = 20_000  # calls; older ones are dropped


@dataclass(frozen=True, slots=True)
class Call:
    """One call: `time` in UTC (ISO 8601), `outcome` "stop", "length", "cancelled" or the error's message."""

    time: str
    model: str
    prompt_hash: str
    prompt_tokens: int
    cached_tokens: int
    completion_tokens: int
    seconds: float
    outcome: str
    prompt: str | None = None
    answer: str | None = None


_COLUMNS = ", ".join(f.name for f in fields(Call))


class CallLog:
    """The log at a path, made when the first call is noted."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or paths.home() / "calls.sqlite3"

    def add(self, call: Call) -> None:
        """Note a call. A log that cannot be written loses the note: no report may fail for it."""
        with suppress(sqlite3.Error, OSError):
            if not self.path.exists():
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self.path.touch(mode=0o600)
            with self._open() as database:
                database.execute(f"CREATE TABLE IF NOT EXISTS calls (id INTEGER PRIMARY KEY, {_COLUMNS})")
                places = ", ".join("?" * len(fields(Call)))
                row = database.execute(f"INSERT INTO calls ({_COLUMNS}) VALUES ({places})", astuple(call)).lastrowid or 0
                database.execute("DELETE FROM calls WHERE id <= ?", (row - _KEPT,))

    def last(self, count: int) -> list[Call]:
        """The latest calls, oldest first. Raises ServiceError where the log cannot be read."""
        if not self.path.exists():
            return []
        try:
            with self._open() as database:
                rows = database.execute(f"SELECT {_COLUMNS} FROM calls ORDER BY id DESC LIMIT ?", (count,)).fetchall()
        except sqlite3.Error as error:
            raise ServiceError(f"无法读取调用日志 {self.path}", "文件可能已损坏：可以删除它，以后的调用会重新记录") from error
        return [Call(*row) for row in reversed(rows)]

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        database = sqlite3.connect(self.path, timeout=2)
        try:
            with database:
                yield database
        finally:
            database.close()


class LoggedEngine:
    """An engine whose calls are noted in a log."""

    def __init__(self, engine: Engine, log: CallLog, *, with_prompts: bool = False) -> None:
        self.name = engine.name
        self.parallel = engine.parallel
        self._engine = engine
        self._log = log
        self._with_prompts = with_prompts

    async def complete(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        temperature: float,
        on_text: Callable[[str], None] | None = None,
    ) -> Reply:
        """See Engine."""
        started = time.monotonic()
        reply, outcome = Reply("", Usage(), "", 0.0), "cancelled"
        try:
            reply = await self._engine.complete(messages, max_tokens=max_tokens, temperature=temperature, on_text=on_text)
            outcome = reply.finish_reason
            return reply
        except EngineError as error:
            outcome = error.message
            raise
        finally:
            self._note(messages, reply, outcome, time.monotonic() - started)

    async def prepare(self, shared: Sequence[Message] = ()) -> None:
        """Prepare the engine."""
        await self._engine.prepare(shared)

    async def aclose(self) -> None:
        """Close the engine."""
        await self._engine.aclose()

    def _note(self, messages: Sequence[Message], reply: Reply, outcome: str, seconds: float) -> None:
        prompt = "\n\n".join(f"[{m.role}]\n{m.content}" for m in messages)
        self._log.add(
            Call(
                datetime.now(UTC).isoformat(timespec="seconds"),
                self.name,
                hashlib.sha256(prompt.encode()).hexdigest()[:16],
                *(reply.usage.prompt_tokens, reply.usage.cached_tokens, reply.usage.completion_tokens),
                round(seconds, 3),
                outcome,
                prompt if self._with_prompts else None,
                reply.text if self._with_prompts else None,
            )
        )
