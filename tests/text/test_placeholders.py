import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.placeholders import find_gaps


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        ("召开会议XX次", ["XX"]),
        ("发展党员x名", ["x"]),
        ("XXXX党支部20XX年度计划", ["XXXX", "20XX年度"]),
        ("二〇XX年", ["二〇XX年"]),
        ("202×年", ["202×年"]),
        ("于X月X日召开", ["X月X日"]),
        ("观看《XXX》电影", ["XXX"]),
        ("__镇是__县驻地", ["__", "__"]),
        ("贯彻***董事长讲话", ["***"]),
        ("××单位、某某公司", ["××", "某某"]),
        ("某公司与某街道", ["某", "某"]),
        ("组织2xxxx人参加", ["xxxx"]),
    ],
)
def test_it_finds_what_is_still_to_be_filled(text, gaps):
    assert [gap.text for gap in find_gaps(text)] == gaps


@pytest.mark.parametrize(
    "text", ["XXL号工装", "X光检查", "X射线筛查", "XX染色体", "维生素X", "3×5米", "某种程度", "某些同志", "某型号", "X+N模式", "MAX"]
)
def test_letters_and_signs_of_another_sense_are_no_gaps(text):
    assert find_gaps(text) == []


@given(st.text(alphabet="XxX×*_某20年月日人次A甲 ", max_size=40))
def test_gaps_stand_where_they_say_and_do_not_overlap(text):
    position = 0
    for gap in find_gaps(text):
        assert text[gap.start : gap.end] == gap.text
        assert gap.start >= position
        position = gap.end
