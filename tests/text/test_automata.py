import pytest

from assistant import paths
from assistant.text.automata import automaton


@pytest.fixture
def words(tmp_path, monkeypatch):
    monkeypatch.setenv("ASSISTANT_CACHE", str(tmp_path / "缓存"))
    path = tmp_path / "词.txt"
    path.write_text("三会一课\n主题党日", "utf-8")
    return path


def read(path, asked):
    def numbered():
        asked.append(path)
        return [(word, number) for number, word in enumerate(path.read_text("utf-8").split())]

    return [(last, number) for last, number in automaton("试", [path], numbered).iter("落实三会一课和主题党日")]


FOUND = [(5, 0), (10, 1)]


def test_an_automaton_is_built_once(words):
    asked = []
    assert read(words, asked) == read(words, asked) == FOUND
    assert len(asked) == 1


def test_another_list_is_another_automaton(words):
    read(words, [])
    words.write_text("主题党日", "utf-8")
    assert read(words, []) == [(10, 0)]


@pytest.mark.parametrize("damage", [b"", b"\x00" * 50, b"not marshal"])
def test_a_damaged_file_is_made_anew(words, damage):
    read(words, [])
    (file,) = paths.cache().glob("试-*.bin")
    file.write_bytes(damage)
    assert read(words, []) == FOUND
    assert file.stat().st_size > len(damage)


def test_without_a_cache_folder_it_is_built_each_time(words, monkeypatch, tmp_path):
    taken = tmp_path / "文件"
    taken.write_text("", "utf-8")
    monkeypatch.setenv("ASSISTANT_CACHE", str(taken / "缓存"))
    asked = []
    assert read(words, asked) == read(words, asked) == FOUND
    assert len(asked) == 2
