"""Plain text and Markdown: what they look like, and that Markdown's marks in the text stay text."""

import pytest

from assistant.config import load_config
from assistant.documents.read import read_bytes
from assistant.documents.report import Block, Report
from assistant.export import render

REPORT = Report(
    (
        Block("title", "工作总结"),
        Block("addressee", "公司党委："),
        Block("heading", "一、主要工作", 1),
        Block("text", "全年培训6次。"),
        Block("table", rows=(("项目", "次数"), ("培训", "6"))),
        Block("attachment", "附件：1.名册"),
        Block("attachment", "2.统计表"),
        Block("signature", "临江港务有限公司党委"),
        Block("date", "2025年1月2日"),
    )
)


def rendered(report, suffix):
    return render(report, suffix, load_config()).decode("utf-8")


def test_plain_text_is_placed_as_on_paper():
    assert rendered(REPORT, ".txt") == (
        "　　　　　　　　　　　　工作总结\n\n公司党委：\n　　一、主要工作\n　　全年培训6次。\n项目\t次数\n培训\t6\n\n"
        "　　附件：1.名册\n　　　　　2.统计表\n\n" + "　" * 16 + "临江港务有限公司党委\n" + "　" * 18 + "2025年1月2日\n"
    )


def test_markdown_has_headings_and_tables():
    assert rendered(REPORT, ".md") == (
        "# 工作总结\n\n公司党委：\n\n## 一、主要工作\n\n全年培训6次。\n\n| 项目 | 次数 |\n| --- | --- |\n| 培训 | 6 |\n\n"
        "附件：1.名册\n\n2.统计表\n\n临江港务有限公司党委\n\n2025年1月2日\n"
    )


TRICKY = [
    "# 不是标题",
    "- 不是列表",
    "1. 不是列表",
    "> 不是引文",
    "共***次，**甲**，*乙*",
    "_甲_ 和 __乙__",
    "长×宽5*3*2，A_B_C",
    "~~删~~",
    "`代码`",
    "[链接](http://example.com)",
    "![图](a.png)",
    "<!-- 注 -->",
    "<b>粗</b>",
    "&lt;",
    "甲|乙",
    "| 甲 | 乙 |",
    "反斜线\\*",
    "---",
    "```",
    "____",
    "签名：____",
    "{{name}}",
    "2025年*月*日",
]


@pytest.mark.parametrize("text", TRICKY)
def test_marks_in_the_text_stay_text_in_markdown(text):
    report = Report((Block("title", "总结"), Block("text", text), Block("text", "完。")))
    document = read_bytes(render(report, ".md", load_config()), "a.md")
    assert [p.text for p in document.paragraphs] == ["总结", text, "完。"]


@pytest.mark.parametrize("text", [*TRICKY, "甲\n乙", "甲\\|乙"])
def test_marks_in_a_table_stay_text_in_markdown(text):
    report = Report((Block("table", rows=(("项目", "次数"), (text, "6"))),))
    document = read_bytes(render(report, ".md", load_config()), "a.md")
    assert [p.text for p in document.paragraphs] == ["项目", "次数", text, "6"]
