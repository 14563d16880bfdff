import textwrap

import pytest

from assistant.documents.adverts import advertisements
from assistant.documents.clean import clean_sample
from assistant.documents.normalise import normalised
from assistant.documents.read import read_bytes
from tests.documents.word import docx, p


def clean(*lines: str):
    return clean_sample(read_bytes("\n".join(lines).encode(), "a.txt"))


def texts(*lines: str) -> list[str]:
    return [p.text for p in clean(*lines)[0].paragraphs]


@pytest.mark.parametrize(
    "advertisement",
    [
        "【更多公文模板，微信：mobanshop1】",
        "【更 多 公 文 模 板，微 信：mo ban shop1】",
        "（更多范文请关注公众号：某某模板库）",
        "[海量材料尽在某某网，请加QQ群：123456789]",
        "【来源：某某写作网】",
    ],
)
def test_an_advertisement_in_brackets_is_taken_out_of_its_line(advertisement):
    document, removed = clean("工作总结", f"一、学习情况 {advertisement}", "全年学习24次。")
    assert [p.text for p in document.paragraphs] == ["工作总结", "一、学习情况", "全年学习24次。"]
    assert [(r.paragraph, r.text, r.reason) for r in removed] == [(2, advertisement, "广告")]
    assert str(removed[0]).startswith("第2段：广告")


@pytest.mark.parametrize(
    "line",
    [
        "更多优质公文材料，请加QQ：123456789",
        "本文来源：某某范文网 www.example-fanwen.com",
        "扫码关注公众号，获取更多范文",
        "需要代写请联系微信：daixie2025",
        "发布时间：2025-01-02  浏览次数：123",
        "来源网络，侵删",
        "范文网收集整理，仅供参考",
    ],
)
def test_a_line_that_advertises_is_dropped(line):
    assert texts("工作总结", "全年学习24次。", line) == ["工作总结", "全年学习24次。"]


@pytest.mark.parametrize(
    "line",
    [
        "关注本单位微信公众号，及时了解动态。",
        "依托微信公众号推送学习材料24期。",
        "【典型案例】城东支部的做法。",
        "（联系人：王某，微信：wang12345）",
        "通过共产党员网下载学习资料。",
        "加强公文写作培训。",
        "欢迎各支部下载使用。",
    ],
)
def test_what_a_unit_says_about_its_own_channels_stays(line):
    assert advertisements(line) == []


def test_marks_of_collectors_are_taken_out():
    document, removed = clean("工作总结(精选3篇)", "##begin## 一、学习", "全年学习24次。<!-- 注 --> ##end##")
    assert [p.text for p in document.paragraphs] == ["工作总结", "一、学习", "全年学习24次。"]
    assert document.title == "工作总结"
    assert {r.text for r in removed} == {"(精选3篇)", "##begin##", "<!-- 注 -->", "##end##"}


def test_a_sentence_broken_by_a_line_end_is_joined_under_its_first_line():
    document, _ = clean("工作总结", "一是集中学习的方式还比较单一，缺少", "互动交流，效果不够好；", "二是深入基层不够。")
    assert [(p.index, p.text) for p in document.paragraphs][1:] == [
        (2, "一是集中学习的方式还比较单一，缺少互动交流，效果不够好；"),
        (4, "二是深入基层不够。"),
    ]


def test_sentences_broken_over_blank_lines_are_joined():
    assert texts("今年以来，支部认真学习上级精神，扎实", "", "开展活动，取得成效。", "", "下一步，继续努力。") == [
        "今年以来，支部认真学习上级精神，扎实开展活动，取得成效。", "下一步，继续努力。",
    ]  # fmt: skip


def test_lines_wrapped_by_an_editor_become_paragraphs():
    whole = ["今年以来，支部认真学习贯彻上级部署，扎实开展各项活动。全年组织学习二十四次，覆盖全体党员。还开展了两次调研。",
             "下一步，支部将继续努力，把各项工作抓实抓细抓到位，努力取得新的更大成效，为单位发展作出贡献。"]  # fmt: skip
    lines = [line for text in whole for line in textwrap.wrap("　　" + text, 24, drop_whitespace=False)]
    assert texts(*lines) == whole


def test_headings_names_and_dates_are_never_joined():
    lines = ["工作总结", "一、学习，抓在经常", "全年学习24次。", "中共某某支部委员会", "2025年12月1日"]
    assert texts(*lines) == lines


def test_page_numbers_and_running_headers_are_dropped():
    lines = ["工作总结", "内部资料", "全年学习24次。", "— 1 —", "内部资料", "开展活动6次。", "第2页 共3页", "内部资料", "完。", "3/3"]
    document, removed = clean(*lines)
    assert [p.text for p in document.paragraphs] == ["工作总结", "全年学习24次。", "开展活动6次。", "完。"]
    assert {r.reason for r in removed} == {"页码", "重复的页眉"}


def test_a_title_that_is_repeated_or_run_into_the_text_stands_once_and_alone():
    assert texts("支部工作总结", "支部工作总结", "正文。") == ["支部工作总结", "正文。"]
    document, _ = clean("支部2025年工作总结 一年来，支部在上级党委的坚强领导下认真开展各项工作。")
    assert document.title == "支部2025年工作总结"
    assert document.body[1].text.startswith("一年来")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("１.固化ＡＰＰ学习 ", "1.固化APP学习"),
        ("全 年　学习\u200b 24 次", "全年学习24次"),
        ("use  of APP", "use of APP"),
        ("学习,交流;调研:24次(含3次)!", "学习，交流；调研：24次（含3次）！"),
        ("1,200元，12:30", "1,200元，12:30"),
        ("（５０％）", "（50%）"),
    ],
)
def test_writing_is_made_uniform(text, expected):
    assert normalised(text) == expected


def test_page_headers_and_comments_of_word_are_listed_and_dropped():
    data = docx(p("正文。"), parts={"header1": p("内部资料"), "comments": f'<w:comment w:id="0">{p("改")}</w:comment>'},
                section='<w:headerReference w:type="default" r:id="header1"/>')  # fmt: skip
    document, removed = clean_sample(read_bytes(data))
    assert [p.text for p in document.paragraphs] == ["正文。"]
    assert {r.text for r in removed} == {"内部资料", "改"}


def test_a_title_by_style_stays_the_title():
    styles = '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>'
    document, _ = clean_sample(
        read_bytes(docx(p("内部资料") + p("工作总结", '<w:pStyle w:val="T"/>') + p("正文。"), parts={"styles": styles}))
    )
    assert document.title == "工作总结"


def test_levels_of_markdown_stay():
    document, _ = clean_sample(read_bytes("# 总结\n\n## 情况\n正文。\n".encode(), "a.md"))
    assert [(p.text, p.level, p.is_title) for p in document.paragraphs] == [("总结", 0, True), ("情况", 1, False), ("正文。", 0, False)]
