import time

import pytest

from assistant.documents.markdown_marks import unmarked, unmarked_line
from assistant.documents.read import read_bytes


def read(text: str):
    return read_bytes(text.encode(), "a.md")


def test_headings_lists_and_tables_keep_their_lines():
    document = read(
        "# 工作总结\n\n## 一、情况\n\n- 甲\n1. 乙\n2. 丙\n| 项目 | 次数 |\n|:--|--:|\n| 学习 | 24 |\n\n### （一）学习\n全年**24次**。\n"
    )
    assert [(p.text, p.index, p.level, p.cell) for p in document.body] == [
        ("工作总结", 1, 0, None),
        ("一、情况", 3, 1, None),
        ("甲", 5, 0, None),
        ("1.乙", 6, 0, None),
        ("2.丙", 7, 0, None),
        ("项目", 8, 0, (0, 0, 0)),
        ("次数", 8, 0, (0, 0, 1)),
        ("学习", 10, 0, (0, 1, 0)),
        ("24", 10, 0, (0, 1, 1)),
        ("（一）学习", 12, 2, None),
        ("全年24次。", 13, 0, None),
    ]
    assert document.title == "工作总结"


def test_several_first_headings_are_all_of_level_one():
    assert [p.level for p in read("# 情况\n正文。\n# 打算\n正文。\n").body if p.level] == [1, 1]


def test_settings_rules_and_fences_are_not_text():
    document = read("---\ntitle: 甲\n---\n# 总结\n\n***\n```\n**原样**\n```\n- - -\n")
    assert [p.text for p in document.body] == ["总结", "**原样**"]


def test_a_line_of_underscores_is_a_blank_to_be_filled_in():
    assert [p.text for p in read("# 总结\n____\n").body] == ["总结", "____"]


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("**要点。**后文", "要点。后文"),
        ("***粗斜***和*斜*", "粗斜和斜"),
        ("**甲*乙*丙**", "甲乙丙"),
        ("共*46*次", "共46次"),
        ("5*3*2", "5*3*2"),
        ("项目***公司", "项目***公司"),
        ("___镇是___县", "___镇是___县"),
        ("__强调__", "强调"),
        ("`代码`和~~删去~~", "代码和删去"),
        ("[共产党员网](https://example.com)", "共产党员网"),
        ("![图](a.png)后", "后"),
        (r"\*不是\*强调", "*不是*强调"),
        (r"1\. 原样", "1. 原样"),
        ("- [x] 已完成", "已完成"),
        ("> 引文", "引文"),
        ("甲<br>乙", "甲\n乙"),
        ("<u>甲</u><姓名><!-- 注 -->", "甲<姓名>"),
        ("    缩进", "缩进"),
        ("**1. 加强**", "1.加强"),
    ],
)
def test_marks_are_taken_off_and_every_character_knows_its_place(line, shown):
    text, places = unmarked_line(line)
    assert text == shown
    assert len(places) == len(text)
    assert all(line[at] == char for at, char in zip(places, text, strict=True) if char != "\n")


def test_characters_of_the_private_planes_stay_as_they_are():
    assert unmarked("\U000fd800\\*\U00100000") == ("\U000fd800*\U00100000", [0, 2, 3])


@pytest.mark.parametrize("unit", ["<!--", "[", "[a](", "*a", "`", "`a", "_a ", "~~", "<u ", "**a ", "> ", "* ", "\\", "|"])
def test_hostile_lines_take_no_time(unit):
    began = time.process_time()
    unmarked(unit * (100_000 // len(unit)))
    assert time.process_time() - began < 1
