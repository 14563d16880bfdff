import pytest

from assistant.errors import FactsError
from assistant.facts.load import load_facts, parse_facts

WHOLE = """\
报告类型: 机关党支部工作报告
标题: 2025年度党支部工作总结
单位: 云岭港务有限公司机关党支部
简称: [机关党支部]
年度: 2025
主送: 公司党委
日期: 2025-12-20
事实:
  - 全年组织集体学习24次，专题研讨6次
  - 小节: 组织生活
    内容: 开展主题党日活动14次
    来源: 支部台账
存在问题:
  - 理论学习的系统性还不够
下一步计划:
  - 2026年计划发展党员3名
小节:
  - {标题: 强化理论武装, 类型: done, 字数: 400}
  - 组织生活
"""


def test_a_whole_file_is_read_with_ids_and_lines():
    facts = parse_facts(WHOLE)
    assert (facts.report_type, facts.org, facts.year, facts.date) == (
        "机关党支部工作报告",
        "云岭港务有限公司机关党支部",
        2025,
        "2025-12-20",
    )
    assert facts.short_names == ("机关党支部",)
    assert [(f.id, f.kind, f.line) for f in facts.facts] == [
        ("F1", "fact", 9),
        ("F2", "fact", 10),
        ("P1", "problem", 14),
        ("N1", "plan", 16),
    ]
    assert (facts.facts[1].section, facts.facts[1].source) == ("组织生活", "支部台账")
    assert [(s.title, s.kind, s.length) for s in facts.sections] == [("强化理论武装", "done", 400), ("组织生活", "done", None)]


def test_english_aliases_and_json_read_the_same():
    facts = parse_facts('{"type": "x", "year": "2025年", "facts": ["甲1次", {"section": "s", "text": "乙"}]}')
    assert (facts.year, [f.text for f in facts.facts]) == (2025, ["甲1次", "乙"])


def test_a_question_with_an_open_blank_is_no_fact():
    facts = parse_facts("事实:\n  - 召开支委会____次\n  - 召开党员大会4次\n")
    assert [f.id for f in facts.facts] == ["F2"]
    assert [f.text for f in facts.questions] == ["召开支委会____次"]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("单位: 甲\n事迹:\n  - x\n", 2, "不认识的键“事迹”"),
        ("事实:\n  - 内容: x\n    出处: y\n", 3, "不认识的键“出处”"),
        ("事实:\n  - 党员: 18名\n", 2, "不认识的键“党员”"),
        ("事实: 只有一条\n", 1, "应是列表"),
        ("事实:\n  - 甲\n  -\n", 3, "没有内容"),
        ("年度: 去年\n", 1, "不是年份"),
        ("日期: 2025-02-30\n", 1, "不是真实的日期"),
        ("单位: 甲\n单位: 乙\n", 2, "重复出现"),
        ("单位: 甲\norg: 乙\n", 2, "是同一项"),
        ("小节:\n  - {标题: 甲, 类型: 成果}\n", 2, "不认识的小节类型"),
        ("小节:\n  - {标题: 甲, 字数: 多}\n", 2, "字数"),
        ("事实:\n\t- 甲\n", 2, "格式有误"),
        ("单位：甲\n", 1, "键: 值"),
    ],
)
def test_a_broken_file_is_told_by_line_and_key(text, line, said):
    with pytest.raises(FactsError, match=said) as caught:
        parse_facts(text)
    assert f"第 {line} 行" in caught.value.message
    assert caught.value.hint


def test_files_in_gbk_and_missing_files(own_world):
    path = own_world / "事实 清单.yaml"
    path.write_bytes(WHOLE.encode("gb18030"))
    assert load_facts(path).year == 2025
    with pytest.raises(FactsError, match="找不到"):
        load_facts(own_world / "没有.yaml")
    with pytest.raises(FactsError, match="文件夹"):
        load_facts(own_world)
    path.write_bytes(b"")
    with pytest.raises(FactsError, match="是空的"):
        load_facts(path)


def test_a_ledger_reads_as_facts(own_world):
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    for row in (["小节", "内容", "来源", "类别"], ["组织生活", "开展主题党日14次", "台账", None], [None, "骨干不足", None, "存在问题"]):
        sheet.append(row)
    info = book.create_sheet("基本信息")
    info.append(["单位", "云岭港务"])
    info.append(["年度", 2025])
    path = own_world / "台账.xlsx"
    book.save(path)
    facts = load_facts(path)
    assert (facts.org, facts.year) == ("云岭港务", 2025)
    assert [(f.id, f.text, f.section, f.line) for f in facts.facts] == [
        ("F1", "开展主题党日14次", "组织生活", 2),
        ("P1", "骨干不足", None, 3),
    ]
    sheet["D2"] = "成果"
    book.save(path)
    with pytest.raises(FactsError, match="第 2 行：不认识的类别“成果”"):
        load_facts(path)
    sheet["B1"] = "活动"
    book.save(path)
    with pytest.raises(FactsError, match="没有“内容”列"):
        load_facts(path)
