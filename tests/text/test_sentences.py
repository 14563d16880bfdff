import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.sentences import split_clauses, split_sentences


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("一句。两句！三句", ["一句。", "两句！", "三句"]),
        ("他说“好。”大家笑了。", ["他说“好。”", "大家笑了。"]),
        ("第一行\n第二行。", ["第一行", "第二行。"]),
        ("　　缩进。", ["缩进。"]),
        ("", []),
    ],
)
def test_sentences_end_at_final_marks_and_lines(text, pieces):
    assert [s.text for s in split_sentences(text)] == pieces


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("加强学习，抓实教育；做好服务。", ["加强学习", "抓实教育", "做好服务"]),
        ("开展“学思想，强党性”活动，取得实效", ["开展“学思想，强党性”活动", "取得实效"]),
        ("一处没有结尾的“引号，也要继续切分。", ["一处没有结尾的“引号", "也要继续切分"]),
    ],
)
def test_clauses_keep_quotes_whole(text, pieces):
    assert [c.text for c in split_clauses(text)] == pieces


@given(st.text(alphabet="甲乙，。；！“”《》（）\n 　", max_size=50))
def test_pieces_stand_where_they_say(text):
    for piece in split_sentences(text) + split_clauses(text):
        assert text[piece.start : piece.end] == piece.text != ""
