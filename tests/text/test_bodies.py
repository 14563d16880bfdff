import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.bodies import body_parts, find_bodies, possible_bodies


def bodies(text):
    return [(text[body.start : body.end], body.kind) for body in find_bodies(text)]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("在青梧水务集团城东净水厂党支部工作", "青梧水务集团城东净水厂党支部", "org"),
        ("云垛变电站综合检修", "云垛变电站", "place"),
        ("结对的云垄村开展联学", "云垄村", "place"),
        ("落雁江特大桥全长", "落雁江特大桥", "place"),
        ("与棠岭经济技术开发区两家企业", "棠岭经济技术开发区", "org"),
        ("农业银行靖安支行党委", "农业银行靖安支行党委", "org"),
        ("得到市财政局支持", "市财政局", "org"),
        ("机关第二党支部获评先进", "机关第二党支部", "org"),
        ("与市实验中学结对", "市实验中学", "org"),
        ("衡拓建设集团轨道公司云汀地铁5号线土建三标项目", "衡拓建设集团轨道公司云汀地铁5号线土建三标项目", "org"),
        ("前往秋收起义纪念馆", "秋收起义纪念馆", "place"),
        ("下穿月渚湖的地质", "月渚湖", "place"),
        ("与望桥街道结对", "望桥街道", "place"),
        ("布拖县拖觉镇中心校", "布拖县拖觉镇中心校", "org"),
        ("成立的半山坡茶叶专业合作社", "半山坡茶叶专业合作社", "org"),
    ],
)
def test_a_proper_part_with_an_ending_is_a_name(text, name, kind):
    assert (name, kind) in bodies(text)


@pytest.mark.parametrize(
    "text",
    [
        *("公司党委和党支部", "市委、市政府", "集团公司党委", "示范村和贫困村", "参观红色教育基地", "建强村党支部", "老城区改造"),
        *("推动公司发展", "一支部一策", "在讲好党课上下功夫", "机关党支部", "所在社区", "各县区", "全市学校", "走进社区"),
    ],
)
def test_what_any_unit_may_have_is_no_name(text):
    assert bodies(text) == []


def test_the_parts_of_a_compound_name_are_its_short_forms():
    name = "棠岭供电公司变电检修中心党支部"
    assert body_parts(name, "棠岭") == ["变电检修中心", "变电检修中心党支部"]


def test_parts_that_any_unit_has_are_none():
    assert body_parts("砚池港务集团机关党支部", "砚池") == []


def test_an_unclear_name_is_a_possible_one():
    assert possible_bodies("包含临湖路和光明村") == ["临湖路", "光明村"]


@given(st.text(alphabet="澄浦云垄市县区村公司集团第三党支部与和在的5号线 ，", max_size=40))
def test_bodies_lie_inside_and_do_not_overlap(text):
    position = 0
    for body in find_bodies(text):
        assert position <= body.start < body.end <= len(text)
        position = body.end
