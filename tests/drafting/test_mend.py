import pytest

from assistant.drafting.mend import mend, without_runs
from assistant.facts.load import parse_facts
from assistant.grounding.ground import Grounder

FACTS = parse_facts("单位: 云栖支部\n年度: 2025\n事实:\n  - 3月完成支部换届，选举产生支委5名\n  - 发展党员2名\n  - 主题党日14次\n")


@pytest.fixture(scope="module")
def grounder():
    return Grounder(FACTS)


@pytest.mark.parametrize(
    "draft",
    [
        "",
        "大家很受教育。",
        "全年开展主题党日99次。",
        "支部发展党员3名，组织志愿服务88场次，赴红岩纪念馆参观。大家很受教育。",
        "支部联合临江市红十字会开展活动，全年获得荣誉7项。",
        "6月28日，支部组织观看《榜样9》，近百人次参加，到课率98%。",
        "3月完成支部换届，选举产生支委5名。发展党员2名。主题党日14次。",
    ],
)
def test_whatever_the_draft_no_unsupported_value_and_no_lost_fact_is_left(grounder, draft):
    mended = mend(draft, FACTS.facts, grounder)
    assert grounder.check(mended, facts=FACTS.facts).describe() == []


def test_an_invented_figure_becomes_a_gap_that_says_what_is_missing(grounder):
    mended = mend("组织志愿服务88场次，党员主动参加。" + "".join(f.text + "。" for f in FACTS.facts), FACTS.facts, grounder)
    assert "【待补：组织志愿服务数量】" in mended
    assert "88" not in mended


def test_a_fact_told_in_part_is_told_once_and_whole(grounder):
    mended = mend("支部建强班子。支部换届选举产生支委5名，班子更加有力。发展党员2名，主题党日14次。", FACTS.facts, grounder)
    assert mended.count("支委5名") == 1
    assert "3月完成支部换届" in mended


def test_a_contradicting_clause_gives_way_to_the_fact(grounder):
    mended = mend("全年发展党员3名，队伍更加壮大。主题党日14次。3月完成支部换届，选举产生支委5名。", FACTS.facts, grounder)
    assert "3名" not in mended
    assert "发展党员2名" in mended
    assert "待补" not in mended


def test_sentences_that_repeat_a_sample_at_length_are_taken_out():
    text = "支部认真学习。这一句是照抄范文的。发展党员2名。"
    assert without_runs(text, [(8, 14)], FACTS.facts) == "支部认真学习。发展党员2名。"
