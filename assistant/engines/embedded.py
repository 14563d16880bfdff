"""The embedded model: llama.cpp's own server on 127.0.0.1, then the same client as for any other server.

The server runs in a child process, not in ours: loading a damaged model ends that process and not this one, nothing it prints
reaches our stdout, Ctrl-C is ours alone, the event loop never waits for it, and its 2-3 GB go when it goes. It watches the pipe
to us, so that it ends with us even where we are killed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

from assistant.config import Config
from assistant.engines.base import Message, Reply
from assistant.engines.llama_process import PROCESS
from assistant.engines.openai_compatible import OpenAICompatible
from assistant.engines.prefix import Prefix, kept_file
from assistant.engines.server import Server
from assistant.engines.weights import catalogue, find_weights
from assistant.errors import ConfigError, EngineError, InputError

_GGUF = b"GGUF"


def open_embedded(name: str, config: Config) -> Embedded:
    """The embedded engine: `name` is a model's name, a GGUF file's path, or empty (setting embedded.gguf, else the default).

    Raises InputError for an unknown name, ConfigError for impossible settings, EngineError where the weights or the package to
    run them are missing. The server is started by the first request.
    """
    threads, context = config["embedded.threads"], config["embedded.context"]
    if threads < 0 or context < 512:
        raise ConfigError("embedded.threads 不能是负数，embedded.context 不能小于 512", "请用 assistant config show 查看设置")
    if find_spec("xllamacpp") is None:
        hint = "请运行 pip install xllamacpp，或用 OPENAI_BASE_URL 指定模型服务"
        raise EngineError("没有安装内置模型的运行库 xllamacpp", hint)
    model, path = _weights(name or config["embedded.gguf"])
    return Embedded(f"embedded:{model}", path, threads=threads, context=context)


def _weights(name: str) -> tuple[str, Path]:
    """The name and path of a model whose file is there and whole."""
    if not name or name in catalogue():
        weights = find_weights(name)
        return weights.name, weights.verified()
    try:
        path = Path(name).expanduser()
        with path.open("rb") as stream:
            magic = stream.read(len(_GGUF))
    except (OSError, ValueError, RuntimeError) as error:
        why = getattr(error, "strerror", None) or error
        hint = f"可用 {'、'.join(catalogue())}，或写 GGUF 文件的路径"
        raise InputError(f"没有名为“{name[:200]}”的内置模型，也无法读取这样一个文件（{why}）", hint) from error
    if magic != _GGUF:
        raise EngineError(f"{path} 不是 GGUF 模型文件", "请换用 .gguf 格式的模型文件")
    return path.name, path.resolve()


class Embedded:
    """An engine on this machine. Requests are answered one after the other: a processor gains nothing by doing two at once."""

    parallel = 1

    def __init__(self, name: str, path: Path, *, threads: int, context: int) -> None:
        self.name = name
        self._settings = (path, threads, context)
        self._server: Server | None = None
        self._client: OpenAICompatible | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._lock = asyncio.Lock()

    async def complete(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        temperature: float,
        on_text: Callable[[str], None] | None = None,
    ) -> Reply:
        """See Engine. A server that ended is named in the error and started again by the next request."""
        async with self._turn():
            client = await self._started()
            try:
                return await client.complete(messages, max_tokens=max_tokens, temperature=temperature, on_text=on_text)
            except EngineError as error:
                if PROCESS.is_alive:
                    raise
                hint = "可能是内存不足：请关闭其他程序或调小设置 embedded.context 后重试"
                raise EngineError("内置模型意外退出", hint) from error

    async def prepare(self, shared: Sequence[Message] = ()) -> None:
        """Load the model and what it has once read of `shared`, so that the first request need not wait for it."""
        async with self._turn():
            client = await self._started()
            if shared and self._server:
                await self._read(client, self._server, shared)

    def has_read(self, shared: Sequence[Message]) -> bool:
        """Whether what the model has once read of `shared` is kept on disk."""
        path, _, context = self._settings
        return kept_file(path, context, shared).is_file()

    async def _read(self, client: OpenAICompatible, server: Server, shared: Sequence[Message]) -> None:
        path, _, context = self._settings
        prefix = Prefix(server, path, context, shared)
        if not await prefix.restore():
            await client.complete([*shared, Message("user", "。")], max_tokens=1, temperature=0.0)
            await prefix.save()

    async def aclose(self) -> None:
        """Close the connection and stop the server."""
        client, self._client = self._client, None
        if client is not None:
            await client.aclose()
            PROCESS.stop()

    def _turn(self) -> asyncio.Lock:
        """The lock that lets one request through at a time; a lock serves one event loop only."""
        loop = asyncio.get_running_loop()
        if self._loop is not loop:
            self._loop, self._lock = loop, asyncio.Lock()
        return self._lock

    async def _started(self) -> OpenAICompatible:
        try:
            server = PROCESS.running(*self._settings)
            if server is None:
                server = await asyncio.to_thread(PROCESS.server, *self._settings)
        except asyncio.CancelledError:
            PROCESS.stop()  # or the thread would go on loading, and hold up the end of the program
            raise
        if self._client is None or server is not self._server:
            self._server = server
            self._client = OpenAICompatible(self.name, self._settings[0].name, server, parallel=1, backoff=0.1)
        return self._client
