"""Dates, names, prizes and claims of all or none."""

import pytest

from assistant.facts.load import parse_facts
from assistant.grounding import Grounder

FACTS = """
单位: 临江港务有限公司机关党支部
简称: [机关党支部]
年度: 2025
主送: 公司党委
小节: [{标题: 打造“红帆”品牌, 类型: done}]
事实:
  - 6月28日组织党员到临江市委党校开展集中培训
  - 3月至5月开展“攻坚百日”行动
  - 一季度完成换届，陈维舟任书记
  - 与石坪村党支部结对
  - 修订《机关党支部议事规则》
  - 技术成果获公司二等奖
  - 征求意见近百条，整改完成率100%
  - 近三年没有信访积压
"""


@pytest.fixture(scope="module")
def grounder():
    return Grounder(parse_facts(FACTS))


@pytest.mark.parametrize(
    "text",
    [
        "6月28日，组织党员到市委党校开展集中培训。",
        "2025年6月28日，组织党员到临江市委党校开展集中培训。",
        "6月，组织党员到临江市委党校开展集中培训。",
        "3—5月，开展“攻坚百日”行动。",
        "今年第一季度完成换届，陈维舟任书记。",
        "今年以来，上半年抓部署，下半年抓落实，年底前对账销号。",
        "深入贯彻党的二十大精神，2026年是新的起点。",
        "临江港务有限公司机关党支部向公司党委报告。",
        "着力打造“红帆”品牌。",
        "修订《机关党支部议事规则》，技术成果获公司二等奖。",
        "征求意见近百条，全部完成整改。",
        "近三年没有信访积压。",
        "下一步，确保党员教育全覆盖。",
        "职工群众、党员干部、上级党组织都给予肯定。",
    ],
)
def test_what_the_facts_say_is_supported(grounder, text):
    assert grounder.check(text).violations == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("6月18日，组织党员到临江市委党校开展集中培训。", "6月18日"),
        ("6月下旬，组织党员开展集中培训。", "6月下旬"),
        ("2024年6月28日，组织党员开展集中培训。", "2024年6月28日"),
        ("2023年，支部工作成效明显。", "2023年"),
        ("二季度完成换届。", "二季度"),
        ("近五年没有信访积压。", "近五年"),
        ("组织党员到红岩革命纪念馆开展集中培训。", "红岩革命纪念馆"),
        ("与下坪村党支部结对。", "下坪村党支部"),
        ("支部书记王建国带头讲党课。", "王建国"),
        ("开展“碧海先锋”行动。", "“碧海先锋”"),
        ("修订《机关党支部值班规则》。", "《机关党支部值班规则》"),
        ("技术成果获公司一等奖。", "一等奖"),
        ("党小组活动实现全覆盖。", "全覆盖"),
        ("全年实现零投诉。", "零投诉"),
    ],
)
def test_what_they_do_not_say_is_not(grounder, text, value):
    assert [v.slot.value for v in grounder.check(text).violations] == [value]


def test_another_day_or_prize_contradicts_the_fact_that_has_one(grounder):
    grounding = grounder.check("6月18日，组织党员到临江市委党校开展集中培训。技术成果获公司一等奖。")
    assert [f for f, use in grounding.uses.items() if use.status == "contradicted"] == ["F1", "F6"]


def test_without_a_year_the_title_or_the_date_tells_it():
    titled = Grounder(parse_facts("标题: 2025年度工作总结\n事实:\n  - 讲党课2次\n"))
    dated = Grounder(parse_facts("日期: 2025-12-20\n事实:\n  - 讲党课2次\n"))
    for grounder in (titled, dated):
        assert grounder.check("2025年讲党课2次，2026年再接再厉。").violations == ()
        assert len(grounder.check("2024年讲党课2次。").violations) == 1
    assert dated.check("2025年12月20日").violations == ()


def test_a_quoted_value_is_named_with_its_own_marks(grounder):
    (value,) = grounder.check("开展“碧海先锋”行动。").violations
    assert value.reason == "“碧海先锋”在事实中没有依据"


def test_a_name_of_another_fact_in_place_of_its_own_is_swapped():
    facts = "事实:\n  - 党支部书记翁启帆讲党课3次\n  - 党员许棹云被评为县级优秀共产党员\n"
    (value,) = Grounder(parse_facts(facts)).check("党员翁启帆被评为县级优秀共产党员。").violations
    assert (value.status, value.facts, value.contradicts) == ("swapped", ("F1",), ("F2",))
    assert value.reason == "“翁启帆”在事实中属于“党支部书记翁启帆讲党课3次”（F1）；事实是“党员许棹云被评为县级优秀共产党员”（F2）"


OFTEN = """
单位: 临江港务有限公司机关党支部
年度: 2025
事实:
  - 每季度给党小组长上一次业务课
  - 发展党员2名
"""


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("每季度给党小组长上一次业务课。", True),
        ("按季给党小组长上一次业务课。", True),
        ("全年给党小组长上一次业务课。", False),
        ("每月给党小组长上一次业务课。", False),
    ],
)
def test_how_often_is_part_of_a_fact(text, used):
    assert Grounder(parse_facts(OFTEN)).check(text).uses["F1"].used is used


def test_how_often_needs_no_fact():
    assert not Grounder(parse_facts(OFTEN)).check("做到每月有特色、全年有亮点，发展党员2名。").violations
