"""Vectors: hashed, or from a server."""

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import ClassVar

import numpy as np
import pytest

from assistant.config import load_config
from assistant.errors import ConfigError, LibraryError
from assistant.samples.embed import HashingEmbedder, embedder
from assistant.samples.grams import passage_text
from assistant.samples.library import Library


def likeness(one: str, other: str) -> float:
    first, second = HashingEmbedder().embed([passage_text((), one), passage_text((), other)])
    return float(first @ second)


def test_texts_on_one_topic_are_nearer_than_texts_on_another():
    assert likeness("签订廉洁承诺书", "组织观看警示教育片") > likeness("签订廉洁承诺书", "举办健步走比赛") + 0.2


def test_vectors_have_length_one_whatever_the_text():
    vectors = HashingEmbedder().embed(["主题党日", "", "。。。", "🙂", "A" * 10_000])
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)
    assert HashingEmbedder().embed([]).shape == (0, 256)


def test_the_same_text_always_has_the_same_vector():
    (vector,) = HashingEmbedder().embed(["主题党日"])
    assert np.flatnonzero(vector).tolist() == [89, 176, 201, 249]
    assert np.allclose(vector[[89, 176, 249]], [-0.572, 0.572, 0.142], atol=0.001)


class Embeddings(BaseHTTPRequestHandler):
    """Answers `/v1/embeddings` with the share of three characters in each text."""

    seen: ClassVar[list[dict]] = []
    status = 200

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.seen.append(request)
        data = [
            {"object": "embedding", "index": i, "embedding": [text.count(c) + 0.01 for c in "林水党"]}
            for i, text in enumerate(request["input"])
        ]
        content = json.dumps({"object": "list", "data": data, "model": "m", "usage": {"prompt_tokens": 1, "total_tokens": 1}}).encode()
        self.send_response(self.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *arguments):
        """Say nothing."""


@pytest.fixture
def served(monkeypatch):
    monkeypatch.setattr(Embeddings, "seen", [])
    server = HTTPServer(("127.0.0.1", 0), Embeddings)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield load_config().replace(
        samples__embeddings="bge-small-zh", openai__base_url=f"http://127.0.0.1:{server.server_port}/v1", openai__retries=0
    )
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_served_model_is_used_for_passages_and_queries(served, folder, tmp_path, said):
    library = Library(served, tmp_path / "库", said.append)
    library.index([folder])
    hit = library.search("林林林", k=1)[0]
    assert "林" in hit.passage.text or "护林" in "".join(hit.passage.heading)
    assert Embeddings.seen[0]["model"] == "bge-small-zh"
    assert any("水" in text for text in Embeddings.seen[0]["input"])
    library.close()


def test_a_change_of_the_model_makes_the_index_anew(served, indexed, folder, tmp_path, said):
    indexed.close()
    library = Library(served, tmp_path / "state" / "samples", said.append)
    assert library.search("林林林", k=2)
    assert said == ["程序或设置有变，正在重建范文库索引……"]
    library.close()


def test_a_server_that_fails_is_named_and_leaves_the_library_alone(served, indexed, folder, tmp_path, monkeypatch):
    indexed.close()
    monkeypatch.setattr(Embeddings, "status", 500)
    library = Library(served, tmp_path / "state" / "samples")
    with pytest.raises(LibraryError, match="向量服务出错") as caught:
        library.index([folder])
    assert caught.value.exit_code == 3
    library.close()
    assert len(indexed.search("巡山", k=2)) == 2


def test_a_model_without_a_server_is_refused():
    with pytest.raises(ConfigError, match=r"没有设置 openai\.base_url"):
        embedder(load_config().replace(samples__embeddings="bge-small-zh"))
