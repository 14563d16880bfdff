"""What all requests begin with, kept on disk as llama.cpp has it once read: reading it again costs seconds, loading it next to nothing.

Only the shared beginning is kept (rules and worked examples), never what a user says.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import paths
from assistant.engines.base import Message

if TYPE_CHECKING:
    from assistant.engines.server import Server

KEPT = 4  # files; about 40 MB each with the built-in model
SECONDS = 30.0


def folder() -> Path:
    """Where the files are."""
    return paths.cache() / "prefixes"


def kept_file(path: Path, context: int, messages: Sequence[Message]) -> Path:
    """Where the beginning `messages` is kept for the model at `path` with this context. Raises OSError without a model."""
    stat = path.stat()
    parts = (str(path), stat.st_size, stat.st_mtime_ns, context, _version(), [(m.role, m.content) for m in messages])
    return folder() / hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


class Prefix:
    """The beginning `messages` for the model at `path` with this context, in a running server's only slot."""

    def __init__(self, server: Server, path: Path, context: int, messages: Sequence[Message]) -> None:
        self._server = server
        self._file = kept_file(path, context, messages)

    async def restore(self) -> bool:
        """Load the beginning; whether it was there and could be used."""
        if not self._file.is_file():
            return False
        if await self._asked("restore", self._file.name):
            with suppress(OSError):
                self._file.touch()
            return True
        with suppress(OSError):
            self._file.unlink()
        return False

    async def save(self) -> None:
        """Keep what the server has just read; nothing happens where that fails."""
        with suppress(OSError):
            folder().mkdir(parents=True, exist_ok=True)
            unfinished = self._file.with_name(f"{self._file.name}.part")
            if await self._asked("save", unfinished.name):
                unfinished.replace(self._file)
                _drop_oldest()
            else:
                unfinished.unlink(missing_ok=True)

    async def _asked(self, what: str, name: str) -> bool:
        import httpx

        address = f"{self._server.base_url.removesuffix('/v1')}/slots/0"
        async with httpx.AsyncClient(timeout=SECONDS, trust_env=False) as client:
            try:
                key = {"Authorization": f"Bearer {self._server.key}"}
                answer = await client.post(address, params={"action": what}, json={"filename": name}, headers=key)
            except httpx.HTTPError:
                return False
        return answer.is_success


def _drop_oldest() -> None:
    by_age = sorted(folder().iterdir(), key=lambda f: f.stat().st_mtime, reverse=True)
    for file in by_age[KEPT:]:
        file.unlink(missing_ok=True)


def _version() -> str:
    with suppress(PackageNotFoundError):
        return version("xllamacpp")
    return ""
