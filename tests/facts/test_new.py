"""facts new: what the samples tell with their own values, asked of the user."""

import re

import pytest

from assistant.drafting.outline import all_outlines, find_outline
from assistant.drafting.plan import make_plan
from assistant.facts.load import BLANK, parse_facts
from assistant.facts.new import new_facts, subject

TYPE = "机关党支部工作报告"


@pytest.fixture
def text(library):
    return new_facts(find_outline(TYPE), library, 2025)


@pytest.fixture
def sections(text):
    """The questions of the facts list by the comment they stand under."""
    found = {}
    for line in text[text.index("\n事实:") : text.index("\n存在问题:")].splitlines():
        if line.startswith("  # "):
            found[line.removeprefix("  # ").partition("：")[0]] = questions = []
        elif match := re.match(r"  - (?!小节)(.+)|    内容: (.+)", line):
            questions.append(match[1] or match[2])
    return found


def test_the_new_file_reads_at_once_and_holds_questions_only(text):
    facts = parse_facts(text)
    assert (facts.report_type, facts.year, facts.facts) == (TYPE, 2025, ())
    assert all(BLANK.search(q.text) for q in facts.questions)
    assert {q.kind for q in facts.questions} == {"fact", "problem", "plan"}


def test_questions_stand_under_the_section_they_belong_to(sections):
    assert sections["坚持政治引领，深化理论武装"][:2] == ["全年组织集中学习____次、专题研讨____次", "支部书记讲党课____次"]
    assert sections["严肃组织生活，提升支部功能"][:2] == ["全年召开党员大会____次、支委会____次、党小组会____次", "开展主题党日____次"]
    assert "支部现有党员____名" in sections["开头"]


def test_what_most_samples_tell_is_asked_first(sections):
    questions = sections["压实主体责任，推进正风肃纪"]
    assert questions[0].endswith("签订廉洁承诺书____份")
    assert questions.index("观看警示教育片____部") < questions.index("开展廉政谈话____人次")


def test_the_same_thing_is_asked_once(text):
    questions = [q.text for q in parse_facts(text).questions if q.kind == "fact"]
    for thing in ("集中学习", "党员大会", "主题党日", "廉洁承诺书", "警示教育片", "现有党员"):
        assert sum(thing in q for q in questions) == 1, thing


def test_nothing_of_a_sample_is_in_the_questions(text, library):
    body = text[text.index("\n事实:") :]
    assert not [w for w in ("柳岸", "松亭", "石望舒", "沈照野", "云陂", "河畔", "晨读", "模板") if w in body]
    assert not re.findall(r"\d", body)
    assert not library.leaks().find(body.replace("____", "，"), weak=True)


def test_problems_and_plans_are_asked_for_too(text):
    facts = parse_facts(text)
    assert "在政治引领方面，____" in [q.text for q in facts.questions if q.kind == "problem"]
    plans = [q.text for q in facts.questions if q.kind == "plan"]
    assert plans[:2] == ["计划发展党员____名", "全年集中学习不少于____次"]


def test_a_filled_question_goes_to_the_section_it_stood_under(text):
    sections = {}
    current = ""
    for line in text.splitlines():
        if line.startswith("  # "):
            current = line.removeprefix("  # ").partition("：")[0]
        elif match := re.match(r"  - (?!小节)(.+)|    内容: (.+)", line):
            sections[BLANK.sub("7", match[1] or match[2])] = current
    plan = make_plan(parse_facts(BLANK.sub("7", text)))
    placed = {f.text: s.title or "开头" for s in plan.sections for f in s.facts if f.kind == "fact"}
    assert placed == {t: sections[t] for t in placed}


@pytest.mark.parametrize("name", [o.name for o in all_outlines()])
def test_every_type_gets_a_file_even_from_samples_of_another(library, name):
    facts = parse_facts(new_facts(find_outline(name), library, 2025))
    assert len(facts.questions) > 10


def test_the_subject_of_a_section_is_its_title_without_verb_and_second_half():
    assert subject("强化理论武装，筑牢思想根基") == "理论武装"
    assert subject("队伍建设") == "队伍建设"
