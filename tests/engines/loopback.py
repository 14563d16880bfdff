"""A real HTTP server on loopback that behaves as a test wants: well, or badly in one particular way."""

import json
import threading
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        self.body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append(self)
        self._answer()

    def do_GET(self):
        self._answer()

    def _answer(self):
        self.close_connection = True
        with suppress(OSError):  # the client has gone
            self.server.behave(self)

    def log_message(self, *_):
        pass

    def plain(self, status, body, kind="application/json", **headers):
        data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(data)

    def begin_stream(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()

    def event(self, data):
        self.wfile.write(f"data: {data if isinstance(data, str) else json.dumps(data)}\n\n".encode())
        self.wfile.flush()

    def piece(self, text=None, finish=None, **delta):
        content = {} if text is None else {"content": text}
        choice = {"index": 0, "delta": {**content, **delta}, "finish_reason": finish}
        self.event({"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]})

    def usage(self, prompt=10, cached=4, completion=2):
        counts = {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion}
        counts["prompt_tokens_details"] = {"cached_tokens": cached}
        self.event({"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [], "usage": counts})

    def answer(self, *texts, finish="stop"):
        self.begin_stream()
        for text in texts:
            self.piece(text)
        self.piece(finish=finish)
        self.usage()
        self.event("[DONE]")


@contextmanager
def serving(behave):
    """Serve on a free port; yields (base URL, requests so far)."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.behave, server.requests = behave, []
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1", server.requests
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
