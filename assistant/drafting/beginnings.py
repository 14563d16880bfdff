"""What the requests of each type of report begin with, read by the embedded model once, so that the first answer need not wait for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.drafting.outline import all_outlines
from assistant.drafting.prompts import shared_messages
from assistant.engines.base import Message

if TYPE_CHECKING:
    from assistant.engines.embedded import Embedded


def beginnings() -> list[tuple[Message, ...]]:
    """The different beginnings of all types of report there are."""
    ways = dict.fromkeys((o.voice, o.self_name) for o in all_outlines())
    return [shared_messages(voice=voice, self_name=self_name) for voice, self_name in ways]


async def read_beginnings(engine: Embedded, told: Callable[[int, int], None]) -> None:
    """Read those that were never read on this machine and keep that; `told` hears how many of how many are done. Raises EngineError."""
    unread = [b for b in beginnings() if not engine.has_read(b)]
    try:
        for done, shared in enumerate(unread):
            told(done, len(unread))
            await engine.prepare(shared)
    finally:
        await engine.aclose()
