"""An engine that answers from a script, for tests: of this project and of whoever builds on it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from assistant.engines.base import Message, Reply, Usage
from assistant.errors import EngineError


@dataclass(frozen=True, slots=True)
class Request:
    """A request as the engine got it."""

    messages: tuple[Message, ...]
    max_tokens: int
    temperature: float

    @property
    def prompt(self) -> str:
        """All that was said, one turn after the other."""
        return "\n".join(m.content for m in self.messages)


Answer = str | Reply | BaseException


class Scripted:
    """Answers with the given answers in order, or with what a function of the request gives.

    An answer that is an exception is raised; one that is a text arrives in two pieces; `requests` keeps what was asked. Asking
    for more answers than there are raises EngineError.
    """

    def __init__(
        self,
        answers: Iterable[Answer] | Callable[[Request], Answer],
        *,
        name: str = "scripted:",
        parallel: int = 4,
        seconds: float = 0.0,
    ) -> None:
        self.name = name
        self.parallel = parallel
        self.requests: list[Request] = []
        self.prepared = False
        self.closed = False
        self._seconds = seconds
        self._answer = answers if callable(answers) else _in_turn(answers)

    async def complete(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        temperature: float,
        on_text: Callable[[str], None] | None = None,
    ) -> Reply:
        """See Engine."""
        request = Request(tuple(messages), max_tokens, temperature)
        self.requests.append(request)
        await asyncio.sleep(self._seconds)
        answer = self._answer(request)
        if isinstance(answer, BaseException):
            raise answer
        reply = answer if isinstance(answer, Reply) else self._reply(request, answer)
        if on_text:
            half = len(reply.text) // 2
            for piece in filter(None, (reply.text[:half], reply.text[half:])):
                on_text(piece)
        return reply

    async def prepare(self, shared: Sequence[Message] = ()) -> None:
        """Note that the engine was prepared."""
        self.prepared = True

    async def aclose(self) -> None:
        """Note that the engine was closed."""
        self.closed = True

    def _reply(self, request: Request, text: str) -> Reply:
        """A reply that counts a character as a token."""
        return Reply(text, Usage(len(request.prompt), 0, len(text)), "stop", self._seconds)


def _in_turn(answers: Iterable[Answer]) -> Callable[[Request], Answer]:
    left = iter(list(answers))

    def answer(_: Request) -> Answer:
        return next(left, EngineError("脚本中的答复已用完", "请在测试中多给一些答复"))

    return answer
