"""facts new --from: last year's facts as this year's questions."""

import pytest

from assistant.errors import FactsError
from assistant.facts.load import parse_facts
from assistant.facts.rollover import rolled_over

OLD = """\
报告类型: 机关党支部工作报告
标题: 青禾局机关党支部2024年工作报告
单位: 青禾局机关党支部
简称: [机关党支部]
年度: 2024
日期: 2024-12-20
事实:
  - 支部成立于2009年，现有党员31名
  - 小节: 理论武装
    内容: 集中学习27次，比2023年增加3次
    来源: 学习台账
  - 书记石望舒讲党课4次
  - 7月1日举办“田野课堂”观摩，节约经费1.2万元
  - 支部被评为先进基层党组织
  - 培训____人次
存在问题:
  - 理论学习不够系统
下一步计划:
  - 2025年计划集中学习不少于30次
  - 力争新建读书角2处
  - 持续抓好书香机关建设
"""


@pytest.fixture
def text():
    return rolled_over(parse_facts(OLD))


@pytest.fixture
def new(text):
    return parse_facts(text)


def asked(facts, kind):
    return [q.text for q in facts.questions if q.kind == kind]


def test_the_frame_is_kept_and_the_year_moves_on(new):
    assert (new.report_type, new.org, new.short_names, new.year) == ("机关党支部工作报告", "青禾局机关党支部", ("机关党支部",), 2025)
    assert new.title == "青禾局机关党支部2025年工作报告"
    assert new.date is None


def test_nothing_of_last_year_is_a_fact(new):
    assert new.facts == ()


def test_numbers_and_dates_become_blanks_and_years_move_on(new):
    assert asked(new, "fact")[:4] == [
        "支部成立于2009年，现有党员____名",
        "集中学习____次，比2024年增加____次",
        "书记石望舒讲党课____次",
        "____月____日举办“____”观摩，节约经费____万元",
    ]


def test_section_source_and_open_questions_are_kept(new):
    assert (new.questions[1].section, new.questions[1].source) == ("理论武装", "学习台账")
    assert "培训____人次" in asked(new, "fact")


def test_the_old_wording_stands_above_as_a_comment(text):
    assert "  # 2024年：书记石望舒讲党课4次\n  - 书记石望舒讲党课____次\n" in text


def test_what_has_no_number_is_left_out_as_a_comment(text):
    assert "  # - 支部被评为先进基层党组织\n" in text
    assert "  # - 理论学习不够系统\n" in text


def test_plans_are_asked_for_again_and_so_is_what_came_of_them(new, text):
    assert asked(new, "plan")[:2] == ["2026年计划集中学习不少于____次", "力争新建读书角____处"]
    assert "新建读书角____处" in asked(new, "fact")
    assert "持续抓好书香机关建设，____" in asked(new, "fact")
    assert "  # 2024年的计划：力争新建读书角2处\n" in text


def test_what_came_of_a_plan_is_not_asked_twice(new):
    assert sum("集中学习" in q for q in asked(new, "fact")) == 1


def test_without_a_year_nobody_knows_what_next_year_is():
    with pytest.raises(FactsError, match="没有写年度"):
        rolled_over(parse_facts("事实:\n  - 讲党课4次\n"))
