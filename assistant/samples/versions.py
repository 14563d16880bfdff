"""Versions of the library on disk: a new one is built in a folder of its own and then put in place of the old one at once.

- <root>/current names the version in use; it is replaced by rename, so readers see the old version or the new one.
- <root>/v-0000012/ is never changed once it is in use; its manifest tells what made it and how its files look.
- <root>/writer.lock is held by the one writer; writer.json says who that is.

A writer that is killed leaves a folder that nothing names; the next writer clears it away.
"""

from __future__ import annotations

import json
import os
import shutil
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant import paths
from assistant.config import Config
from assistant.errors import InputError, LibraryError
from assistant.paths import atomic_write

WAIT = 120.0
_MANIFEST = "manifest.json"
_CURRENT = "current"
_BLOCK = 65_536
_PLACES = 32
_ELSEWHERE = "请检查磁盘空间和文件夹权限，或用环境变量 ASSISTANT_HOME 换一个位置"


def library_root(config: Config) -> Path:
    """The folder of the library's versions; a library on a server has its copy in a folder of its own."""
    url, root = config["samples.chroma_url"], paths.home() / "samples"
    return root / f"server-{zlib.crc32(url.encode()):08x}" if url else root


@dataclass(frozen=True, slots=True)
class Manifest:
    """What made a version, the paths of its samples, and which of its files are missing or do not look as they did."""

    made_by: dict[str, Any] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    damaged: tuple[str, ...] = (_MANIFEST,)


class Versions:
    """The versions under one root folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def current(self) -> Path | None:
        """The folder of the version in use, or None where there is none yet. A lost name is made up for by the newest version."""
        try:
            folder = self.root / (self.root / _CURRENT).read_text(encoding="ascii").strip()
            if folder.parent == self.root and (folder / _MANIFEST).is_file():
                return folder
        except (OSError, UnicodeDecodeError):
            pass
        finished = sorted(f.parent for f in self.root.glob(f"v-*/{_MANIFEST}"))
        return finished[-1] if finished else None

    @contextmanager
    def writer(self, on_wait: Callable[[str], None], wait: float = WAIT) -> Iterator[None]:
        """Be the one writer. Waits up to `wait` seconds for another, telling `on_wait` who it is; then raises LibraryError."""
        from filelock import FileLock, Timeout

        try:
            self.root.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.root / "writer.lock")
            if not self._free(lock):
                on_wait(f"范文库正由{self._holder()}更新，等待其完成……")
                lock.acquire(timeout=wait)
            self._sign()
        except Timeout as error:
            raise LibraryError(f"范文库 {self.root} 正由{self._holder()}更新", "请等它完成后再试；如果它已停住，请先结束它") from error
        except InputError as error:
            raise LibraryError(error.message, _ELSEWHERE) from error
        except OSError as error:
            raise LibraryError(f"无法写入范文库 {self.root}：{error.strerror or error}", _ELSEWHERE) from error
        try:
            self.clear()
            yield
        finally:
            (self.root / "writer.json").unlink(missing_ok=True)
            lock.release()

    @staticmethod
    def _free(lock: Any) -> bool:
        """Take the lock if nobody holds it."""
        from filelock import Timeout

        try:
            lock.acquire(timeout=0)
        except Timeout:
            return False
        return True

    def _sign(self) -> None:
        import socket  # only a writer tells who it is

        who = {"pid": os.getpid(), "host": socket.gethostname(), "since": time.strftime("%Y-%m-%d %H:%M:%S")}
        atomic_write(self.root / "writer.json", json.dumps(who))

    def _holder(self) -> str:
        try:
            who = json.loads((self.root / "writer.json").read_text(encoding="utf-8"))
            return f"另一个程序（进程 {who['pid']}，主机 {who['host']}，始于 {who['since']}）"
        except (OSError, ValueError, KeyError):
            return "另一个程序"

    def new(self) -> Path:
        """A new, empty folder to build a version in. Call as the writer."""
        numbers = [int(f.name[2:]) for f in self.root.glob("v-*") if f.name[2:].isdigit()]
        folder = self.root / f"v-{max(numbers, default=0) + 1:07}"
        folder.mkdir()
        return folder

    def publish(self, folder: Path, made_by: dict[str, Any], sources: Sequence[str]) -> None:
        """Seal a finished version, put it in use and delete the others. Call as the writer."""
        files = {f.relative_to(folder).as_posix(): _looks(f) for f in sorted(folder.rglob("*")) if f.is_file()}
        _to_disk(folder)
        atomic_write(folder / _MANIFEST, json.dumps({"made_by": made_by, "sources": list(sources), "files": files}, ensure_ascii=False))
        atomic_write(self.root / _CURRENT, folder.name)
        self.clear()

    def clear(self) -> list[Path]:
        """Delete every version that is not in use; those that could not be deleted. Call as the writer."""
        keep = self.current()
        others = [f for f in self.root.glob("v-*") if f != keep]
        for folder in others:
            shutil.rmtree(folder, ignore_errors=True)
        return [f for f in others if f.exists()]


def inspect(folder: Path) -> Manifest:
    """What a version's manifest says, and whether its files still look so."""
    try:
        read = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        damaged = tuple(name for name, looks in read["files"].items() if _looks(folder / name) != looks)
        return Manifest(dict(read["made_by"]), tuple(read["sources"]), damaged)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Manifest()


def _looks(path: Path) -> list[int]:
    """Size and a checksum of a file; of a large one its beginning, its end and places between are looked at. [] where it is gone."""
    try:
        size = path.stat().st_size
        step = _BLOCK if size <= _BLOCK * _PLACES else (size - _BLOCK) // _PLACES
        crc = 0
        with path.open("rb") as stream:
            for place in range(0, size, step):
                stream.seek(place)
                crc = zlib.crc32(stream.read(_BLOCK), crc)
        return [size, crc]
    except OSError:
        return []


def _to_disk(folder: Path) -> None:
    """Have the system write every file of a folder to disk before the folder is put in use."""
    for file in folder.rglob("*"):
        if file.is_file():
            with file.open("rb+") as stream:
                os.fsync(stream.fileno())
