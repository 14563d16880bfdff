"""Grounding: one verdict for each value and each fact."""

import pytest

from assistant.facts.load import parse_facts
from assistant.grounding import Grounder

FACTS = """
单位: 临江港务有限公司机关党支部
年度: 2025
事实:
  - 全年组织集体学习24次，专题研讨6次
  - 开展主题党日活动14次
  - 书记讲专题党课4次
  - 帮扶资金1.2万元
  - 组织生活会应到党员50名，实到48名
存在问题:
  - 理论学习的系统性还不够
下一步计划:
  - 2026年计划发展党员3名
"""


@pytest.fixture(scope="module")
def grounder():
    return Grounder(parse_facts(FACTS))


def statuses(grounding):
    return [(v.slot.value, v.status) for v in grounding.values]


def test_a_fact_in_other_words_and_numerals_is_used(grounder):
    grounding = grounder.check("坚持学以致用，开展集体学习二十四次、专题研讨六次，主题党日14场，帮扶资金12000元。")
    assert grounding.violations == ()
    assert [f for f, use in grounding.uses.items() if use.used] == ["F1", "F2", "F4"]


def test_a_number_on_another_thing_is_swapped_and_says_what_it_is(grounder):
    (value,) = grounder.check("开展专题党课14次。").violations
    assert (value.status, value.facts, value.contradicts) == ("swapped", ("F2",), ("F3",))
    assert "“14次”在事实中是“主题党日14次”（F2），不是“专题党课”" in value.reason


def test_a_rate_that_follows_shows_its_derivation(grounder):
    grounding = grounder.check("组织生活会应到50名、实到48名，到会率96%。")
    assert statuses(grounding)[-1] == ("96%", "derived")
    assert grounding.values[-1].derivation == "48÷50=96%（F5）"


def test_a_lost_fact_is_named_with_what_is_lacking(grounder):
    grounding = grounder.check("全年组织集体学习24次。", facts=grounder.facts.facts[:1])
    assert grounding.uses["F1"].status == "missing"
    assert grounding.uses["F1"].lacking == ("6次",)
    assert grounding.describe() == ["漏写：全年组织集体学习24次，专题研讨6次，缺“6次”"]


def test_a_sentence_knows_its_facts_and_its_violations(grounder):
    first, second = grounder.check("开展主题党日14次。慰问党员20人次。").sentences
    assert (first.facts, first.violations) == (("F2",), ())
    assert [v.slot.value for v in second.violations] == ["20人次"]


def test_the_plan_year_needs_no_fact_and_other_years_do(grounder):
    assert statuses(grounder.check("2026年，支部将再接再厉。")) == [("2026年", "facts")]
    assert statuses(grounder.check("2023年，支部成效明显。")) == [("2023年", "nowhere")]


def test_general_sentences_hold_no_values(grounder):
    text = "一年来，支部深入学习党的二十大精神，严格落实“三会一课”制度，多次研究党建工作，形成一批成果。"
    assert grounder.check(text).values == ()


def test_a_title_of_summary_and_plan_makes_nothing_after_it_a_plan():
    facts = parse_facts("单位: 某站党支部\n年度: 2025\n事实:\n  - 现有党员19名，设2个党小组\n存在问题:\n  - 党小组分散在两个工区\n")
    titled = "2025年工作总结及2026年工作计划\n支部现有党员19名，设2个党小组。\n"
    assert Grounder(facts).check(titled).uses["F1"].used
