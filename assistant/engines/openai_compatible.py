"""Any server that speaks OpenAI's chat completions: a vendor, a server of the office, or the embedded model."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, NamedTuple

from assistant.engines.base import Message, Reply, Usage
from assistant.engines.failures import Transient, UnexpectedAnswer, explained
from assistant.engines.server import Server
from assistant.engines.thinking import Spoken
from assistant.errors import EngineError

if TYPE_CHECKING:
    from openai import AsyncOpenAI

BACKOFF_SECONDS = 1.0  # before the second attempt; doubled before each further one
LONGEST_WAIT = 30.0  # a server that asks for more is not waited for: better to tell the user
_RUNAWAY = 20  # characters a token cannot exceed on average; a stream longer than that ignores max_tokens

# Parameters that some servers refuse, found in their refusal, and what is sent in their place.
_REFUSALS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "max_completion_tokens": lambda r: {**_less(r, "max_tokens"), "max_completion_tokens": r["max_tokens"]},
    "temperature": lambda r: _less(r, "temperature"),
    "stream_options": lambda r: _less(r, "stream_options"),
}


class OpenAICompatible:
    """An engine behind a base URL.

    Connections are kept per event loop, so the engine may be used in one `asyncio.run` after another.
    """

    def __init__(self, name: str, model: str, server: Server, *, parallel: int, backoff: float = BACKOFF_SECONDS) -> None:
        self.name = name
        self.parallel = parallel
        self._model = model
        self._server = server
        self._backoff = backoff
        self._loop: asyncio.AbstractEventLoop | None = None
        self._client: AsyncOpenAI | None = None
        self._refused: set[str] = set()

    async def complete(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        temperature: float,
        on_text: Callable[[str], None] | None = None,
    ) -> Reply:
        """See Engine. A failure that may pass is tried again after growing pauses, as long as no text has arrived."""
        request = {
            "model": self._model,
            "messages": [{"role": m.role, "content": m.content} for m in messages],
            "max_tokens": max_tokens,
            "temperature": temperature,
            "stream": True,
            "stream_options": {"include_usage": True},
        }
        attempt = 0
        while True:
            answer = _Answer(max_tokens, on_text)
            try:
                return await self._attempt(request, answer)
            except Transient as error:
                if answer.text or attempt >= self._server.retries or error.wait > LONGEST_WAIT:
                    raise
                await asyncio.sleep(max(error.wait, self._backoff * 2**attempt))
            attempt += 1

    async def prepare(self, shared: Sequence[Message] = ()) -> None:
        """Load the client, which takes most of a second the first time; nothing is sent, so nothing is paid for."""
        await asyncio.to_thread(self._server.client)

    async def aclose(self) -> None:
        """Close the connections."""
        client, self._client, self._loop = self._client, None, None
        if client is not None:
            await client.close()

    def _connected(self) -> AsyncOpenAI:
        loop = asyncio.get_running_loop()
        if self._client is None or self._loop is not loop:
            self._client, self._loop = self._server.client(), loop
        return self._client

    async def _attempt(self, request: dict[str, Any], answer: _Answer) -> Reply:
        """One request. The clock starts anew with each piece, so a server that only keeps the line open times out too."""
        now = asyncio.get_running_loop().time
        try:
            async with asyncio.timeout(self._server.timeout) as clock, aclosing(self._pieces(request)) as pieces:
                async for piece in pieces:
                    clock.reschedule(now() + self._server.timeout)
                    answer.take(piece)
                    if answer.is_runaway:
                        break
        except TimeoutError as error:
            raise explained(error, self._server.shown) from error
        return answer.reply(self._server.shown)

    async def _pieces(self, request: dict[str, Any]) -> AsyncGenerator[_Piece, None]:
        """What arrives. Whatever goes wrong in here is the server's or the network's doing, so every exception is explained."""
        try:
            async with await self._opened(request) as stream:
                async for chunk in stream:
                    if piece := _piece(chunk):
                        yield piece
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
                refused = next((n for n in _REFUSALS if n in str(error) and n not in self._refused), None)
                if refused is None:
                    raise
                self._refused.add(refused)
        if any(kind in raw.headers.get("content-type", "") for kind in ("text/html", "application/json")):
            raise UnexpectedAnswer((await raw.http_response.aread()).decode(errors="replace"))
        return raw.parse()

    def _accepted(self, request: dict[str, Any]) -> dict[str, Any]:
        for name in self._refused:
            request = _REFUSALS[name](request)
        return request


def _less(request: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in request.items() if key != name}


class _Piece(NamedTuple):
    """What one chunk of a stream brings; `thought` tells that the model is at work without saying anything yet."""

    text: str
    finish: str
    usage: Usage | None
    thought: bool


def _piece(chunk: Any) -> _Piece | None:
    """The piece in a chunk, None where it brings nothing. The last chunk of many servers has the usage and no choice."""
    usage = _usage(chunk.usage) if chunk.usage else None
    choice = chunk.choices[0] if chunk.choices else None
    delta = choice.delta if choice else None
    text = (delta.content if delta else None) or ""
    finish = (choice.finish_reason if choice else None) or ""
    thought = bool(getattr(delta, "reasoning_content", None) or getattr(delta, "reasoning", None))
    if not isinstance(text, str):
        raise TypeError("content is no text")
    return _Piece(text, finish, usage, thought) if text or finish or usage or thought else None


def _usage(usage: Any) -> Usage:
    details = getattr(usage, "prompt_tokens_details", None)
    cached = getattr(details, "cached_tokens", None)
    return Usage(int(usage.prompt_tokens or 0), int(cached or 0), int(usage.completion_tokens or 0))


class _Answer:
    """An answer as it arrives."""

    def __init__(self, max_tokens: int, on_text: Callable[[str], None] | None) -> None:
        self.text = ""
        self._spoken = Spoken()
        self._left = max_tokens * _RUNAWAY
        self._on_text = on_text
        self._usage = Usage()
        self._finish = ""
        self._started = time.monotonic()

    @property
    def is_runaway(self) -> bool:
        """Whether more has come than was asked for by far."""
        return self._left < 0

    def take(self, piece: _Piece) -> None:
        """Add one piece of a stream."""
        self._usage = piece.usage or self._usage
        self._finish = piece.finish or self._finish
        self._left -= len(piece.text)
        self._tell(self._spoken.heard(piece.text))

    def _tell(self, text: str) -> None:
        self.text += text
        if text and self._on_text:
            self._on_text(text)

    def reply(self, where: str) -> Reply:
        """The complete answer. Raises EngineError where it is none: empty, broken off, withheld, all thought."""
        self._tell(self._spoken.rest())
        if self._finish == "content_filter":
            raise EngineError(f"模型服务 {where} 因内容审查中断了答复", "请检查事实中的措辞，或用 -m 换一个模型")
        if not self._finish and not self.is_runaway:
            raise Transient(f"模型服务 {where} 的答复中途断开", "请重试；若反复出现，请查看服务的日志")
        finish = "length" if self.is_runaway or self._finish == "length" else "stop"
        if not self.text.strip() and finish == "length":
            raise EngineError(f"模型服务 {where} 只给出了思考过程，没有写出正文", "请换用不带思考过程的模型，或关闭它的思考模式")
        if not self.text.strip():
            raise Transient(f"模型服务 {where} 的答复是空的", "请重试，或用 -m 换一个模型")
        return Reply(self.text, self._usage, finish, time.monotonic() - self._started)
