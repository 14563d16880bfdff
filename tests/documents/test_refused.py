"""Files that cannot be read are named for what they are, at once."""

import re
import time

import pytest

from assistant.documents.read import read, read_bytes, read_docx_with_map, read_word
from assistant.errors import DocumentError
from tests.documents.measure import measured
from tests.documents.refused import ODD, REFUSED, Refused


@pytest.mark.parametrize("refused", REFUSED, ids=lambda r: r.name)
def test_a_file_that_cannot_be_read_is_named_for_what_it_is(refused: Refused, tmp_path):
    path = tmp_path / refused.file
    path.write_bytes(refused.make())
    began = time.process_time()
    with pytest.raises(DocumentError) as caught:
        read(path)
    assert time.process_time() - began < 2
    assert re.search(refused.message, caught.value.message)
    assert str(path) in caught.value.message
    assert caught.value.hint
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("data", ODD, ids=range(len(ODD)))
def test_odd_files_are_read(data):
    assert read_bytes(data).paragraphs


@pytest.mark.parametrize(
    "name", ["32 KB that becomes 32 MB of paragraphs", "a few MB that become 600 MB", "too many paragraphs", "too much XML"]
)
def test_a_bomb_costs_little_memory(name, tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(next(r for r in REFUSED if r.name == name).make())
    assert measured(path)[1] < 300


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    with pytest.raises(DocumentError, match="不存在"):
        read(tmp_path / "no.txt")
    with pytest.raises(DocumentError, match="文件夹"):
        read(tmp_path)
    with pytest.raises(DocumentError, match="无法打开"):
        read(tmp_path / "\0")


def test_a_text_file_has_no_runs(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("正文")
    assert read_word(path) is None
    with pytest.raises(DocumentError, match="文本文件"):
        read_docx_with_map(path)
