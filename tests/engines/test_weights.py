import hashlib
import os

import pytest

from assistant.engines import weights as module
from assistant.engines.weights import Part, Weights, catalogue, default_weights, find_weights
from assistant.errors import EngineError, InputError

DATA = b"GGUF" + bytes(range(256)) * 8


@pytest.fixture
def tiny(tmp_path, monkeypatch):
    """Weights of two kilobytes whose file is in place."""
    monkeypatch.setenv("ASSISTANT_CACHE", str(tmp_path / "cache"))
    one = Weights("tiny", "tiny.gguf", len(DATA), hashlib.sha256(DATA).hexdigest(), "MIT", ())
    one.path.parent.mkdir(parents=True)
    one.path.write_bytes(DATA)
    return one


def test_the_shipped_catalogue_is_complete():
    one = default_weights()
    assert next(iter(catalogue().values())) is one is find_weights("") is find_weights(one.name)
    assert len(one.parts) == 22
    assert len({part.package for part in one.parts}) == 22
    assert all(isinstance(part, Part) and len(part.wheel_sha256) == 64 for part in one.parts)


def test_an_unknown_name_is_told_the_known_ones():
    with pytest.raises(InputError) as caught:
        find_weights("gpt")
    assert default_weights().name in caught.value.hint


def test_a_whole_file_is_hashed_once(tiny, monkeypatch):
    assert tiny.verified() == tiny.path
    monkeypatch.setattr(module, "sha256", lambda _: pytest.fail("hashed again"))
    assert tiny.verified() == tiny.path


def test_a_changed_file_is_hashed_again_and_refused(tiny):
    tiny.verified()
    tiny.path.write_bytes(DATA[:-1] + b"x")
    os.utime(tiny.path, (1, 1))
    with pytest.raises(EngineError, match="已损坏") as caught:
        tiny.verified()
    assert "models pull" in caught.value.hint


def test_a_cut_file_is_refused_without_hashing(tiny, monkeypatch):
    tiny.path.write_bytes(DATA[:100])
    monkeypatch.setattr(module, "sha256", lambda _: pytest.fail("hashed"))
    with pytest.raises(EngineError, match="已损坏"):
        tiny.verified()


def test_a_missing_file_offers_to_fetch_it(tiny):
    tiny.path.unlink()
    with pytest.raises(EngineError, match="还没有内置模型") as caught:
        tiny.verified()
    assert "models pull" in caught.value.hint


def test_a_marker_that_cannot_be_written_changes_nothing(tiny):
    tiny.path.with_name("tiny.gguf.verified").mkdir()
    assert tiny.is_whole()
    assert tiny.verified() == tiny.path
