import pytest

from assistant.documents.decode import decode
from assistant.errors import DocumentError

TEXT = "全年学习24次，参加人员360人次。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_text_in_any_encoding_of_an_office_is_read(encoding):
    decoded = decode(TEXT.encode(encoding))
    assert (decoded.text, decoded.broken) == (TEXT, 0)
    assert decoded.mark + decoded.text.encode(decoded.encoding) == TEXT.encode(encoding)


def test_wide_text_without_ascii_is_told_from_gb18030():
    assert decode("认真学习贯彻落实".encode("utf-16-le")).text == "认真学习贯彻落实"
    assert decode("认真学习贯彻落实".encode("gb18030")).text == "认真学习贯彻落实"


def test_a_file_cut_off_in_a_character_is_read_and_counted():
    decoded = decode((TEXT * 30).encode()[:-1])
    assert decoded.broken == 1
    assert decoded.text.endswith("360人次\ufffd")


@pytest.mark.parametrize("data", [bytes(range(256)) * 8, b"\x00\x01\x02\x03" * 100, b"\xff\xfe" + b"\x00\xd8" * 50])
def test_bytes_that_are_no_text_are_refused(data):
    with pytest.raises(DocumentError, match="无法识别"):
        decode(data)
