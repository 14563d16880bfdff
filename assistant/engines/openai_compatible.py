"""Any server that speaks OpenAI's chat completions: a vendor, a server of the office, or the embedded model."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from assistant.engines.base import Message, Reply, Usage
from assistant.engines.failures import Transient, explained, not_json, timed_out
from assistant.engines.server import Server
from assistant.errors import EngineError

if TYPE_CHECKING:
    from openai import AsyncOpenAI

BACKOFF_SECONDS = 1.0  # before the second attempt; doubled before each further one
LONGEST_WAIT = 30.0  # more than this a server cannot ask for: better to tell the user

# Parameters that some servers refuse, found in their refusal, and what to send instead.
_REFUSALS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "max_completion_tokens": lambda request: {"max_completion_tokens": request["max_tokens"]},
    "temperature": lambda _: {},
    "stream_options": lambda _: {},
}
_REFUSED_NAME = {"max_completion_tokens": "max_tokens"}


class OpenAICompatible:
    """An engine behind a base URL. One connection pool per event loop; safe for many requests at once."""

    def __init__(self, name: str, model: str, server: Server, *, parallel: int, backoff: float = BACKOFF_SECONDS) -> None:
        self.name = name
        self.parallel = parallel
        self._model = model
        self._server = server
        self._backoff = backoff
        self._client: AsyncOpenAI | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._without: set[str] = set()

    async def complete(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        temperature: float,
        on_text: Callable[[str], None] | None = None,
    ) -> Reply:
        """See Engine. Failures that may pass are tried again with growing pauses, as long as no text has arrived."""
        request = {
            "model": self._model,
            "messages": [{"role": m.role, "content": m.content} for m in messages],
            "max_tokens": max_tokens,
            "temperature": temperature,
            "stream": True,
            "stream_options": {"include_usage": True},
        }
        for attempt in range(self._server.retries + 1):
            answer = _Answer(on_text)
            try:
                return await self._attempt(request, answer)
            except Transient as error:
                if answer.text or attempt == self._server.retries or error.wait > LONGEST_WAIT:
                    raise
                await asyncio.sleep(max(error.wait, self._backoff * 2**attempt))
        raise AssertionError("the last attempt returns or raises")

    async def aclose(self) -> None:
        """Close the connections."""
        client, self._client = self._client, None
        if client is not None:
            await client.close()

    async def _attempt(self, request: dict[str, Any], answer: _Answer) -> Reply:
        try:
            async with asyncio.timeout(self._server.timeout) as clock:
                async for chunk in self._chunks(request):
                    answer.take(chunk)
                    clock.reschedule(asyncio.get_running_loop().time() + self._server.timeout)
        except TimeoutError as error:
            raise timed_out(self._server.shown) from error
        return answer.reply(self._server.shown)

    async def _chunks(self, request: dict[str, Any]) -> AsyncIterator[Any]:
        """The pieces of one answer. Whatever goes wrong in here is the server's or the network's doing."""
        try:
            stream = await self._opened(request)
            async with stream:
                async for chunk in stream:
                    yield chunk
        except Exception as error:
            raise explained(error, self._server.shown, model=self._model, secret=self._server.key) from error

    async def _opened(self, request: dict[str, Any]) -> Any:
        """The stream of an answer, asked for again without the parameters that this server refuses."""
        from openai import BadRequestError

        while True:
            try:
                raw = await self._connected().chat.completions.with_raw_response.create(**self._accepted(request))
                break
            except BadRequestError as error:
                refused = next((n for n in _REFUSALS if n in str(error) and n not in self._without), None)
                if refused is None:
                    raise
                self._without.add(refused)
        if any(kind in raw.headers.get("content-type", "") for kind in ("text/html", "application/json")):
            with suppress(Exception):
                await raw.http_response.aclose()
            raise not_json(self._server.shown)
        return raw.parse()

    def _accepted(self, request: dict[str, Any]) -> dict[str, Any]:
        accepted = dict(request)
        for name in self._without:
            accepted |= _REFUSALS[name](request)
            accepted.pop(_REFUSED_NAME.get(name, name), None)
        return accepted

    def _connected(self) -> AsyncOpenAI:
        loop = asyncio.get_running_loop()
        if self._client is None or self._loop is not loop:
            self._client, self._loop = self._server.client(), loop
        return self._client


class _Answer:
    """An answer as it arrives."""

    def __init__(self, on_text: Callable[[str], None] | None) -> None:
        self._on_text = on_text
        self._pieces: list[str] = []
        self._usage = Usage()
        self._finish = ""
        self._started = time.monotonic()

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    def take(self, chunk: Any) -> None:
        """Add one piece of a stream; the last one of many servers has the usage and no choice."""
        if chunk.usage is not None:
            self._usage = _usage(chunk.usage)
        for choice in chunk.choices[:1]:
            self._finish = choice.finish_reason or self._finish
            piece = choice.delta.content if choice.delta else None
            if piece:
                self._pieces.append(piece)
                if self._on_text:
                    self._on_text(piece)

    def reply(self, where: str) -> Reply:
        """The complete answer. Raises EngineError where it is none: empty, broken off, withheld."""
        if self._finish == "content_filter":
            raise EngineError(f"模型服务 {where} 因内容审查中断了答复", "请检查事实中的措辞，或换一个模型")
        if not self._finish:
            raise Transient(f"模型服务 {where} 的答复中途断开", "请重试；若反复出现，请查看服务的日志")
        if not self.text.strip():
            raise Transient(f"模型服务 {where} 的答复是空的", "请重试，或用 -m 换一个模型")
        finish = "length" if self._finish == "length" else "stop"
        return Reply(self.text, self._usage, finish, time.monotonic() - self._started)


def _usage(usage: Any) -> Usage:
    details = usage.prompt_tokens_details
    cached = (details.cached_tokens if details else 0) or 0
    return Usage(usage.prompt_tokens or 0, cached, usage.completion_tokens or 0)
