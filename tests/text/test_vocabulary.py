import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text import vocabulary
from assistant.text.tokens import tokens
from assistant.text.vocabulary import cut, is_noun, is_place, rank


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("带领攻关小组反复试验", ["带领", "攻关", "小组", "反复", "试验"]),
        ("与结对的云垄村党支部", ["与", "结对", "的", "云", "垄", "村", "党支部"]),
        ("成都市武侯区", ["成都市", "武侯区"]),
        ("", []),
    ],
)
def test_text_is_cut_into_likely_words(text, words):
    assert cut(text) == words


def test_words_know_how_common_they_are_and_whether_they_name_things():
    assert rank("发展") < rank("检修夜话")
    assert is_noun("集团")
    assert not is_noun("推动")
    assert is_place("哈尔滨")


@given(st.text(max_size=60))
def test_the_words_together_are_the_text(text):
    assert "".join(cut(text)) == text
    assert all(text[t.start : t.end] == t.text for t in tokens(text))


def test_the_first_short_texts_are_cut_as_all_others_are(monkeypatch):
    texts = ["推动党建与业务深度融合", "泵房值守的服务团", "云汀地铁三标", "标本监治齐抓", "12次ABC。，", "临江港务"]
    monkeypatch.setattr(vocabulary, "_is_first", lambda text: False)
    usual = [vocabulary.cut(text) for text in texts]
    monkeypatch.setattr(vocabulary, "_is_first", lambda text: True)
    assert [vocabulary.cut(text) for text in texts] == usual
