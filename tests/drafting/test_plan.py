import pytest

from assistant.drafting.numbering import headings, item
from assistant.drafting.outline import all_outlines, find_outline, read_outline
from assistant.drafting.plan import make_plan
from assistant.errors import FactsError, InputError
from assistant.facts.load import parse_facts


def titles(plan):
    return [s.heading for s in plan.sections if s.heading]


def holder(plan, fact):
    return next(s.title or s.kind for s in plan.sections if fact in [f.id for f in s.facts])


def test_every_shipped_outline_reads_and_has_all_kinds():
    outlines = all_outlines()
    assert len(outlines) >= 5
    for outline in outlines:
        assert {s.kind for s in outline.leaves()} == {"intro", "done", "problem", "plan", "closing"}
        assert 2500 <= sum(s.length for s in outline.leaves()) <= 4500


def test_an_outline_is_found_by_name_alias_and_a_near_name():
    assert find_outline("国企党支部工作总结").name == "国企党支部工作总结"
    assert find_outline("述职报告").voice == "first"
    assert find_outline("述职").name == "党支部书记述职报告"
    assert find_outline("机关党支部年度工作报告").name == "机关党支部工作报告"
    with pytest.raises(InputError, match="没有名为") as caught:
        find_outline("会议纪要")
    assert "国企党支部工作总结" in caught.value.hint


def test_an_outline_of_the_project_wins_and_its_mistakes_are_named(own_world):
    (own_world / "assistant.toml").write_text("", encoding="utf-8")
    folder = own_world / "prompts" / "outlines"
    folder.mkdir(parents=True)
    (folder / "国企党支部工作总结.yaml").write_text("sections: [{title: 唯一一节}]", encoding="utf-8")
    assert [s.title for s in find_outline("国企党支部工作总结").leaves()] == ["唯一一节"]
    for text, said in (
        ("sections: [{titel: x}]", "titel"),
        ("sections: []", "sections"),
        ("sections: [{kind: x}]", "“x”"),
        ("a: [", "无法读取"),
    ):
        broken = own_world / "x.yaml"
        broken.write_text(text, encoding="utf-8")
        with pytest.raises(InputError, match=said):
            read_outline(broken)


def test_facts_go_where_they_belong(facts):
    plan = make_plan(facts)
    assert holder(plan, "F1") == "intro"
    assert holder(plan, "F2") == holder(plan, "F3") == "强化理论武装，筑牢思想根基"
    assert holder(plan, "F4") == holder(plan, "F5") == "严格组织生活，建强战斗堡垒"
    assert holder(plan, "F7") == "推动深度融合，服务生产经营"
    assert holder(plan, "P1") == "存在的主要问题"
    assert holder(plan, "N2") == "下一步工作计划"
    assert titles(plan)[:2] == ["一、主要工作情况", "（一）强化理论武装，筑牢思想根基"]
    assert titles(plan)[-2:] == ["二、存在的主要问题", "三、下一步工作计划"]


def test_a_declared_section_wins_and_an_unknown_one_is_made():
    plan = make_plan(
        parse_facts(
            "报告类型: 国企党支部工作总结\n年度: 2025\n事实:\n"
            "  - {小节: 严格组织生活, 内容: 全年集中学习23次}\n"
            "  - {小节: 疏浚绿化专项, 内容: 种树300棵}\n"
            "  - 甲乙丙丁戊己庚辛\n"
        )
    )
    assert holder(plan, "F1") == "严格组织生活，建强战斗堡垒"
    assert holder(plan, "F2") == "疏浚绿化专项"
    assert holder(plan, "F3") == "统筹推进其他各项工作"
    assert titles(plan)[7:9] == ["（七）疏浚绿化专项", "（八）统筹推进其他各项工作"]


def test_what_samples_say_of_a_thing_decides_where_no_word_does():
    text = "报告类型: 国企党支部工作总结\n年度: 2025\n事实:\n  - 甲乙丙丁戊己庚辛\n"
    plan = make_plan(parse_facts(text), lambda fact: ["从严正风肃纪 廉洁 纪律 监督"])
    assert holder(plan, "F1") == "从严正风肃纪，涵养清廉生态"


