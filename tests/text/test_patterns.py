import re
from importlib import reload

import pytest

from assistant import paths
from assistant.text import patterns

WRITTEN = r"(?P<year>20\d\d)年(?P<month>\d{1,2}月)?(?![至到])"
TEXTS = ["2024年5月", "2024年至", "20XX年", "", "二〇二四年，2023年"]


@pytest.fixture
def fresh(tmp_path, monkeypatch):
    """A process of its own, as it were: nothing compiled yet, and a cache folder of its own."""
    monkeypatch.setenv("ASSISTANT_CACHE", str(tmp_path / "cache"))
    yield lambda: reload(patterns)
    monkeypatch.undo()
    reload(patterns)


def matches(pattern):
    return [(m.span(), m.groupdict(), m.lastgroup) for text in TEXTS for m in pattern.finditer(text)]


def test_a_pattern_is_that_of_re_before_and_after_it_was_kept(fresh):
    expected = matches(re.compile(WRITTEN))
    for _ in range(2):
        again = fresh()
        pattern = again.compiled(WRITTEN)
        assert (pattern.pattern, pattern.flags, pattern.groups) == (WRITTEN, re.compile(WRITTEN).flags, 2)
        assert matches(pattern) == expected
        again.keep()


def test_flags_are_part_of_the_pattern(fresh):
    fresh().keep()
    first = fresh()
    assert first.compiled("ab", re.IGNORECASE).match("AB")
    assert first.compiled("ab").match("AB") is None
    first.keep()
    second = fresh()
    assert second.compiled("ab", re.IGNORECASE).match("AB")
    assert second.compiled("ab").match("AB") is None


def test_what_one_run_kept_the_next_adds_to(fresh):
    for pattern in ("甲+", "乙+"):
        run = fresh()
        run.compiled(pattern)
        run.keep()
    last = fresh()
    assert {pattern for pattern, _ in last._kept()} == {"甲+", "乙+"}


def test_a_run_that_compiled_nothing_new_writes_nothing(fresh):
    fresh().keep()
    assert not paths.cache().exists()


@pytest.mark.parametrize("content", [b"", b"\x00junk", b"\xe9\x01\x00\x00\x00", b"{0", b"i\x01\x00\x00\x00"])
def test_a_damaged_file_is_no_harm(fresh, content):
    run = fresh()
    run._file().parent.mkdir(parents=True)
    run._file().write_bytes(content)
    assert run.compiled("丙+").findall("甲丙丙") == ["丙丙"]
    run.keep()
    assert fresh().compiled("丙+").findall("甲丙丙") == ["丙丙"]


def test_a_code_that_the_engine_refuses_is_compiled_again(fresh, monkeypatch):
    run = fresh()
    monkeypatch.setattr(run, "_kept", lambda: {("丁+", 0): (0, b"\xff\xff\xff\x7f", 0, {}, (None,))})
    assert run.compiled("丁+").findall("丁丁") == ["丁丁"]


def test_a_python_that_does_it_otherwise_compiles_as_ever(fresh, monkeypatch):
    run = fresh()

    def missing(name):
        raise ImportError(name)

    monkeypatch.setattr(run, "import_module", missing)
    assert run.compiled("戊+").findall("戊戊") == ["戊戊"]


def test_a_place_that_cannot_be_written_is_no_harm(fresh, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("ASSISTANT_CACHE", str(tmp_path / "file" / "cache"))
    run = fresh()
    run.compiled("己+")
    run.keep()
    assert (tmp_path / "file").read_text() == ""


def test_a_file_full_of_other_versions_is_begun_anew(fresh, monkeypatch):
    run = fresh()
    run.compiled("庚+")
    run.keep()
    later = fresh()
    monkeypatch.setattr(later, "_MOST", 1)
    later.compiled("辛+")
    later.keep()
    assert {pattern for pattern, _ in fresh()._kept()} == {"辛+"}
