"""The same library on a Chroma server."""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import httpx
import pytest

from assistant.config import load_config
from assistant.errors import ConfigError, LibraryError
from assistant.samples.library import Library

PROJECT = Path(__file__).parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    return tmp_path_factory.mktemp("server") / "chroma.sqlite3"


@pytest.fixture(scope="module")
def url(database):
    port = free_port()
    program = shutil.which("chroma", path=str(Path(sys.executable).parent)) or "chroma"
    folder = database.parent
    server = subprocess.Popen(
        [program, "run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)],
        cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    for _ in range(100):
        try:
            httpx.get(f"{address}/api/v2/heartbeat", trust_env=False)
            break
        except httpx.HTTPError:
            time.sleep(0.1)
    yield address
    server.terminate()
    server.wait()


@pytest.fixture
def emptied(url):
    """The server without what earlier tests have put there."""
    from assistant.samples.chroma import close, server_client

    client = server_client(url)
    for collection in client.list_collections():
        client.delete_collection(collection.name)
    close(client)
    return url


@pytest.fixture
def machine():
    """Makes the library as another machine sees it."""
    made = []

    def make(url: str, home: Path, said: list[str] | None = None) -> Library:
        made.append(Library(load_config().replace(samples__chroma_url=url), home, (said if said is not None else []).append))
        return made[-1]

    yield make
    for library in made:
        library.close()


def test_what_one_machine_adds_another_finds_and_removes(machine, emptied, folder, tmp_path):
    one, two = machine(emptied, tmp_path / "one"), machine(emptied, tmp_path / "two")
    assert len(one.index([folder]).added) == 2
    hit = two.search("巡山护林", k=1)[0]
    assert hit.passage.text.startswith("护林")
    assert hit.parts["vectors"] > 0
    assert two.passages(hit.passage.document) == one.passages(hit.passage.document)
    two.remove(two.find("东岭"))
    assert len(machine(emptied, tmp_path / "one").documents()) == 1
    assert two.leaks().runs("全年巡护里程创下新高，望火楼里的灯一夜一夜亮着，没有一处火情越过山脊。") == []


def test_a_machine_does_not_take_out_what_came_from_another(machine, emptied, folder, tmp_path, monkeypatch):
    machine(emptied, tmp_path / "one").index([folder])
    for file in folder.iterdir():
        file.unlink()
    monkeypatch.setattr(socket, "gethostname", lambda: "elsewhere")
    two = machine(emptied, tmp_path / "two")
    assert two.index([folder]).removed == []
    assert len(two.documents()) == 2


def test_an_unchanged_file_is_not_sent_again_and_a_changed_one_replaces_the_old(machine, emptied, folder, tmp_path):
    one = machine(emptied, tmp_path / "one")
    one.index([folder])
    assert one.index([folder]).unchanged == 2
    forest = folder / "林场.md"
    forest.write_text(forest.read_text(encoding="utf-8").replace("新高", "十年来的新高"), encoding="utf-8")
    assert one.index([folder]).updated == [str(forest)]
    two = machine(emptied, tmp_path / "two")
    assert len(two.documents()) == 2
    assert "十年来的新高" in two.search("巡山护林", k=1)[0].passage.text


def test_two_machines_writing_at_once_lose_nothing(machine, emptied, own_world, tmp_path):
    writers = []
    for name in ("one", "two"):
        place = own_world / name
        place.mkdir()
        for number in range(4):
            text = f"{name}{number}水务站党支部总结\n{chr(0x4E00 + number + len(name) * ord(name[0])) * 200}。\n"
            (place / f"{number}.txt").write_text(text, encoding="utf-8")
        environment = os.environ | {
            "PYTHONPATH": str(PROJECT), "ASSISTANT_SAMPLES_CHROMA_URL": emptied, "ASSISTANT_HOME": str(tmp_path / f"home-{name}"),
        }  # fmt: skip
        command = [sys.executable, "-m", "assistant", "samples", "index", str(place)]
        writers.append(subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True))
    errors = [writer.communicate()[1] for writer in writers]
    assert [w.returncode for w in writers] == [0, 0], errors
    three = machine(emptied, tmp_path / "three")
    assert len({d.title for d in three.documents()}) == len(three.documents()) == 8


def test_a_library_made_otherwise_is_taken_over_and_left_as_it_is(machine, emptied, folder, tmp_path, monkeypatch):
    machine(emptied, tmp_path / "old").index([folder])
    said: list[str] = []
    with monkeypatch.context() as newer:
        newer.setattr("assistant.samples.recipe.SPLIT_VERSION", 99)
        assert len(machine(emptied, tmp_path / "new", said).search("巡山护林", k=3)) == 3
        assert said == ["服务器上的范文库由另一版本的程序或设置建立，正在重建……"]
        new = machine(emptied, tmp_path / "new", said)
        new.remove(new.find("东岭"))
    assert len(machine(emptied, tmp_path / "old").documents()) == 1


def test_a_lost_copy_is_fetched_again(machine, emptied, folder, tmp_path):
    machine(emptied, tmp_path / "one").index([folder])
    shutil.rmtree(tmp_path / "one")
    assert len(machine(emptied, tmp_path / "one").documents()) == 2


class Page(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"<html>login</html>")

    def log_message(self, *arguments):
        """Say nothing."""


def test_a_server_that_is_not_there_or_no_chroma_is_named(machine, tmp_path):
    gone = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(LibraryError, match="连接不上 Chroma 服务") as caught:
        machine(gone, tmp_path).search("巡山")
    assert caught.value.exit_code == 3
    page = HTTPServer(("127.0.0.1", 0), Page)
    thread = Thread(target=page.serve_forever)
    thread.start()
    try:
        with pytest.raises(LibraryError, match="不是 Chroma 服务"):
            machine(f"http://127.0.0.1:{page.server_port}", tmp_path).documents()
    finally:
        page.shutdown()
        thread.join()
        page.server_close()
    with pytest.raises(ConfigError, match="不是网址"):
        machine("8000号机", tmp_path).documents()


def test_a_proxy_of_the_system_is_not_asked(machine, emptied, folder, tmp_path, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert len(machine(emptied, tmp_path / "one").index([folder]).added) == 2
    assert os.environ["HTTP_PROXY"] == "http://127.0.0.1:9"


def test_a_removed_sample_is_gone_from_the_tables_and_the_log_of_the_server(machine, emptied, folder, tmp_path, database):
    one = machine(emptied, tmp_path / "one")
    one.index([folder])
    records = sum(1 + d.passages for d in one.documents())
    assert logged(database).count("payload") >= records
    for name in ("东岭", "临湖"):
        document = one.find(name)
        one.remove(document)
        records -= 1 + document.passages
        assert logged(database).count("'payload'") == records


def logged(database: Path) -> str:
    """All that the server's database has in its tables of records and in its log."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as db:
        tables = ("embeddings", "embedding_metadata", "embeddings_queue")
        return str([db.execute(f"SELECT * FROM {table}").fetchall() for table in tables])
