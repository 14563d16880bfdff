import pytest

from assistant.text.full_names import find_full_names


def names(text):
    return [text[start:end] for start, end in find_full_names(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("邝立群连续三天没有回家", ["邝立群"]),
        ("由单喜才、苗雅琴负责", ["单喜才", "苗雅琴"]),
        ("关员辜小琳自学日语", ["辜小琳"]),
    ],
)
def test_a_surname_and_a_given_name_need_nothing_beside_them(text, found):
    assert names(text) == found


@pytest.mark.parametrize("text", ["安全文明施工", "比奉献蔚然成风", "公信力强", "松江新城", "知史爱党、知史爱国", "党建引领，国企改革"])
def test_ordinary_words_and_places_are_no_names(text):
    assert names(text) == []
