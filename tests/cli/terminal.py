"""A program on a real terminal (pty), spoken to as a person would."""

import os
import pty
import re
import select
import subprocess
import time

_CONTROLS = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]|\x1b[=>]|\r")


class Terminal:
    """Runs a command on a pty. `text` is all it has shown so far, without control sequences."""

    def __init__(self, command, **environment):
        self._master, slave = pty.openpty()
        settings = {"PROMPT_TOOLKIT_NO_CPR": "1", "TERM": "xterm", "COLUMNS": "200"}
        self._process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env={**os.environ, **settings, **environment}, start_new_session=True
        )
        os.close(slave)
        self._raw = b""
        self._seen = 0

    @property
    def text(self):
        return _CONTROLS.sub("", self._raw.decode(errors="ignore"))

    def until(self, wanted, seconds=120):
        """Wait for a text that has not been waited for yet."""
        end = time.monotonic() + seconds
        while wanted not in self.text[self._seen :]:
            assert time.monotonic() < end, f"no {wanted!r} in:\n{self.text}"
            assert self._read(), f"it ended without {wanted!r}:\n{self.text}"
        self._seen = self.text.index(wanted, self._seen) + len(wanted)

    def type(self, keys):
        os.write(self._master, keys.encode())

    def wait(self, seconds=120):
        """Wait for its end; returns the exit code."""
        end = time.monotonic() + seconds
        while self._read() and time.monotonic() < end:
            pass
        return self._process.wait(timeout=seconds)

    def close(self):
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        os.close(self._master)

    def _read(self):
        if not select.select([self._master], [], [], 0.2)[0]:
            return True
        try:
            data = os.read(self._master, 65536)
        except OSError:  # the other side is closed
            return False
        self._raw += data
        return bool(data)
