import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.text.wide_bodies import find_wide, is_ordinary


def names(text):
    return [text[name.start : name.end] for name in find_wide(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("院党委书记带领后勤党小组", ["后勤党小组"]),
        ("对空压机房进行改造", ["空压机房"]),
        ("芙蓉村近期可开工", ["芙蓉村"]),
        ("与机关幼儿园支部共建", ["机关幼儿园支部"]),
        ("区招商局部分党员", ["区招商局"]),
        ("受到县森林草原防灭火指挥部表扬", ["县森林草原防灭火指挥部"]),
        ("积石山县供电所所长", ["积石山县供电所"]),
        ("建筑与艺术学院党总支", ["建筑与艺术学院党总支"]),
        ("2号拌和站", ["2号拌和站"]),
    ],
)
def test_a_name_reaches_back_over_ordinary_words(text, found):
    assert set(found) <= set(names(text))


@pytest.mark.parametrize(
    "text", ["加强基层党支部建设", "各党支部对照检查", "改造老旧小区", "打造示范村", "全镇上下", "村党支部书记", "走进社区"]
)
def test_what_is_said_of_any_is_no_name(text):
    assert names(text) == []


def test_parts_that_many_units_have_are_told_from_names():
    assert is_ordinary("后勤党小组")
    assert is_ordinary("检修车间")
    assert is_ordinary("财务处")
    assert is_ordinary("综合管理")
    assert not is_ordinary("幸福村")
    assert not is_ordinary("澄浦车间")


@settings(deadline=None)
@given(st.text(alphabet="空压机房后勤党小组县财政局芙蓉村、，在的2号 X", max_size=40))
def test_names_lie_inside_the_text(text):
    assert all(0 <= name.start <= name.head <= name.end <= len(text) for name in find_wide(text))
