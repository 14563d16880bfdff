"""facts check: what a facts file says twice or against itself."""

from assistant.facts.analyse import analyse
from assistant.facts.load import parse_facts


def findings(*facts, problems=(), plans=()):
    parts = [("事实", facts), ("存在问题", problems), ("下一步计划", plans)]
    text = "".join(f"{key}:\n" + "".join(f"  - {item}\n" for item in items) for key, items in parts if items)
    return [(f.kind, f.facts[0].id, f.facts[1].id) for f in analyse(parse_facts(text))]


def test_one_thing_with_two_numbers_is_a_contradiction():
    assert findings("现有党员42名，其中女党员9名", "支部共有党员43名") == [("contradiction", "F1", "F2")]


def test_the_message_names_both_lines_and_both_values():
    facts = parse_facts("单位: 甲公司党支部\n事实:\n  - 主题党日14次\n  - 开展主题党日活动15场\n")
    (found,) = analyse(facts)
    assert found.message == "第 3 行（F1）与第 4 行（F2）矛盾：前者“14次”，后者“15场”。“主题党日14次”；“开展主题党日活动15场”"


def test_the_same_number_of_the_same_thing_is_a_duplicate():
    assert findings("全年开展主题党日活动14次", "组织主题党日十四次") == [("duplicate", "F1", "F2")]


def test_facts_without_numbers_are_compared_by_their_words():
    assert findings("全年未发生违纪案件", problems=["理论学习的系统性还不够", "理论学习系统性不够"]) == [("duplicate", "P1", "P2")]


def test_a_plan_may_have_another_number_than_what_was_done():
    assert findings("开展主题党日14次", plans=["开展主题党日12次"]) == []


def test_the_same_words_on_other_dates_or_other_things_are_two_facts():
    assert findings("3月召开党员大会2次", "9月召开党员大会1次") == []
    assert findings("受理投诉14件，办结14件", "受理建议20件，办结19件") == []
    assert findings("培训费由3万元降到2万元") == []


def test_a_contradiction_is_said_before_a_duplicate_of_the_same_pair():
    assert findings("主题党日14次，专题党课4次", "主题党日14次，专题党课5次") == [("contradiction", "F1", "F2")]


def test_a_thousand_facts_are_compared_in_no_time():
    facts = [f"与第{n}小区联合开展环境整治行动{n}次，清运垃圾{n}吨" for n in range(1, 1001)]
    assert len(findings(*facts)) >= 0
