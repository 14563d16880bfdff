"""Versions of the library on disk: a new one is built in a folder of its own and then put in place of the old one at once.

    <root>/current            names the version in use; replaced by rename, so readers see the old one or the new one
    <root>/v-0000012/         never changed once `current` names it; `manifest.json` tells how it was made and how its files look
    <root>/writer.lock        held by the one writer; writer.json says who that is

A writer that is killed leaves a folder that nothing names; the next writer clears it away.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from assistant.errors import LibraryError
from assistant.paths import atomic_write

MANIFEST = "manifest.json"
_CURRENT = "current"
_BLOCK = 65_536
_WAIT = 120.0


class Versions:
    """The versions under one root folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def current(self) -> Path | None:
        """The folder of the version in use, or None where there is none yet."""
        try:
            name = (self.root / _CURRENT).read_text(encoding="ascii").strip()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise LibraryError(f"无法读取范文库 {self.root}：{error}", "请检查文件夹权限，或用 ASSISTANT_HOME 换一个位置") from error
        folder = self.root / name
        return folder if name.startswith("v-") and folder.is_dir() else None

    @contextmanager
    def writer(self, on_wait: Callable[[str], None], wait: float = _WAIT) -> Iterator[None]:
        """Be the one writer. Waits up to `wait` seconds for another, telling `on_wait` who it is; then raises LibraryError."""
        from filelock import FileLock, Timeout

        self._make_root()
        lock = FileLock(self.root / "writer.lock")
        try:
            try:
                lock.acquire(timeout=0)
            except Timeout:
                on_wait(f"范文库正由{self._holder()}更新，等待其完成……")
                lock.acquire(timeout=wait)
        except Timeout as error:
            hint = "请等它完成后再试；确认那个程序已经不在，可删除该文件夹中的 writer.lock"
            raise LibraryError(f"范文库 {self.root} 正由{self._holder()}更新", hint) from error
        except OSError as error:
            raise LibraryError(f"无法写入范文库 {self.root}：{error.strerror}", _ELSEWHERE) from error
        try:
            self._sign()
            self._clear()
            yield
        finally:
            (self.root / "writer.json").unlink(missing_ok=True)
            lock.release()

    def _make_root(self) -> None:
        try:
            self.root.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LibraryError(f"无法写入范文库 {self.root}：{error.strerror}", _ELSEWHERE) from error

    def _sign(self) -> None:
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
        old = self.current()
        number = int(old.name.split("-")[1]) + 1 if old else 1
        folder = self.root / f"v-{number:07}"
        folder.mkdir()
        return folder

    def publish(self, folder: Path, made_by: dict[str, Any]) -> None:
        """Seal a finished version, put it in use and delete the others."""
        files = {f.relative_to(folder).as_posix(): _looks(f) for f in sorted(folder.rglob("*")) if f.is_file()}
        atomic_write(folder / MANIFEST, json.dumps({"made_by": made_by, "files": files}))
        _to_disk(folder)
        atomic_write(self.root / _CURRENT, folder.name)
        self._clear()

    def _clear(self) -> None:
        """Delete every version that is not in use."""
        keep = self.current()
        for folder in self.root.glob("v-*"):
            if folder != keep:
                shutil.rmtree(folder, ignore_errors=True)


_ELSEWHERE = "请检查磁盘空间和文件夹权限，或用环境变量 ASSISTANT_HOME 换一个位置"


def manifest(folder: Path) -> dict[str, Any] | None:
    """What made a version, or None where the version is damaged: a file is missing, or does not look as it did."""
    try:
        read = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        whole = all(_looks(folder / name) == looks for name, looks in read["files"].items())
        return dict(read["made_by"]) if whole else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _looks(path: Path) -> list[int]:
    """Size and a checksum of a file; of a large file its beginning, its end and 32 places between are looked at."""
    size = path.stat().st_size
    places = range(0, size, _BLOCK) if size <= 64 * _BLOCK else [*(size * i // 33 for i in range(33)), size - _BLOCK]
    crc = 0
    with path.open("rb") as stream:
        for place in places:
            stream.seek(place)
            crc = zlib.crc32(stream.read(_BLOCK), crc)
    return [size, crc]


def _to_disk(folder: Path) -> None:
    """Have the system write every file of a folder to disk before the folder is put in use."""
    for file in folder.rglob("*"):
        if file.is_file():
            descriptor = os.open(file, os.O_RDWR)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
