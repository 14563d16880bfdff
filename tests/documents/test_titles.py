import pytest

from assistant.documents.read import read_bytes
from tests.documents.word import docx, p, style


def title(*lines: str) -> str:
    return read_bytes("\n".join(lines).encode(), "a.txt").title


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["2025年党支部工作总结", "正文。"], "2025年党支部工作总结"),
        (["　　　2025年党支部工作总结", "各位党员："], "2025年党支部工作总结"),
        (["中共临江港务有限公司机关支部委员会", "2025年度工作报告", "正文。"], "中共临江港务有限公司机关支部委员会2025年度工作报告"),
        (["临江港务有限公司文件", "临港〔2025〕3号", "关于报送工作总结的报告", "公司党委："], "关于报送工作总结的报告"),
        (["机密★1年", "特急", "工作总结", "正文。"], "工作总结"),
        (["工作总结", "——在年度会议上", "正文。"], "工作总结"),
    ],
)
def test_a_short_first_line_is_the_title(lines, expected):
    assert title(*lines) == expected


@pytest.mark.parametrize(
    "first", ["各位党员：", "一、工作情况", "今年以来，我们认真学习。", "2025年1月3日在职工大会上", "学" * 70, "——副标题"]
)
def test_addresses_headings_and_sentences_are_no_titles(first):
    assert title(first, "正文。") == ""


def test_a_title_style_decides_and_may_have_two_lines():
    body = p("内部资料") + p("临江港务", '<w:pStyle w:val="T"/>') + p("工作总结", '<w:pStyle w:val="T"/>') + p("正文。")
    assert read_bytes(docx(body, parts={"styles": style("T", "Title")})).title == "临江港务工作总结"


def test_a_table_at_the_top_is_no_title():
    from tests.documents.word import table

    assert read_bytes(docx(table(("工作总结", "2025年")) + p("正文"))).title == ""
