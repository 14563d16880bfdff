"""What became of each fact: used, twice, contradicted, missing."""

import pytest

from assistant.facts.load import parse_facts
from assistant.grounding import Grounder

FACTS = """
年度: 2025
事实:
  - 志愿服务活动16场，参加260人次
  - 现有党员42名，其中女党员9名
  - 注重岗位练兵，以老带新
  - 开展主题党日14次
存在问题:
  - 理论学习的系统性还不够
  - 外采记者多，组织生活考勤难
下一步计划:
  - 2026年计划发展党员3名
  - 建立外采记者线上组织生活报备办法
"""


@pytest.fixture(scope="module")
def grounder():
    return Grounder(parse_facts(FACTS))


def status(grounder, text, fact):
    return grounder.check(text).uses[fact].status


def test_a_fact_may_be_told_in_two_neighbouring_sentences(grounder):
    text = "支部大力推进志愿服务活动，全年达16场。党员踊跃参加，累计260人次。"
    use = grounder.check(text).uses["F1"]
    assert (use.status, use.places) == ("used", ((0, len(text)),))


def test_the_numbers_alone_do_not_tell_a_fact(grounder):
    assert status(grounder, "支部开展活动14次。", "F4") == "missing"


def test_a_fact_told_in_part_is_missing_with_what_it_lacks(grounder):
    use = grounder.check("支部现有党员42名，队伍结构不断优化。").uses["F2"]
    assert (use.status, use.lacking, use.reason) == ("missing", ("9名",), "漏写：现有党员42名，其中女党员9名，缺“9名”")


def test_a_fact_told_in_two_distant_places_is_used_twice(grounder):
    text = "全年开展主题党日14次。\n学习氛围日益浓厚。\n队伍建设不断加强。\n落实组织生活制度，开展主题党日14场。"
    use = grounder.check(text).uses["F4"]
    assert (use.status, len(use.places), use.used) == ("twice", 2, True)


def test_another_value_of_the_same_thing_contradicts_and_says_where(grounder):
    text = "队伍稳定。支部现有党员43名，其中女党员9名。"
    use = grounder.check(text).uses["F2"]
    assert (use.status, use.places) == ("contradicted", ((5, len(text)),))
    assert use.reason == "与事实 F2“现有党员42名，其中女党员9名”不一致：文中写作“43名”"


def test_facts_without_values_are_known_by_their_words(grounder):
    assert status(grounder, "支部注重岗位练兵，坚持以老带新，青年职工成长迅速。", "F3") == "used"
    assert status(grounder, "一是理论学习系统性不强，计划性有待加强。", "P1") == "used"
    assert status(grounder, "一是工作创新意识不强，品牌建设还有差距。", "P1") == "missing"


def test_a_plan_about_a_problem_does_not_tell_the_problem(grounder):
    uses = grounder.check("建立外采记者线上组织生活报备办法。").uses
    assert (uses["N2"].status, uses["P2"].status) == ("used", "missing")


def test_the_year_of_a_plan_goes_without_saying(grounder):
    assert status(grounder, "明年计划发展党员3名。", "N1") == "used"


def test_only_the_facts_asked_for_are_judged(grounder):
    facts = grounder.facts.facts[:1]
    grounding = grounder.check("开展主题党日14次。", facts=facts)
    assert list(grounding.uses) == ["F1"]
    assert grounding.violations == ()


def test_a_text_that_says_all_is_sound(grounder):
    assert grounder.check("\n".join(f.text + "。" for f in grounder.facts.facts)).sound


def test_what_is_wrong_is_described_once_in_the_order_of_the_text(grounder):
    lines = grounder.check("开展主题党日15次，主题党日15次。", facts=grounder.facts.facts[3:4]).describe()
    assert lines == [
        "“15次”在事实中没有依据，事实是“主题党日14次”（F4）",
        "与事实 F4“开展主题党日14次”不一致：文中写作“15次”",
    ]


def one_fact(fact, text):
    return Grounder(parse_facts(f"事实:\n  - {fact}\n")).check(text).uses["F1"]


def test_a_number_that_a_fact_has_twice_must_be_told_twice():
    fact = "党员大会4次，支委会12次，主题党日12次"
    assert one_fact(fact, "召开党员大会4次、支委会12次，组织生活规范。").lacking == ("12次",)
    assert one_fact(fact, "召开党员大会4次、支委会12次，开展主题党日12次。").used


def test_an_approximation_is_true_but_does_not_tell_an_exact_fact():
    use = one_fact("征求意见建议98条", "征求意见建议近百条。")
    assert (use.status, use.lacking) == ("missing", ("98条",))


def test_all_of_a_number_tells_the_second_of_two_equal_ones():
    assert one_fact("受理举报线索14件，办结14件", "受理举报线索14件，全部办结。").used


def test_a_month_alone_does_not_tell_a_day():
    assert one_fact("6月28日开展集中培训", "6月，开展集中培训。").lacking == ("6月28日",)
