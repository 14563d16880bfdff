import pytest

from assistant.documents.headings import heading_prefix, level_of, number_of, outline
from assistant.documents.read import read_bytes


def read(*lines: str):
    return read_bytes("\n".join(lines).encode(), "a.txt")


@pytest.mark.parametrize(
    ("text", "level", "value"),
    [
        ("一、工作情况", 1, 1),
        ("　　十二、加强学习", 1, 12),
        ("第三部分 下一步打算", 1, 3),
        ("（二）强化责任", 2, 2),
        ("(十一)强化责任", 2, 11),
        ("㈢抓实学习", 2, 3),
        ("3.抓实学习", 3, 3),
        ("１．抓实学习", 3, 1),
        ("4、抓实学习", 3, 4),
        ("⒌抓实学习", 3, 5),
        ("1.2025年工作回顾", 3, 1),
        ("（6）抓实学习", 4, 6),
        ("⑺抓实学习", 4, 7),
    ],
)
def test_a_heading_number_has_a_level_and_a_value(text, level, value):
    number = number_of(text)
    assert number is not None
    assert (number.level, number.value) == (level, value)
    assert level_of(text) == level


@pytest.mark.parametrize(
    "text",
    [
        "1.5万元投入使用",
        "2025年全面完成任务",
        "3、5月份开展活动",
        "一、二季度经济运行平稳",
        "一是抓学习",
        "2.0版系统上线",
        "20XX年度",
        "",
        "零、无",
    ],
)
def test_text_that_merely_begins_with_a_number_has_none(text):
    assert number_of(text) is None


def test_a_long_line_a_sentence_and_a_contents_entry_are_no_headings():
    assert level_of("1.制订了详细可行的实施方案。") == 0
    assert level_of("（一）" + "加强学习" * 20) == 0
    assert level_of("一、工作情况\t3") == 0
    assert level_of("一、工作情况……………3") == 0
    assert level_of("3.参加人员，") == 0
    assert level_of("二、几点建议：") == 1


def test_a_heading_run_into_its_paragraph_is_a_prefix():
    text = "1.加强政治建设，完成重点工作。党支部全年开展学习24次。"
    prefix = heading_prefix(text)
    assert prefix is not None
    assert text[: prefix.end] == "1.加强政治建设，完成重点工作。"
    assert prefix.number.level == 3
    assert heading_prefix("1.加强政治建设") is None
    assert heading_prefix("1.加强政治建设。") is None
    assert heading_prefix("党支部全年开展学习24次。效果良好。") is None


def test_items_of_a_list_are_no_headings():
    document = read("总结", "二、获奖人员", "1.甲某", "2.乙某", "3.丙某", "以上人员予以表扬。")
    assert [p.level for p in document.body] == [0, 1, 0, 0, 0, 0]


def test_numbered_lines_with_text_below_are_headings():
    document = read("总结", "1.抓学习", "全年学习24次。", "2.抓作风", "全年检查6次。", "3.抓落实")
    assert [p.level for p in document.body] == [0, 3, 0, 3, 0, 3]


def test_an_empty_section_is_still_a_heading():
    document = read("总结", "（一）抓学习", "（二）抓作风", "全年检查6次。")
    assert [p.level for p in document.body] == [0, 2, 2, 0]


def test_a_short_sentence_is_a_heading_where_text_stands_below_it():
    document = read("总结", "一、加强自身建设。", "全年学习24次。", "二、改进作风。", "全年检查6次。")
    assert [p.level for p in document.body] == [0, 1, 0, 1, 0]
    listed = read("要求如下：", "一、按时参加。", "二、认真记录。")
    assert [p.level for p in listed.body] == [0, 0, 0]


def test_attachments_are_no_headings():
    document = read("总结", "一、情况", "正文。", "附件：1.名单", "2.台账", "某某支部")
    assert [p.level for p in document.body] == [0, 1, 0, 0, 0, 0]


def test_the_tree_has_each_section_with_its_path():
    document = read("总结", "开头。", "一、情况", "（一）学习", "正文一。", "1.集中学习", "正文二。", "二、打算", "正文三。")
    walked = [(path, [p.text for p in section.paragraphs]) for path, section in outline(document).walk()]
    assert walked == [
        ((), ["开头。"]),
        (("一、情况",), []),
        (("一、情况", "（一）学习"), ["正文一。"]),
        (("一、情况", "（一）学习", "1.集中学习"), ["正文二。"]),
        (("二、打算",), ["正文三。"]),
    ]


def test_parts_stand_above_chinese_numbers():
    document = read("第一部分 总结", "一、学习", "正文。", "第二部分 计划", "一、学习", "正文。")
    assert [path for path, _ in outline(document).walk()][1:] == [
        ("第一部分 总结",), ("第一部分 总结", "一、学习"), ("第二部分 计划",), ("第二部分 计划", "一、学习"),
    ]  # fmt: skip


def test_a_number_in_the_wrong_style_continues_the_outer_sequence():
    document = read("总结", "一、情况", "正文。", "二、不足", "正文。", "3、打算", "正文。", "（1）学习", "正文。")
    paths = [path for path, _ in outline(document).walk()]
    assert paths[-2:] == [("3、打算",), ("3、打算", "（1）学习")]
