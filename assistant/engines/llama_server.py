"""The program of the child process that runs llama.cpp's own server; see embedded.py for why it is a process of its own.

It is run as a file and imports nothing of this package. It reads one line of JSON from stdin (`Launch`) and writes one line to
stdout: the server's address, or nothing where the model cannot be loaded. It lives until its stdin is closed, so it ends with
its parent however that ends.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from dataclasses import asdict, dataclass
from typing import Any

BATCH = 256  # tokens


@dataclass(frozen=True, slots=True)
class Launch:
    """What a server is started with: the GGUF file, the key it demands, threads (0: every core) and context in tokens.

    In the folder `prefixes` it may keep what it has read (see prefix.py).
    """

    path: str
    key: str
    threads: int
    context: int
    prefixes: str

    def line(self) -> str:
        """The line that tells the child."""
        return json.dumps(asdict(self)) + "\n"


def main() -> None:
    """Run the server until the parent lets go of stdin."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle: it may want to finish a section first
    told = _private_stdout()
    launch = Launch(**json.loads(sys.stdin.readline()))
    threading.Thread(target=_end_with_parent, daemon=True).start()
    server = _start(launch)
    os.write(told, f"{server.listening_address}\n".encode())
    threading.Event().wait()


def _private_stdout() -> int:
    """Keep the pipe to the parent for ourselves: llama.cpp and GPU drivers print to file descriptors 1 and 2 as they like."""
    told = os.dup(1)
    os.dup2(2, 1)
    return told


def _end_with_parent() -> None:
    sys.stdin.read()
    os._exit(0)


def _start(launch: Launch) -> Any:
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = launch.path
    params.hostnames = ["127.0.0.1"]
    params.port = 0  # the system's choice, so never one that is in use
    params.api_keys = [launch.key]
    params.n_ctx = launch.context
    params.cpuparams.n_threads = launch.threads or _cores()
    params.slot_save_path = launch.prefixes
    params.ui = params.endpoint_slots = False
    # One slot: what a prompt shares with the prompt before it is never computed again, and requests at the same time gain
    # nothing on a processor. llama.cpp's cache of idle prompts (8 GB of memory by default) has been seen to put one prompt's
    # state into another's answer (llama.cpp issue 27148), so it is off.
    params.n_parallel = 1
    # A request that is given up ends after the batch it is at; by default a batch is longer than our prompts.
    params.n_batch = params.n_ubatch = BATCH
    params.cache_ram_mib = 0
    params.cache_idle_slots = False
    return xllamacpp.Server(params)


def _cores() -> int:
    """The cores this process may use, which in a container are fewer than the machine's."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1


if __name__ == "__main__":
    main()
