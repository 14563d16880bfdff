"""Damage, other versions, killed and rival writers, odd places: the library survives them all."""

import contextlib
import ctypes
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assistant.config import load_config
from assistant.errors import LibraryError
from assistant.samples.library import Library
from assistant.samples.versions import Versions, _looks

PROJECT = Path(__file__).parents[2]


def version(tmp_path: Path) -> Path:
    found = Versions(tmp_path / "state" / "samples").current()
    assert found
    return found


def run(*arguments: str, **options) -> subprocess.Popen:
    environment = os.environ | {"PYTHONPATH": str(PROJECT)} | options.pop("env", {})
    return subprocess.Popen(
        [sys.executable, "-m", "assistant", *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **{"preexec_fn": hear_interrupts} | options,
    )


def hear_interrupts() -> None:
    """A shell that starts the tests in the background makes its children deaf to Ctrl-C: undo that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def obey_modes() -> None:
    """Give up root's right to write what is read-only (CAP_DAC_OVERRIDE), for the program run next."""
    ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)


def overwrite(path: Path) -> None:
    data = path.read_bytes()
    middle = len(data) // 2
    path.write_bytes(data[:middle] + b"\xff" * 500 + data[middle + 500 :])


DAMAGE = {
    "a vector file overwritten": lambda v: overwrite(next(v.glob("chroma/*/data_level0.bin"))),
    "a vector file cut off": lambda v: next(v.glob("chroma/*/data_level0.bin")).write_bytes(b"x"),
    "Chroma's database overwritten": lambda v: overwrite(v / "chroma" / "chroma.sqlite3"),
    "the word index gone": lambda v: (v / "terms" / "rows.npy").unlink(),
    "the store overwritten": lambda v: overwrite(v / "library.sqlite3"),
    "the store gone": lambda v: (v / "library.sqlite3").unlink(),
    "the manifest garbled": lambda v: (v / "manifest.json").write_text("{", encoding="utf-8"),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_damage_is_noticed_and_mended_with_one_line_said(damage, indexed, said, tmp_path):
    before = {d.id: d.passages for d in indexed.documents()}
    indexed.close()
    damage(version(tmp_path))
    assert indexed.search("巡山护林", k=1)[0].passage.text.startswith("护林")
    assert said == ["范文库索引已损坏，正在重建……"]
    assert {d.id: d.passages for d in indexed.documents()} == before
    assert len(said) == 1


def test_damage_is_mended_before_new_samples_are_added(indexed, folder, said, tmp_path):
    indexed.close()
    DAMAGE["a vector file cut off"](version(tmp_path))
    (folder / "车站.txt").write_text("汽车站党支部2022年工作总结\n春运期间党员轮流在站前广场值守。\n", encoding="utf-8")
    assert len(indexed.index([folder]).added) == 1
    assert len(indexed.documents()) == 3
    assert len(said) == 1


def test_a_lost_name_of_the_version_in_use_is_made_up_for(indexed, tmp_path, said):
    for content in (b"", b"v-0009999", b"\xff\xfe", b"../../etc"):
        (tmp_path / "state" / "samples" / "current").write_bytes(content)
        assert len(indexed.documents()) == 2
    (tmp_path / "state" / "samples" / "current").unlink()
    assert len(indexed.documents()) == 2
    assert said == []


@pytest.mark.parametrize("part", ["mask", "split", "embedder", "chroma", "topics"])
def test_a_library_made_otherwise_is_made_anew(part, indexed, said, tmp_path):
    indexed.close()
    manifest = version(tmp_path) / "manifest.json"
    content = json.loads(manifest.read_text(encoding="utf-8"))
    content["made_by"][part] = "another"
    manifest.write_text(json.dumps(content), encoding="utf-8")
    assert len(indexed.search("巡山护林", k=2)) == 2
    assert said == ["程序或设置有变，正在重建范文库索引……"]
    assert len(indexed.documents()) == 2


def test_a_store_of_another_version_is_made_anew_from_the_files(indexed, said, tmp_path, monkeypatch):
    indexed.close()
    monkeypatch.setattr("assistant.samples.store.STORE_VERSION", 99)
    monkeypatch.setattr("assistant.samples.recipe.STORE_VERSION", 99)
    assert len(indexed.documents()) == 2
    assert len(said) == 1


def seal_as_older(folder: Path) -> None:
    """Have the manifest say that an older version of the program made the folder, and that it is whole."""
    manifest = folder / "manifest.json"
    content = json.loads(manifest.read_text(encoding="utf-8"))
    content["made_by"]["store"] = 4
    content["files"]["library.sqlite3"] = _looks(folder / "library.sqlite3")
    manifest.write_text(json.dumps(content), encoding="utf-8")


def test_a_store_with_other_columns_is_made_anew_and_loses_nothing(indexed, folder, said, tmp_path):
    removed = next(d for d in indexed.documents() if d.path.endswith("水厂.txt"))
    indexed.remove(removed)
    indexed.close()
    (folder / "林场.md").unlink()
    store = version(tmp_path) / "library.sqlite3"
    with contextlib.closing(sqlite3.connect(store)) as db:
        db.executescript("ALTER TABLE documents DROP COLUMN machine; ALTER TABLE documents DROP COLUMN removed; PRAGMA user_version = 4")
    seal_as_older(version(tmp_path))
    assert [d.title for d in indexed.documents()] == ["东岭林场党支部2023年工作总结"]
    assert indexed.search("巡山护林", k=1)[0].passage.text.startswith("护林")
    assert said == ["程序或设置有变，正在重建范文库索引……"]
    assert indexed.index([folder]).added == []


def test_a_sample_whose_file_is_gone_survives_a_rebuild(indexed, folder, own_world):
    for file in folder.iterdir():
        file.unlink()
    indexed.index([own_world / "别处"], rebuild=True)
    assert len(indexed.documents()) == 2
    assert indexed.index([folder]).removed != []


def test_what_a_killed_writer_left_is_cleared_away(indexed, folder, tmp_path):
    left = tmp_path / "state" / "samples" / "v-0000099"
    left.mkdir()
    (left / "library.sqlite3").write_bytes(b"half")
    assert len(indexed.documents()) == 2
    indexed.index([folder])
    assert not left.exists()


@pytest.mark.parametrize("seconds", [0.5, 0.8, 1.1])
def test_a_writer_killed_at_any_moment_leaves_the_old_library_or_the_new(seconds, indexed, own_world):
    indexed.close()
    more = own_world / "更多"
    more.mkdir()
    for number in range(30):
        (more / f"{number}.txt").write_text(f"第{number}水务站党支部总结\n{chr(0x4E00 + number) * 300}。\n", encoding="utf-8")
    writer = run("samples", "index", str(more))
    time.sleep(seconds)
    writer.send_signal(signal.SIGKILL)
    writer.communicate()
    found = indexed.search("巡山护林", k=1)[0].passage
    assert found.text.startswith("护林")
    assert len(indexed.documents()) in (2, 32)
    assert indexed.index([more]).failed == []
    assert len(indexed.documents()) == 32


def test_an_interrupted_writer_leaves_the_old_library_and_says_so(indexed, own_world, tmp_path):
    more = own_world / "更多"
    more.mkdir()
    for number in range(600):
        (more / f"{number}.txt").write_text(f"第{number}水务站党支部总结\n{chr(0x4E00 + number) * 300}。\n", encoding="utf-8")
    writer = run("samples", "index", str(more))
    while len(list((tmp_path / "state" / "samples").glob("v-*"))) < 2:
        time.sleep(0.02)
    writer.send_signal(signal.SIGINT)
    out, err = writer.communicate()
    assert (writer.returncode, out, err.strip()) == (130, "", "已中断")
    assert len(indexed.documents()) == 2
    assert len(list((tmp_path / "state" / "samples").glob("v-*"))) == 1


def test_two_writers_at_once_lose_nothing(own_world, folder):
    other = own_world / "另一处"
    other.mkdir()
    for number in range(5):
        (other / f"{number}.txt").write_text(f"第{number}水务站党支部总结\n{chr(0x4E00 + number) * 300}。\n", encoding="utf-8")
    writers = [run("samples", "index", str(place)) for place in (folder, other)]
    for writer in writers:
        writer.communicate()
    assert [w.returncode for w in writers] == [0, 0]
    library = Library.open(load_config())
    documents = library.documents()
    assert len({d.id for d in documents}) == len(documents) == 7
    passages = [p.id for d in documents for p in library.passages(d.id)]
    assert sorted(library._current().vectors.ids()) == sorted(passages)


def test_a_writer_that_waits_too_long_names_the_holder(tmp_path, said):
    versions = Versions(tmp_path / "库")
    with versions.writer(said.append):
        rival = Versions(tmp_path / "库")
        with pytest.raises(LibraryError, match=f"进程 {os.getpid()}，主机 .+，始于 20") as caught, rival.writer(said.append, wait=0.1):
            pass
    assert "等待其完成" in said[0]
    assert caught.value.exit_code == 3
    with Versions(tmp_path / "库").writer(said.append):
        assert len(said) == 1


def test_a_reader_goes_on_while_another_process_writes(indexed, folder):
    assert indexed.search("巡山", k=1)
    (folder / "车站.txt").write_text("汽车站党支部2022年工作总结\n春运期间党员轮流在站前广场值守。\n", encoding="utf-8")
    other = Library.open(load_config())
    other.index([folder])
    assert indexed.search("春运值守", k=1)[0].passage.text.startswith("春运")


def test_what_a_killed_reader_left_is_cleared_away(indexed, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    left, own = tmp_path / f"assistant-view-{dead.pid}-x", tmp_path / f"assistant-view-{os.getpid()}-y"
    left.mkdir()
    own.mkdir()
    indexed.search("巡山", k=1)
    assert (left.exists(), own.exists()) == (False, True)


def test_reading_changes_nothing_on_disk(indexed, tmp_path):
    def state() -> dict[str, bytes]:
        return {str(f): f.read_bytes() for f in (tmp_path / "state").rglob("*") if f.is_file() and f.name != "writer.lock"}

    indexed.close()
    before = state()
    indexed.search("巡山", k=3)
    indexed.close()
    indexed.search("主题党日", k=3)
    assert state() == before


def test_a_read_only_folder_can_be_searched_and_says_so_when_written(indexed, folder, tmp_path):
    indexed.close()
    state = tmp_path / "state"
    everything = [state, *state.rglob("*")]
    for path in everything:
        path.chmod(0o555 if path.is_dir() else 0o444)
    plain = {"preexec_fn": obey_modes} if os.getuid() == 0 else {}
    search = run("samples", "search", "巡山护林", "-k", "1", "--json", **plain)
    out, err = search.communicate()
    assert (search.returncode, err) == (0, "")
    assert json.loads(out)["passages"][0]["text"].startswith("护林")
    (folder / "新.txt").write_text("汽车站党支部2022年工作总结\n春运期间党员轮流值守。\n", encoding="utf-8")
    index = run("samples", "index", str(folder), **plain)
    out, err = index.communicate()
    for path in everything:
        path.chmod(0o755 if path.is_dir() else 0o644)
    assert index.returncode == 3
    assert "无法写入范文库" in err
    assert "Traceback" not in err


def test_a_dotenv_in_the_working_directory_is_none_of_our_business(folder, own_world):
    (own_world / ".env").write_bytes(
        "注释=中文\nCHROMA_SERVER_HOST=127.0.0.9\nCHROMA_API_IMPL=chromadb.api.fastapi.FastAPI\n".encode("gbk")
    )
    index = run("samples", "index", str(folder), cwd=own_world)
    out, err = index.communicate()
    assert (index.returncode, "新增 2 篇" in out) == (0, True), err


def test_chroma_takes_no_orders_from_the_environment(folder, own_world):
    odd = {"CHROMA_API_IMPL": "chromadb.api.fastapi.FastAPI", "CHROMA_SERVER_HOST": "127.0.0.9", "IS_PERSISTENT": "false"}
    index = run("samples", "index", str(folder), cwd=own_world, env=odd)
    out, err = index.communicate()
    assert (index.returncode, "新增 2 篇" in out) == (0, True), err


def test_a_full_disk_leaves_the_old_library(indexed, folder, monkeypatch):
    def full(*arguments):
        raise OSError(28, "No space left on device")

    (folder / "车站.txt").write_text("汽车站党支部2022年工作总结\n春运期间党员轮流在站前广场值守。\n", encoding="utf-8")
    with monkeypatch.context() as patched:
        patched.setattr("assistant.samples.writer.build_words", full)
        with pytest.raises(LibraryError, match="索引失败"):
            indexed.index([folder])
    assert len(indexed.documents()) == 2
    assert len(indexed.index([folder]).added) == 1
