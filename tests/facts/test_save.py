import json
from dataclasses import replace

import pytest

from assistant.errors import FactsError, InputError
from assistant.facts.load import load_facts
from assistant.facts.save import FactChange, changed, save_changes, write_facts

TEXT = """# 清单说明
报告类型: 国企党支部工作总结   # 种类
年度: 2025
日期: 2025-12-18
事实:
  # 学习
  - 集体学习22次  # 台账第3页
  - "讲党课: 3次"
  - 小节: 组织生活
    内容: 党员大会4次
    来源: 会议记录

# 不足，一条一个
存在问题:
  - 学习形式不够丰富
# 结尾的话
"""


@pytest.fixture
def path(own_world):
    path = own_world / "facts.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def texts(path):
    return [f.text for f in load_facts(path).facts]


def test_lines_about_the_report_are_changed_added_and_taken_back(path):
    org, year = FactChange("org", None, "临江县财政局党支部"), FactChange("year", "2025", "2026")
    assert (changed(load_facts(path), [org, year]).org, changed(load_facts(path), [org, year]).year) == ("临江县财政局党支部", 2026)
    save_changes(path, [org, year])
    text = path.read_text(encoding="utf-8")
    assert "单位: 临江县财政局党支部\n" in text and "年度: 2026\n" in text and text.startswith("# 清单说明\n")
    save_changes(path, [year.inverse, org.inverse])
    assert path.read_text(encoding="utf-8") == TEXT


def test_lines_about_the_report_go_into_json_too(own_world):
    path = own_world / "facts.json"
    path.write_text('{"报告类型": "国企党支部工作总结", "事实": ["集体学习22次"]}', encoding="utf-8")
    save_changes(path, [FactChange("org", None, "临江县财政局党支部"), FactChange("year", None, "2026")])
    assert json.loads(path.read_text(encoding="utf-8")) | {"单位": "临江县财政局党支部", "年度": 2026} == json.loads(
        path.read_text(encoding="utf-8")
    )
    assert load_facts(path).year == 2026


def test_a_correction_changes_one_line_and_keeps_every_other_byte(path):
    save_changes(path, [FactChange("fact", "党员大会4次", "党员大会5次")])
    assert path.read_text(encoding="utf-8") == TEXT.replace("党员大会4次", "党员大会5次")


def test_quotes_stay_where_the_text_needs_them(path):
    save_changes(path, [FactChange("fact", "讲党课: 3次", "讲党课: 4次")])
    assert path.read_text(encoding="utf-8") == TEXT.replace("讲党课: 3次", "讲党课: 4次")


def test_a_new_fact_stands_behind_the_last_one_and_before_the_comment_of_the_next_list(path):
    save_changes(path, [FactChange("fact", None, "主题党日11次", "组织生活")])
    new = "    来源: 会议记录\n  - 小节: 组织生活\n    内容: 主题党日11次\n\n# 不足，一条一个\n"
    assert path.read_text(encoding="utf-8") == TEXT.replace("    来源: 会议记录\n\n# 不足，一条一个\n", new)


def test_a_list_that_is_not_there_yet_is_begun(path):
    save_changes(path, [FactChange("plan", None, "发展党员2名")])
    assert [f.id for f in load_facts(path).of("plan")] == ["N1"]
    assert "# 结尾的话" in path.read_text(encoding="utf-8")


def test_changes_taken_back_give_the_old_file(path):
    changes = [
        FactChange("fact", "集体学习22次", "集体学习23次"),
        FactChange("fact", None, "主题党日11次"),
        FactChange("problem", None, "制度不够健全"),
    ]
    save_changes(path, changes)
    save_changes(path, [c.inverse for c in reversed(changes)])
    assert path.read_text(encoding="utf-8") == TEXT


def test_a_fact_taken_back_leaves_the_comments(path):
    save_changes(path, [FactChange("fact", "党员大会4次", None), FactChange("fact", "集体学习22次", None)])
    assert texts(path) == ["讲党课: 3次", "学习形式不够丰富"]
    assert "# 不足，一条一个" in path.read_text(encoding="utf-8")


def test_json_stays_json(own_world):
    path = own_world / "facts.json"
    path.write_text(json.dumps({"type": "x", "facts": ["集体学习22次"]}), encoding="utf-8")
    save_changes(path, [FactChange("fact", "集体学习22次", "集体学习23次"), FactChange("problem", None, "不足")])
    assert json.loads(path.read_text(encoding="utf-8")) == {"type": "x", "facts": ["集体学习23次"], "存在问题": ["不足"]}


def test_a_ledger_is_not_written_to(own_world):
    from openpyxl import Workbook

    path = own_world / "台账.xlsx"
    book = Workbook()
    book.active.append(["内容"])
    book.active.append(["集体学习22次"])
    book.save(path)
    with pytest.raises(FactsError, match="不能写回"):
        save_changes(path, [FactChange("fact", None, "新")])


def test_memory_and_file_agree(path):
    changes = [
        FactChange("fact", "集体学习22次", "集体学习23次"),
        FactChange("fact", None, "主题党日11次", "组织生活"),
        FactChange("problem", "学习形式不够丰富", None),
    ]
    now = changed(load_facts(path), changes)
    save_changes(path, changes)
    assert [(f.kind, f.text, f.section) for f in now.facts] == [(f.kind, f.text, f.section) for f in load_facts(path).facts]


def test_an_answered_question_becomes_a_fact(path):
    path.write_text(TEXT.replace("集体学习22次", "集体学习____次"), encoding="utf-8")
    answer = FactChange("fact", "集体学习____次", "集体学习22次")
    now = changed(load_facts(path), [answer])
    save_changes(path, [answer])
    assert now.questions == () and now.facts[0].text == "集体学习22次"
    assert load_facts(path).facts[0].text == "集体学习22次"


def test_all_facts_can_be_written_to_a_new_file_but_not_over_an_old_one(path, own_world):
    facts = load_facts(path)
    write_facts(facts, own_world / "新.yaml")
    copy = load_facts(own_world / "新.yaml")
    assert [replace(f, line=0) for f in copy.facts] == [replace(f, line=0) for f in facts.facts]
    assert (copy.year, copy.date, copy.report_type) == (facts.year, facts.date, facts.report_type)
    with pytest.raises(InputError, match="已经存在"):
        write_facts(facts, path)


def test_a_broken_file_is_left_alone(path):
    path.write_text("事实:\n\t- x", encoding="utf-8")
    with pytest.raises(FactsError):
        save_changes(path, [FactChange("fact", None, "新")])
    assert path.read_text(encoding="utf-8") == "事实:\n\t- x"
