"""A number belongs to what it counts."""

import pytest

from assistant.facts.load import parse_facts
from assistant.grounding import Grounder
from assistant.grounding.reading import read


def near(text):
    return [(c.quantity.text, c.near) for c in read(text).counts]


def statuses(facts, text, **more):
    head = "".join(f"{key}: {value}\n" for key, value in more.items())
    body = "事实:\n" + "".join(f"  - {fact}\n" for fact in facts)
    return [(v.slot.value, v.status) for v in Grounder(parse_facts(head + body)).check(text).values]


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("开展主题党日活动14次", "主题党日"),
        ("14次主题党日", "主题党日"),
        ("结合重要节点，灵活采取多种方式开展主题党日14场", "主题党日"),
        ("召开支部委员会12次", "支委会"),
        ("足迹遍及13个村", "村"),
        ("组织党员讲授党课4次", "党课"),
    ],
)
def test_the_thing_is_named_without_its_frame(text, thing):
    assert thing in near(text)[0][1]


def test_numbers_in_a_row_have_things_of_their_own():
    assert near("召开党员大会4次、支委会12次") == [("4次", ("党员大会",)), ("12次", ("支委会",))]
    assert near("慰问2名患病职工和3名困难党员") == [("2名", ("走访慰问", "患病职工")), ("3名", ("困难党员",))]
    assert near("专题党课、主题党日分别开展4次、14次") == [("4次", ("专题党课",)), ("14次", ("主题党日",))]


def test_a_number_that_sums_up_does_not_go_on_with_the_thing_before_it():
    assert near("正式党员16名、预备党员1名，共17名")[-1] == ("17名", ())


@pytest.mark.parametrize("text", ["12次", "十二次", "１２次", "12 次"])
def test_all_written_forms_are_equal(text):
    assert statuses(["召开支委会12次"], f"全年召开支委会{text}。")[0][1] == "facts"


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        ("发放慰问金1.2万元", "发放慰问金12000元"),
        ("发放劳务费0.35亿元", "发放劳务费3500万元"),
        ("参学率8%", "参学率百分之八"),
        ("培养骨干2名", "培养骨干两名"),
        ("主题党日14次", "主题党日14场"),
        ("发展党员3名", "发展党员3人"),
        ("编印手册80份", "编印手册80册"),
        ("提前21天完工", "提前3周完工"),
        ("值守72小时", "值守3昼夜"),
        ("发展党员2至3名", "发展党员2—3名"),
        ("收到建议98条", "收到建议近百条"),
        ("收到建议近百条", "收到建议近百条"),
    ],
)
def test_the_same_amount_in_other_words_is_supported(fact, said):
    assert [status for _, status in statuses([fact], said)] == ["facts"]


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        ("收到建议近百条", "收到建议98条"),
        ("发展党员2至3名", "发展党员3名"),
        ("吸纳务工人员230余人", "吸纳务工人员230人"),
        ("集体学习24次", "集体学习24余次"),
        ("参加260人次", "参加260人"),
        ("培训24学时", "培训24次"),
        ("满意度得分提高1.2分", "满意度得分下降1.2分"),
        ("成本由2300万元降到2000万元", "成本由2000万元增长到2300万元"),
        ("参学率98.5%", "满意率98.5%"),
    ],
)
def test_another_amount_or_another_thing_is_not(fact, said):
    assert {status for _, status in statuses([fact], said)} <= {"nowhere", "swapped"}


def test_numbers_of_two_facts_that_changed_places_are_both_swapped():
    facts = ["主题党日14次", "专题党课4次"]
    assert statuses(facts, "主题党日4次，专题党课14次。") == [("4次", "swapped"), ("14次", "swapped")]


def test_what_is_planned_is_not_what_was_done():
    text = "年度: 2025\n事实:\n  - 完成产值3.2亿元\n下一步计划:\n  - 2026年计划完成产值4亿元\n"
    grounder = Grounder(parse_facts(text))
    assert [v.status for v in grounder.check("全年完成产值4亿元。").values] == ["swapped"]
    assert grounder.check("2026年，计划完成产值4亿元。").violations == ()


def test_the_title_and_names_of_the_report_support_what_they_say():
    given = {"标题": "第三党支部2025年工作总结", "年度": 2025}
    assert [status for _, status in statuses(["讲党课2次"], "第三党支部2025年工作情况如下。", **given)] == ["facts", "facts"]


def test_the_heading_above_tells_what_is_planned():
    facts = "年度: 2025\n事实:\n  - 办夜校十八期\n下一步计划:\n  - 夜校全年不少于二十期\n"
    grounder = Grounder(parse_facts(facts))
    text = "一、2025年工作总结\n办夜校18期。\n二、2026年工作计划\n夜校全年不少于20期。\n"
    assert grounder.check(text).sound
    swapped = text.replace("18期", "20期").replace("不少于20期", "18期")
    assert [v.slot.value for v in grounder.check(swapped).violations] == ["20期", "18期"]
