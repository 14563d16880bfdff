"""The child process with a small HTTP server in place of llama.cpp; what it does is named by the file it is told to load."""

import os
import sys
import time
from pathlib import Path
from types import SimpleNamespace

sys.path.insert(0, str(Path(__file__).parents[2]))

from assistant.engines import llama_server
from tests.engines.loopback import serving


def start(launch):
    os.write(1, b"noise on stdout\n")
    what = Path(launch.path).stem
    if what == "hungry":
        os.write(2, b"ggml: failed to allocate buffer\n")
        os.abort()
    if what == "damaged":
        raise RuntimeError("failed to load model")
    if what == "slow":
        time.sleep(30)

    under_way = []

    def behave(handler):
        if handler.headers["Authorization"] != f"Bearer {launch.key}":
            return handler.plain(401, {})
        if what == "dying" and "死" in handler.body["messages"][-1]["content"]:
            os._exit(1)
        if what == "busy":
            under_way.append(1)
            time.sleep(0.05)
            most = len(under_way)
            under_way.pop()
            return handler.answer(f"{most} at once")
        return handler.answer(f"{os.getpid()} {launch.threads} {launch.context}")

    held = serving(behave)
    url, _ = held.__enter__()
    return SimpleNamespace(listening_address=url.removesuffix("/v1"), held=held)


llama_server._start = start
llama_server.main()
