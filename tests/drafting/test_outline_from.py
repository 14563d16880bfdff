"""outline from: a type of report out of a report the user has."""

from dataclasses import replace

import pytest

from assistant.documents.read import read_bytes
from assistant.drafting.outline import Outline, OutlineSection, read_outline
from assistant.drafting.outline_from import outline_from
from assistant.drafting.outline_text import outline_text
from assistant.drafting.plan import make_plan
from assistant.errors import InputError
from assistant.facts.load import parse_facts

STUDY = "支部把学习摆在首位，坚持学在经常、用在日常。全年组织集中学习27次、专题研讨5次，举办读书班2期。书记石望舒讲党课4次，党员撰写心得体会31篇，学习的系统性明显增强。"
LIFE = "全年召开党员大会4次、支委会13次、党小组会36次。开展“河畔初心”主题党日11次，组织生活会查摆问题12条，全部整改到位。民主评议党员31名，组织生活质量不断提升。"
PAPERWORK = "全年研究意识形态工作4次，向上级报送信息稿件26篇，建成读书角2处，职工反响良好。"

REPORT = f"""柳岸局机关党支部2023年度工作报告

局机关党委：

2023年，支部在局党委领导下，较好完成了各项任务。现将2023年度工作情况报告如下。

一、2023年主要工作
（一）深化理论武装
{STUDY}
（二）严肃组织生活
{LIFE}{LIFE}
二、其他工作
{PAPERWORK}
三、存在的问题
一是理论学习的深度不够，学用结合还不紧密。二是主题党日形式不够丰富。
四、2024年工作打算
（一）抓学习。全年集中学习不少于24次。
（二）抓队伍。计划发展党员2名。
新的一年，支部将以更加饱满的热情投入工作，为柳岸局高质量发展作出新的贡献。

柳岸局机关党支部
2023年12月20日
"""


def derived(text):
    return outline_from(read_bytes(text.encode(), "报告.txt"))


@pytest.fixture
def outline():
    return derived(REPORT)


def test_the_headings_become_sections_without_their_numbers(outline):
    intro, work, other, problems, plans, closing = outline.sections
    assert [s.kind for s in outline.sections] == ["intro", "done", "done", "problem", "plan", "closing"]
    assert work.title == "{{ year }}年主要工作"
    assert [s.title for s in work.sections] == ["深化理论武装", "严肃组织生活"]
    assert (other.title, problems.title, plans.title) == ("其他工作", "存在的问题", "{{ year + 1 }}年工作打算")
    assert (intro.title, closing.title) == ("", "")


def test_lengths_come_from_the_text(outline):
    study, life = outline.sections[1].sections
    assert study.length == pytest.approx(len(STUDY), abs=10)
    assert life.length == pytest.approx(2 * len(LIFE), abs=10)


def test_what_is_short_of_pieces_is_written_as_one(outline):
    assert outline.sections[4].sections == ()
    assert outline.sections[4].form == "items"


def test_words_of_a_section_attract_its_facts(outline):
    study, life = outline.sections[1].sections
    assert {"学习", "研讨", "党课"} <= set(study.words)
    assert {"党员大会", "主题党日", "支委会"} <= set(life.words)
    assert not set(study.words) & set(life.words)


def test_title_and_leading_sentence_are_without_unit_and_year(outline):
    assert outline.title == "{{ year }}年度工作报告"
    assert outline.name == "工作报告"
    assert outline.closing_sentence == "现将{{ year }}年度工作情况报告如下。"


def test_no_name_of_the_report_is_in_the_outline(outline):
    text = outline_text(outline, "")
    assert not [name for name in ("柳岸", "石望舒", "河畔初心", "2023", "2024") if name in text]


def test_numbering_is_that_of_the_report():
    parts = (
        REPORT.replace("一、2023", "第一部分　2023")
        .replace("二、其他", "第二部分　其他")
        .replace("三、存", "第三部分　存")
        .replace("四、2024", "第四部分　2024")
    )
    assert derived(parts).numbering[:2] == ("part", "parenthesis")


def test_a_report_that_says_i_is_in_the_first_person():
    outline = derived(REPORT.replace("支部把", "我把").replace("书记石望舒", "我").replace("全年研究", "我全年研究"))
    assert (outline.voice, outline.self_name) == ("first", "我")


def test_it_reads_back_as_it_was_and_makes_a_plan(outline, own_world):
    path = own_world / "prompts" / "outlines" / "我们的报告.yaml"
    path.parent.mkdir(parents=True)
    (own_world / "assistant.toml").touch()
    path.write_text(outline_text(replace(outline, name="我们的报告"), "说明"), encoding="utf-8")
    assert replace(read_outline(path), path=None) == replace(outline, name="我们的报告")
    plan = make_plan(parse_facts("报告类型: 我们的报告\n年度: 2025\n事实:\n  - 集体学习24次\n  - 召开党员大会4次\n"))
    placed = {s.heading: [f.text for f in s.facts] for s in plan.sections if s.facts}
    assert placed == {"（一）深化理论武装": ["集体学习24次"], "（二）严肃组织生活": ["召开党员大会4次"]}
    assert plan.sections[1].heading == "一、2025年主要工作"


def test_any_outline_reads_back_as_it_was(own_world):
    odd = OutlineSection("题: “目” # 1", "plan", 80, "- 写: 法", ("词", "3"), "items")
    outline = Outline("名: 字", "{{ year }}年", (OutlineSection("上", sections=(odd, odd)),), ("别名",), ("局",), "first", "我", "句。", ("none",))
    path = own_world / "x.yaml"
    path.write_text(outline_text(outline, "一\n二"), encoding="utf-8")
    assert replace(read_outline(path), path=None) == outline


def test_a_text_without_headings_has_no_outline():
    with pytest.raises(InputError, match="看不出结构"):
        derived("全年工作总结\n\n全年工作很好。\n")
