"""A server that speaks OpenAI's chat completions, answers any number of requests at once, and takes a fixed time for each.

For measuring how well a report is drafted in parallel, without a model:

    python evals/slow_server.py --latency 2          # prints the base URL; Ctrl-C prints the measurements
    OPENAI_BASE_URL=http://127.0.0.1:PORT/v1 assistant generate FACTS -o out.docx

An answer repeats the numbered or dashed lines of the last message, so that a draft has its facts in it. GET /measured tells, as
JSON, `calls`, `most_at_once`, `seconds` from the first request to the last answer, `answering` (the sum of all answering times)
and `spans` (start and end of each call), all times in seconds.
"""

from __future__ import annotations

import argparse
import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

MODEL = "fixed-latency"
PIECES = 10  # an answer comes in so many, evenly over its time
_LISTED = re.compile(
    r"^\s*(?:(?:事实|问题|计划|做法|效果|表现|方向|举措|总述|表态)：|[-*•]|[\[【(（]?[FPN]?\d+[\]】)）.、:：])\s*(.+?)[。；;]?\s*$",
    re.MULTILINE,
)

Answer = Callable[[list[dict[str, str]]], str]


def listed_lines(messages: list[dict[str, str]]) -> str:
    """The listed lines of the last message as sentences, or one fixed sentence where there are none."""
    lines = _LISTED.findall(messages[-1]["content"])
    return "。".join(lines or ["按照要求认真完成各项工作"]) + "。"


class SlowServer(ThreadingHTTPServer):
    """The server on a free port of 127.0.0.1; `latency` in seconds."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, latency: float, answer: Answer = listed_lines, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.latency = latency
        self.answer = answer
        self.spans: list[tuple[float, float]] = []
        self._lock = threading.Lock()
        self._under_way = 0
        self._most = 0

    @property
    def base_url(self) -> str:
        """What to set as OPENAI_BASE_URL."""
        return f"http://127.0.0.1:{self.server_port}/v1"

    @contextmanager
    def timed(self) -> Iterator[None]:
        """Note the span of a call."""
        started = time.monotonic()
        with self._lock:
            self._under_way += 1
            self._most = max(self._most, self._under_way)
        try:
            yield
        finally:
            with self._lock:
                self._under_way -= 1
                self.spans.append((started, time.monotonic()))

    def measured(self) -> dict[str, Any]:
        """The measurements so far; see the top of this file."""
        with self._lock:
            spans = sorted(self.spans)
            first = spans[0][0] if spans else 0.0
            return {
                "calls": len(spans),
                "most_at_once": self._most,
                "seconds": round(max((end for _, end in spans), default=0.0) - first, 3),
                "answering": round(sum(end - start for start, end in spans), 3),
                "spans": [(round(start - first, 3), round(end - first, 3)) for start, end in spans],
            }


class _Handler(BaseHTTPRequestHandler):
    server: SlowServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        listing = {"object": "list", "data": [{"id": MODEL, "object": "model", "created": 0, "owned_by": "evals"}]}
        body = json.dumps(self.server.measured() if self.path == "/measured" else listing).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        with self.server.timed():
            messages = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["messages"]
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Connection", "close")
            self.end_headers()
            self._stream(messages, self.server.answer(messages))

    def _stream(self, messages: list[dict[str, str]], text: str) -> None:
        size = -(-len(text) // PIECES)
        for start in range(0, size * PIECES, size):
            time.sleep(self.server.latency / PIECES)
            self._event([{"index": 0, "delta": {"content": text[start : start + size]}, "finish_reason": None}])
        self._event([{"index": 0, "delta": {}, "finish_reason": "stop"}])
        prompt = sum(len(m["content"]) for m in messages)
        self._event([], {"prompt_tokens": prompt, "completion_tokens": len(text), "total_tokens": prompt + len(text)})
        self.wfile.write(b"data: [DONE]\n\n")

    def _event(self, choices: list[Any], usage: dict[str, int] | None = None) -> None:
        chunk = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": MODEL, "choices": choices, "usage": usage}
        self.wfile.write(f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n".encode())

    def log_message(self, *_: object) -> None:
        """Say nothing: one line a request would drown the measurements."""


@contextmanager
def serving(latency: float, answer: Answer = listed_lines, port: int = 0) -> Iterator[SlowServer]:
    """Run the server in a thread for as long as the block lasts."""
    server = SlowServer(latency, answer, port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def main() -> None:
    """Serve until Ctrl-C, then print the measurements."""
    parser = argparse.ArgumentParser(description="OpenAI-compatible server with a fixed latency")
    parser.add_argument("--latency", type=float, default=2.0, help="seconds for each answer")
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1 (0: a free one)")
    options = parser.parse_args()
    with serving(options.latency, port=options.port) as server:
        print(server.base_url, flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print(json.dumps(server.measured()))


if __name__ == "__main__":
    main()
