import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.text.ended import find_ended


def names(text):
    return [text[name.start : name.end] for name in find_ended(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("组织赴夹金山红军纪念馆参观", ["夹金山红军纪念馆"]),
        ("河湖管理支部组建抢修队", ["河湖管理支部"]),
        ("由装卸一队承担", ["装卸一队"]),
        ("钳工一组更换筛板", ["钳工一组"]),
        ("鼎源新材送来锦旗", ["鼎源新材"]),
        ("与晋能装备合作", ["晋能装备"]),
        ("力争大渡口隧道贯通", ["大渡口隧道"]),
    ],
)
def test_a_name_is_read_backwards_from_its_ending(text, found):
    assert names(text) == found


@pytest.mark.parametrize(
    "text", ["加强基层党支部建设", "各党支部对照检查", "改造老旧小区", "走进社区", "分成三组讨论", "打造一支部一品牌", "党员带头"]
)
def test_what_any_unit_has_is_no_name(text):
    assert names(text) == []


def test_the_head_is_what_stands_before_the_ending():
    text = "机车厂社区"
    assert [text[name.start : name.head] for name in find_ended(text)] == ["机车厂"]


@settings(deadline=None)
@given(st.text(alphabet="夹金山红军纪念馆第三党支部一队鼎源新材、，在的 X", max_size=40))
def test_names_lie_inside_the_text(text):
    assert all(0 <= name.start <= name.head <= name.end <= len(text) for name in find_ended(text))
