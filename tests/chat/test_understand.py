import pytest

from assistant.chat.corrections import changes_for, merged
from assistant.chat.length import wanted_length
from assistant.chat.understand import correction, has_values, is_question, is_value_only, just_write, said, taken_back
from assistant.chat.wanted import headed, wanted_paragraph, wanted_section, wanted_step
from assistant.facts.load import parse_facts
from tests.chat.conftest import FACTS

KNOWN = parse_facts(FACTS).facts


@pytest.mark.parametrize(
    ("text", "facts", "instruction"),
    [
        ("全年讲党课4次，写得简短些", ("全年讲党课4次",), "写得简短些"),
        ("语气再正式一些", (), "语气再正式一些"),
        ("请突出党课", (), "请突出党课"),
        ("写到300字左右", (), "写到300字左右"),
        ("补充：慰问困难职工21人次", ("慰问困难职工21人次",), ""),
        ("再发展党员2名", ("再发展党员2名",), ""),
        ("1. 党员大会5次\n2. 支委会12次", ("党员大会5次", "支委会12次"), ""),
        ("加强党员教育，举办培训班3期", ("加强党员教育，举办培训班3期",), ""),
        ("邀请王建国同志授课；组织读书班2期", ("邀请王建国同志授课", "组织读书班2期"), ""),
        ("把党课放在前面", (), "把党课放在前面"),
        ("第二段写短一些", (), "第二段写短一些"),
        ("第一支部开展了联学共建", ("第一支部开展了联学共建",), ""),
        ("请突出第一支部的做法", (), "请突出第一支部的做法"),
        ("重点写第三季度的工作", (), "重点写第三季度的工作"),
        ("第三批", (), "第三批"),
        ("组织党员观看警示教育片", ("组织党员观看警示教育片",), ""),
        ("学习不够深入", ("学习不够深入",), ""),
        ("语言不够精炼", (), "语言不够精炼"),
        ("一是学习不够深入，二是作风不实", ("学习不够深入", "作风不实"), ""),
    ],
)
def test_plain_text_is_parted_into_facts_and_instructions(text, facts, instruction):
    told = said(text)
    assert (told.facts, told.instruction) == (facts, instruction)


@pytest.mark.parametrize(
    ("text", "kind", "facts"),
    [
        ("一是青年党员培养的办法不多，二是联系群众少", "problem", ("青年党员培养的办法不多", "联系群众少")),
        ("继续抓好理论学习；加强党员教育", "plan", ("继续抓好理论学习", "加强党员教育")),
        ("更有气势", "plan", ()),
        ("继续写", "plan", ()),
        ("语气再正式一些", "problem", ()),
        ("写短一些", "problem", ()),
    ],
)
def test_problems_and_plans_need_no_figure_to_be_facts(text, kind, facts):
    assert said(text, kind).facts == facts


@pytest.mark.parametrize("text", ["第三季度", "第三党支部", "2025年", "第三批"])
def test_a_mere_name_date_or_ordinal_is_no_fact(text):
    assert not has_values(text) and is_value_only(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [("先写组织生活这一节", "组织生活"), ("接着写下一步打算", "下一步打算"), ("写吧", ""), ("全年讲党课4次", ""), ("写短一些", "短一些")],
)
def test_a_line_may_name_a_section_to_write(text, name):
    assert wanted_section(text) == name


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("主题党日改为15次", {"F5": "开展主题党日15次"}),
        ("请把党课改成5次。", {"F3": "党支部书记明远舟讲党课5次"}),
        ("党课不是3次，是4次", {"F3": "党支部书记明远舟讲党课4次"}),
        ("明远舟应为明远洲", {"F3": "党支部书记明远洲讲党课3次"}),
        ("支委会改为13", {"F4": "召开党员大会4次、支委会13次"}),
        ("安全隐患的数量改为50处", {"F6": "排查整改安全隐患50处"}),
        ("语气改成更正式", {}),
        ("字数改为300字", {}),
        ("第二段改为两句话", {}),
    ],
)
def test_a_correction_finds_the_facts_it_means(text, changed):
    found = changes_for(correction(text), KNOWN)
    assert {c.fact.id: c.text for c in found if c.fact.kind == "fact"} == changed


def test_a_fact_told_again_with_another_figure_changes_only_that_figure():
    life = next(f for f in KNOWN if f.id == "F4")
    assert merged(life, "支委会14次") == "召开党员大会4次、支委会14次"


def test_questions_and_mere_beginnings_are_recognised():
    assert is_question("党课写了几次？") and is_question("写好了吗")
    assert not is_question("党课3次")
    assert just_write("写吧") and just_write("请开始起草。") and not just_write("写短一些")


def test_lengths_and_paragraphs_are_read_from_instructions():
    assert wanted_length("控制在250字以内") == 250
    assert wanted_paragraph("第二段写具体些", 3) == 1
    assert wanted_paragraph("最后一段不要", 3) == 2
    assert wanted_paragraph("第九段写具体些", 3) is None


@pytest.mark.parametrize(
    ("text", "step"),
    [("下一节", 1), ("好，写下一节吧。", 1), ("上一节", -1), ("回到上一节课讲的内容", 0), ("下一步发展党员2名", 0), ("继续下一部分", 1)],
)
def test_the_next_section_is_a_place_to_go_and_no_fact(text, step):
    assert wanted_step(text) == step


@pytest.mark.parametrize(
    ("text", "number"),
    [("删掉F3", "F3"), ("把 f2 删去", None), ("把f2删掉", "F2"), ("刚才那条不要了", ""), ("去掉第一条事实", "F1"), ("删掉上面那条", ""), ("删掉第二段", None), ("F3", None)],
)
def test_a_fact_is_taken_back_by_its_number_or_as_the_last_one(text, number):
    assert taken_back(text) == number


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("存在问题：学习不够深入；创新不够", ("存在问题", "学习不够深入；创新不够")),
        ("写不足：一是学习不够深入，二是创新不够", ("不足", "一是学习不够深入，二是创新不够")),
        ("主题党日：12次", ("", "")),
        ("语气正式一些", ("", "")),
    ],
)
def test_a_text_may_begin_with_the_section_it_is_for(text, parted):
    assert headed(text) == parted


def test_a_list_behind_a_colon_is_told_whole():
    assert said("不足有两点：一是学习不够深入，二是创新不够").facts == ("学习不够深入", "创新不够")


@pytest.mark.parametrize("text", ["你是谁", "多少字了？", "下一步写哪个", "怎么导出"])
def test_what_asks_is_a_question(text):
    assert is_question(text)


def test_how_a_fact_is_brought_in_is_no_part_of_it():
    assert said("再补充一条：8月15日慰问老人23名").facts == ("8月15日慰问老人23名",)
    assert said("问题部分写三条").instruction == "问题部分写三条"
