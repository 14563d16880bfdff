"""The child process with a small HTTP server in place of llama.cpp; what it does is named by the file it is told to load."""

import os
import sys
import time
from pathlib import Path
from types import SimpleNamespace

sys.path.insert(0, str(Path(__file__).parents[2]))

from assistant.engines import llama_server
from tests.engines.loopback import serving


class Slot:
    """What this server has read last: the first message of a request."""

    def __init__(self, folder):
        self.folder, self.read = folder, "nothing"

    def reads(self, messages):
        before, self.read = self.read, messages[0]["content"]
        return before

    def moved(self, path, name):
        file = Path(self.folder + name)
        if "save" in path:
            file.write_text(self.read, encoding="utf-8")
        elif file.read_text(encoding="utf-8") == "damaged":
            return 400
        else:
            self.read = file.read_text(encoding="utf-8")
        return 200


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
    slot = Slot(launch.prefixes)

    def behave(handler):
        if handler.headers["Authorization"] != f"Bearer {launch.key}":
            return handler.plain(401, {})
        if handler.path.startswith("/slots"):
            return handler.plain(slot.moved(handler.path, handler.body["filename"]), {})
        if what == "dying" and "死" in handler.body["messages"][-1]["content"]:
            os._exit(1)
        if what == "busy":
            under_way.append(1)
            time.sleep(0.05)
            most = len(under_way)
            under_way.pop()
            return handler.answer(f"{most} at once")
        if what == "reading":
            return handler.answer(f"had read {slot.reads(handler.body['messages'])}")
        return handler.answer(f"{os.getpid()} {launch.threads} {launch.context}")

    held = serving(behave)
    url, _ = held.__enter__()
    return SimpleNamespace(listening_address=url.removesuffix("/v1"), held=held)


llama_server._start = start
llama_server.main()
