"""The one child process of this process that serves a model from this machine; see embedded.py and llama_server.py."""

from __future__ import annotations

import atexit
import os
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path
from threading import Lock
from typing import IO

from assistant.engines import llama_server, prefix
from assistant.engines.llama_server import Launch
from assistant.engines.server import Server
from assistant.errors import EngineError

SILENCE_SECONDS = 600.0  # a full context takes minutes on a slow machine before the first word

# The model's threads wait for each other many times a word, by default spinning for as long as it takes. Tokens a second on 2 cores,
# alone and beside other busy programs: by default 25 and 6, never spinning 21 and 13, with this many turns 24 and 13.
_ENVIRONMENT = {"GOMP_SPINCOUNT": "300"}

# Why a model could not be loaded, found in what llama.cpp printed; the first that fits.
_REASONS = (
    (("libgomp",), "缺少系统库 libgomp", "请安装它，如 apt install libgomp1"),
    (("No module named 'xllamacpp'", "ImportError", "DLL load failed"), "运行库 xllamacpp 不能用", "请重新安装 xllamacpp"),
    (("alloc", "out of memory", "bad_alloc"), "内存不足", "请关闭其他程序，或调小设置 embedded.context"),
    (("unknown model architecture",), "运行库不认识这种模型", "请升级 xllamacpp，或换一个模型"),
)
_DAMAGED = ("文件可能已损坏或不是 GGUF 模型", "内置模型请运行 assistant models pull 重新下载；自备模型请换一个文件")


class LlamaProcess:
    """Starts, hands out and stops the server. Safe to call from several threads."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[str] | None = None
        self._settings: tuple[Path, int, int] | None = None
        self._server: Server | None = None
        self._starting = Lock()

    def server(self, path: Path, threads: int, context: int) -> Server:
        """The running server for these settings, started (and one for other settings stopped) where there is none.

        Raises EngineError where the model cannot be loaded.
        """
        with self._starting:
            settings = (path, threads, context)
            if self._server is None or self._settings != settings or not self.is_alive:
                self.stop()
                self._server, self._settings = self._launched(*settings), settings
            return self._server

    def running(self, path: Path, threads: int, context: int) -> Server | None:
        """The server for these settings where it runs already."""
        return self._server if self.is_alive and self._settings == (path, threads, context) else None

    @property
    def is_alive(self) -> bool:
        """Whether the child runs."""
        return self._child is not None and self._child.poll() is None

    def stop(self) -> None:
        """End the child, if there is one; a start that is under way fails."""
        child, self._child, self._server = self._child, None, None
        if child is not None:
            child.kill()
            child.wait()
            for pipe in (child.stdin, child.stdout):
                if pipe is not None:
                    pipe.close()

    def _launched(self, path: Path, threads: int, context: int) -> Server:
        launch = Launch(str(path), secrets.token_urlsafe(24), threads, context, f"{prefix.folder()}{os.sep}")
        with tempfile.TemporaryFile() as printed:
            address = self._address(launch, printed)
            if not address:
                self.stop()
                raise _not_loaded(path, printed)
        return Server(f"{address}/v1", launch.key, timeout=SILENCE_SECONDS)

    def _address(self, launch: Launch, printed: IO[bytes]) -> str:
        """Start the child and wait for its address; an empty text where it ended before."""
        self._child = child = subprocess.Popen(
            [sys.executable, "-P", llama_server.__file__],  # -P: no module of the folder it lies in can stand in for another
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None if os.environ.get("ASSISTANT_DEBUG") else printed,
            env={**_ENVIRONMENT, **os.environ},
            text=True,
        )
        assert child.stdin is not None and child.stdout is not None
        try:
            child.stdin.write(launch.line())
            child.stdin.flush()
            return child.stdout.readline().strip()
        except (OSError, ValueError):  # the child ended, or stop() closed its pipes
            return ""


def _not_loaded(path: Path, printed: IO[bytes]) -> EngineError:
    printed.seek(0)
    log = printed.read().decode("utf-8", "replace")
    reason, hint = next(((r, h) for words, r, h in _REASONS if any(w in log for w in words)), _DAMAGED)
    return EngineError(f"内置模型无法加载（{reason}）：{path}", hint)


PROCESS = LlamaProcess()
atexit.register(PROCESS.stop)
