"""The embedded model: llama.cpp's own server on 127.0.0.1, then the same client as for any other server.

The server runs in a child process, not in ours: loading a damaged model ends that process and not this one, nothing it prints
reaches our stdout, Ctrl-C is ours alone, the event loop never waits for it, and its 2-3 GB go when it goes. It watches the pipe
to us, so that it ends with us even where we are killed.
"""

from __future__ import annotations

import asyncio
import atexit
import secrets
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock

from assistant.config import Config
from assistant.engines.base import Message, Reply
from assistant.engines.llama_server import Launch
from assistant.engines.openai_compatible import OpenAICompatible
from assistant.engines.server import Server
from assistant.engines.weights import catalogue, default_weights
from assistant.errors import EngineError, InputError

SILENCE_SECONDS = 600.0  # a full context takes minutes on a slow machine before the first word
_GGUF = b"GGUF"


def open_embedded(name: str, config: Config) -> Embedded:
    """The embedded engine: `name` is a model's name, a GGUF file's path, or empty (setting embedded.gguf, else the default).

    Raises InputError for an unknown name, EngineError where the weights or the package to run them are missing. The server is
    started by the first request.
    """
    if find_spec("xllamacpp") is None:
        hint = '请运行 pip install "report-drafting-assistant[local]"，或用 OPENAI_BASE_URL 指定模型服务'
        raise EngineError("没有安装内置模型的运行库 xllamacpp", hint)
    model, path = _weights(name or config["embedded.gguf"])
    return Embedded(f"embedded:{model}", path, threads=config["embedded.threads"], context=config["embedded.context"])


def _weights(name: str) -> tuple[str, Path]:
    """The name and path of a model whose file is there and whole."""
    if not name:
        return default_weights().name, default_weights().verified()
    if known := catalogue().get(name):
        return known.name, known.verified()
    path = Path(name).expanduser()
    if not path.is_file():
        raise InputError(f"没有内置模型或 GGUF 文件“{name}”", f"可用 {'、'.join(catalogue())}，或写 GGUF 文件的路径")
    with path.open("rb") as stream:
        if stream.read(4) != _GGUF:
            raise EngineError(f"{path} 不是 GGUF 模型文件", "请换用 .gguf 格式的模型文件")
    return path.name, path.resolve()


class Embedded:
    """An engine on this machine. Requests wait for each other here: the processor gains nothing by doing two at once."""

    parallel = 1

    def __init__(self, name: str, path: Path, *, threads: int, context: int) -> None:
        self.name = name
        self._path, self._threads, self._context = path, threads, context
        self._turn = asyncio.Lock()
        self._client: OpenAICompatible | None = None

    async def complete(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        temperature: float,
        on_text: Callable[[str], None] | None = None,
    ) -> Reply:
        """See Engine."""
        async with self._turn:
            client = await self._started()
            return await client.complete(messages, max_tokens=max_tokens, temperature=temperature, on_text=on_text)

    async def aclose(self) -> None:
        """Close the connection and stop the server."""
        if self._client is not None:
            await self._client.aclose()
            self._client = None
        stop_servers()

    async def _started(self) -> OpenAICompatible:
        if self._client is None:
            server = await asyncio.to_thread(_server, self._path, self._threads, self._context)
            self._client = OpenAICompatible(self.name, self._path.name, server, parallel=1)
        return self._client


_children: list[subprocess.Popen[str]] = []
_starting = Lock()


def _server(path: Path, threads: int, context: int) -> Server:
    """The one server of this process for these settings, started where it is not running."""
    with _starting:
        return _launched(path, threads, context)


@cache
def _launched(path: Path, threads: int, context: int) -> Server:
    launch = Launch(str(path), secrets.token_urlsafe(24), threads, context)
    child = subprocess.Popen(
        [sys.executable, "-m", "assistant.engines.llama_server"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    _children.append(child)
    assert child.stdin and child.stdout
    child.stdin.write(launch.line())
    child.stdin.flush()
    address = child.stdout.readline().strip()
    if not address:
        stop_servers()
        hint = "文件可能损坏、格式太新或内存不足：请重新下载（assistant models pull）、换一个模型，或调小设置 embedded.context"
        raise EngineError(f"内置模型无法加载：{path}", hint)
    return Server(f"{address}/v1", launch.key, timeout=SILENCE_SECONDS)


@atexit.register
def stop_servers() -> None:
    """Stop every server this process started."""
    _launched.cache_clear()
    while _children:
        child = _children.pop()
        child.kill()
        child.communicate()
