"""What can be asked for after a draft."""

from dataclasses import replace

from assistant.drafting.generate import Draft
from assistant.drafting.missing import missing
from assistant.drafting.parts import Part
from assistant.drafting.plan import make_plan
from assistant.drafting.prompts import Task
from assistant.drafting.write import Written
from assistant.engines.base import Usage
from assistant.facts.load import parse_facts
from assistant.grounding.model import Grounding

FACTS = "小节: [强化理论武装, {标题: 下一步计划, 类型: 计划}]\n事实:\n  - 讲党课____次\n下一步计划:\n  - 计划____\n"


def drafted(*texts):
    """A draft of two sections, opening and closing with these texts for the two."""
    facts = parse_facts(FACTS)
    plan = make_plan(facts)
    places = [i for i, s in enumerate(plan.sections) if s.level]
    paragraphs = [()] * len(plan.sections)
    for place, text in zip(places, texts, strict=False):
        paragraphs[place] = (Written(Part(place, (), (), Task("", "", (), 100)), text, "mended", 1, Usage()),)
    return Draft(plan, facts, "scripted:", tuple(paragraphs), Grounding((), {}, ()), 0.0)


def test_questions_of_the_file_come_first_in_its_order():
    found = missing(drafted())
    assert [(m.question, m.where, m.kind) for m in found] == [("讲党课____次", "第 3 行", "fact"), ("计划____", "第 5 行", "plan")]
    assert found[0].answered("4").new == "讲党课4次"
    assert found[0].answered("4").old == "讲党课____次"


def test_a_gap_is_asked_for_with_the_clause_it_stands_in():
    gap = missing(drafted("支部重视学习，全年组织培训【待补：组织培训数量】，成效明显。"))[-1]
    assert (gap.question, gap.where, gap.hint) == ("全年组织培训____", "一、强化理论武装", "【待补：组织培训数量】")
    change = gap.answered("3次")
    assert (change.old, change.new, change.section, change.kind) == (None, "全年组织培训3次", "强化理论武装", "fact")


def test_of_a_row_of_things_only_the_missing_one_is_asked_for():
    gap = missing(drafted("其中培训3次、测试【待补：测试数量】、【待补：日期】组织宣讲。"))[-1]
    assert gap.question == "培训3次、测试____、____组织宣讲"


def test_two_gaps_side_by_side_are_two_questions():
    found = missing(drafted("测试【待补：测试数量】、宣讲【待补：宣讲数量】。"))[-2:]
    assert [(m.question, m.hint) for m in found] == [("测试____", "【待补：测试数量】"), ("宣讲____", "【待补：宣讲数量】")]


def test_a_gap_of_the_plans_becomes_a_plan():
    gap = missing(drafted("", "一是【待补：日期】完成整改。"))[-1]
    assert (gap.question, gap.kind, gap.section) == ("____完成整改", "plan", "下一步计划")


def test_the_same_gap_is_asked_for_once():
    draft = drafted("培训【待补：培训数量】。")
    twice = replace(draft, paragraphs=tuple(ws * 2 for ws in draft.paragraphs))
    assert len(missing(twice)) == len(missing(draft))
