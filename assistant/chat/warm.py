"""Keeping the model warm behind the prompt: what the next request will probably begin with is read before it is asked."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from assistant.chat.model import Order, OrderKind
from assistant.chat.todo import Planner, Todo
from assistant.errors import AssistantError

if TYPE_CHECKING:
    from assistant.chat.desk import Desk
    from assistant.chat.session import ChatSession
    from assistant.engines.base import Message

# Requests for a revision differ from the wish on; what stands before it is the same for all.
ANY_WISH = "再改一改"


class Warmth:
    """What is done for a session while its user reads and types. Only for an engine of this machine: a server's tokens cost money."""

    def __init__(self, chat: ChatSession) -> None:
        self._chat = chat
        self._reading: asyncio.Task[None] | None = None
        self._is_ready = False

    async def get_ready(self) -> None:
        """Do what the first answer would wait for: the desk, the model, the words that every request begins with. Never fails."""
        try:
            desk = await self._chat.desk()
            engine = await self._chat.engine()
            await engine.prepare(desk.job.shared())
        except AssistantError:
            return  # the first turn meets the same and tells it
        self._is_ready = True
        self.go_on()

    def go_on(self) -> None:
        """Let the model read what will probably be asked next, until `stop`; nothing before the model is ready."""
        if self._is_ready and (self._reading is None or self._reading.done()):
            self._reading = asyncio.get_running_loop().create_task(self._read())

    async def stop(self) -> None:
        """Leave the model to the request that comes now; what was read so far is not lost."""
        reading, self._reading = self._reading, None
        if reading is not None:
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)

    async def _read(self) -> None:
        desk, engine = self._chat.ready_desk, self._chat.ready_engine
        if desk is None or engine is None or engine.parallel != 1 or desk.changes != self._chat.state.changes:
            return
        try:
            request = await asyncio.to_thread(self._probable, desk)
            if request:
                await engine.complete(request, max_tokens=1, temperature=0.0)
        except AssistantError:
            return

    def _probable(self, desk: Desk) -> tuple[Message, ...]:
        """The request that will most likely come next: the next paragraph of the section, or its first one made shorter."""
        chat = self._chat
        name = chat.state.current or next(iter(desk.sections), "")
        standing = chat.draft(name)
        if not name or (standing is not None and standing.accepted):
            return ()
        kind: OrderKind = "revise" if standing is not None and standing.complete else "draft"
        wish = ANY_WISH if kind == "revise" else ""
        work = Planner(desk, chat.phrases_outside(name)).work(Order(kind, name, wish), standing)
        todo = next((i for i in work.items if isinstance(i, Todo)), None)
        return () if todo is None else (todo.messages or desk.job.request(todo.part))
