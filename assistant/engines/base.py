"""The one interface of all engines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a chat request."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one or more calls; `cached_tokens` are those of the prompt that came from a prefix cache."""

    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            self.prompt_tokens + other.prompt_tokens,
            self.cached_tokens + other.cached_tokens,
            self.completion_tokens + other.completion_tokens,
        )


@dataclass(frozen=True, slots=True)
class Reply:
    """A complete answer; `finish_reason` is "stop" or "length"; `seconds` is wall time."""

    text: str
    usage: Usage
    finish_reason: str
    seconds: float


class Engine(Protocol):
    """Answers chat requests.

    `name` is `engine:model` as in `-m`; `parallel` is how many requests at once are worth sending.
    """

    name: str
    parallel: int

    async def complete(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        temperature: float,
        on_text: Callable[[str], None] | None = None,
    ) -> Reply:
        """Answer one request, calling `on_text` with each piece as it arrives.

        Raises EngineError (exit code 3) with one clear Chinese sentence for every failure: unreachable, 401, 429, 5xx, HTML
        instead of JSON, an empty answer, half a stream, a time-out, a context too long. Cancelling the task stops the request.
        """

    async def prepare(self, shared: Sequence[Message] = ()) -> None:
        """Do now what the first request would have to wait for; need not be called. Raises EngineError as `complete` does.

        `shared` are the messages that all requests will begin with: a model of this machine reads them now.
        """

    async def aclose(self) -> None:
        """Release the connection and stop a server this engine started."""
