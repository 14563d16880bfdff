"""Where a closing, an attachment note and the first line of a title stand, in characters."""

import pytest

from assistant.documents.report import Block
from assistant.export.layout import is_long, placed, title_line, width


def lefts(*blocks):
    return [p.left for p in placed(blocks)]


def test_a_half_width_character_is_half_a_character():
    assert width("2025年12月") == 5.0
    assert width("“两个维护”") == 6.0


def test_the_date_starts_two_characters_right_of_the_signature_which_ends_two_from_the_right():
    assert lefts(Block("signature", "临江港务有限公司党委"), Block("date", "2025年1月2日")) == [16.0, 18.0]


def test_a_date_longer_than_the_signature_ends_two_characters_from_the_right():
    signature, date = lefts(Block("signature", "述职人：陈志远"), Block("date", "2025年12月20日"))
    assert date - signature == pytest.approx(2)
    assert 26 - 9 < date < 26 - 7


def test_a_date_alone_ends_four_characters_from_the_right():
    assert lefts(Block("text", "特此报告。"), Block("date", "2025年12月20日")) == [0.0, pytest.approx(16, abs=1)]


def test_several_signatures_start_under_each_other():
    signatures = [Block("signature", "临江港务有限公司党委"), Block("signature", "临江港务有限公司")]
    assert lefts(*signatures, Block("date", "2025年1月2日")) == [16.0, 16.0, 18.0]


def test_a_signature_longer_than_the_line_is_set_on_two():
    assert lefts(Block("signature", "国" * 30), Block("date", "2025年1月2日")) == [11.0, 13.0]
    assert lefts(Block("signature", "国" * 90), Block("date", "2025年1月2日")) == [0.0, 2.0]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["附件：名册"], [(5.0, 3.0)]),
        (["附件：1.名册", "2.统计表"], [(6.0, 4.0), (6.0, 1.0)]),
        (["附件：1.名册", "10.统计表"], [(6.0, 4.0), (6.5, 1.5)]),
    ],
)
def test_attachment_names_hang_from_their_first_character(texts, expected):
    blocks = [Block("attachment", text) for text in texts]
    assert [(p.left, p.hanging) for p in placed(blocks)] == expected


def test_an_empty_line_parts_title_attachments_and_closing_from_the_text():
    kinds = ("title", "subtitle", "addressee", "text", "attachment", "attachment", "signature", "date")
    apart = [p.apart for p in placed([Block(kind, "甲") for kind in kinds])]
    assert apart == [False, False, True, False, True, False, True, False]


@pytest.mark.parametrize(
    ("title", "first"),
    [
        ("临江港务有限公司机关党支部2025年度党建工作总结暨2026年工作安排的报告", "临江港务有限公司机关党支部2025年度"),
        ("关于报送临江港务有限公司2025年度安全生产工作情况的报告", "关于报送临江港务有限公司2025年度"),
        ("临江市公共资源交易中心党总支2025年工作总结", "临江市公共资源交易中心党总支"),
        ("国" * 30, "国" * 15),
    ],
)
def test_a_long_title_breaks_evenly_and_after_a_word(title, first):
    assert 0 < title_line(title) - width(first) < 1
    assert title.startswith(first)


@pytest.mark.parametrize("title", ["2025年度工作总结", "国" * 20, "国" * 41, "A" * 60])
def test_a_title_of_one_line_or_more_than_two_is_left_alone(title):
    assert title_line(title) == 0


def test_a_cell_with_a_sentence_is_long():
    assert is_long("开展学习，完成任务")
    assert is_long("国" * 13)
    assert not is_long("党群工作部")