def test_own_sections_replace_the_outline_and_nothing_is_dropped():
    plan = make_plan(
        parse_facts(
            "年度: 2025\n小节:\n  - {标题: 强化理论武装, 字数: 500}\n  - 组织生活\n事实:\n  - 理论学习24次\n  - 组织生活会1次\n"
            "存在问题:\n  - 骨干不足\n下一步计划:\n  - 发展党员3名\n"
        )
    )
    assert titles(plan) == ["一、强化理论武装", "二、组织生活", "三、存在的主要问题", "四、下一步工作计划"]
    assert plan.sections[0].kind == "intro"
    assert plan.sections[-1].kind == "closing"
    assert plan.sections[1].length == 500
    assert {f.id for s in plan.sections for f in s.facts} == {"F1", "F2", "P1", "N1"}


def test_a_file_without_type_or_sections_is_told_what_to_add():
    with pytest.raises(FactsError, match="没有写报告类型") as caught:
        make_plan(parse_facts("年度: 2025\n事实: [甲]\n"))
    assert "outline list" in caught.value.hint


def test_the_year_fills_the_titles_and_may_be_missing():
    assert make_plan(parse_facts("报告类型: 国企党支部工作总结\n年度: 2025\n")).title == "2025年度党支部工作总结"
    plan = make_plan(parse_facts("报告类型: 项目党支部总结与计划\n"))
    assert plan.title == "党支部工作总结及工作计划"
    two = make_plan(parse_facts("报告类型: 项目党支部总结与计划\n年度: 2025\n"))
    assert [t for t in titles(two) if "部分" in t] == ["第一部分　2025年工作总结", "第二部分　2026年工作计划"]


def test_numbers_of_headings():
    assert [item(n) for n in (1, 10, 11, 20, 35)] == ["一是", "十是", "十一是", "二十是", "三十五是"]
    entries = [(1, "甲"), (2, "乙"), (2, "丙"), (0, ""), (1, "丁"), (2, "戊"), (3, "己")]
    assert headings(entries, ["chinese", "parenthesis", "arabic"]) == ["一、甲", "（一）乙", "（二）丙", "", "二、丁", "（一）戊", "1.己"]


def test_a_unit_that_is_no_party_branch_is_called_by_its_own_name():
    own = "单位: 松湾小学教务处\n{}年度: 2025\n小节:\n  - 教学管理\n事实:\n  - 听课326节\n"
    assert make_plan(parse_facts(own.format("简称: [教务处]\n"))).self_name == "教务处"
    assert make_plan(parse_facts(own.format(""))).self_name == "本单位"
    assert make_plan(parse_facts(own.format("").replace("教务处", "党支部"))).self_name == "支部"


def test_sections_of_an_own_structure_attract_what_such_sections_of_the_outlines_attract():
    own = "单位: 松湾小学党支部\n年度: 2025\n小节:\n  - 强化理论武装\n  - 从严正风肃纪\n事实:\n  - 警示教育3次\n  - 读书班2期\n"
    plan = make_plan(parse_facts(own))
    assert (holder(plan, "F1"), holder(plan, "F2")) == ("从严正风肃纪", "强化理论武装")


OWN = """
单位: 松湾小学教务处
年度: 2025
小节: [规范教学常规, 深化课程改革, 解决师生急难问题, 存在的问题, 明年工作打算]
事实:
  - 全年听课326节
  - 开设校本课程18门
  - 选课覆盖率100%
存在问题:
  - 作业设计分层不够
下一步计划:
  - 青年教师全员参加赛课
"""


def test_an_own_structure_keeps_to_its_sections_whose_titles_say_what_they_are_for():
    plan = make_plan(parse_facts(OWN))
    assert [s.kind for s in plan.sections] == ["intro", "done", "done", "done", "problem", "plan", "closing"]
    carried = {s.title: [f.id for f in s.facts] for s in plan.sections if s.facts}
    assert carried == {"规范教学常规": ["F1"], "深化课程改革": ["F2", "F3"], "存在的问题": ["P1"], "明年工作打算": ["N1"]}
    assert "第一人称" not in plan.sections[0].guidance
