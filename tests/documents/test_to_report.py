import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.config import load_config
from assistant.documents.read import read_bytes
from assistant.documents.report import Block, Report
from assistant.documents.to_report import to_report
from assistant.errors import DocumentError
from assistant.export import render
from tests.documents.word import docx, p, table, textbox


def kinds(*lines: str) -> list[tuple[str, str]]:
    return [(b.kind, b.text) for b in to_report(read_bytes("\n".join(lines).encode(), "a.txt")).blocks]


def test_every_part_of_a_report_is_recognised():
    lines = [
        "2025年工作总结",
        "公司党委：",
        "现将情况报告如下：",
        "一、情况",
        "全年学习24次。",
        "附件：1.名单",
        "2.台账",
        "机关党支部",
        "2025年12月20日",
    ]
    assert [k for k, _ in kinds(*lines)] == [
        "title", "addressee", "text", "heading", "text", "attachment", "attachment", "signature", "date",
    ]  # fmt: skip


def test_the_addressee_may_stand_below_a_subtitle():
    assert kinds("政务报告", "——在会议上", "王某", "各位代表：", "正文。")[3] == ("addressee", "各位代表：")


def test_a_sentence_that_announces_is_no_addressee():
    assert kinds("工作总结", "现将情况汇报如下：", "正文。")[1][0] == "text"


def test_dates_are_known_in_every_form():
    for date in ("2025年1月3日", "二〇二五年一月三日", "20XX年X月X日", "2025-01-03", "（2025年1月）", "　　2025年1月3日　"):
        assert kinds("总结", "正文。", "机关党支部", date)[-2:] == [("signature", "机关党支部"), ("date", date.strip())]


def test_a_sentence_before_the_date_is_no_signature():
    assert [k for k, _ in kinds("总结", "一、情况", "正文。", "2025年1月3日")] == ["title", "heading", "text", "date"]


def test_tables_keep_their_shape_and_place():
    body = p("总结") + table(("项目", "次数"), ("学习", ""), (p("甲") + p("乙") + p(textbox(p("框"))), "2")) + p("正文。")
    report = to_report(read_bytes(docx(body)))
    assert [b.kind for b in report.blocks] == ["title", "table", "text", "text"]
    assert report.blocks[1].rows == (("项目", "次数"), ("学习", ""), ("甲\n乙", "2"))
    assert report.blocks[2].text == "框"


def test_tables_in_text_boxes_are_tables_of_their_own():
    body = table(("甲", "乙")) + p("中") + p(textbox(table(("丙", "丁")))) + table(("戊",))
    blocks = to_report(read_bytes(docx(body))).blocks
    assert [b.rows for b in blocks if b.kind == "table"] == [(("甲", "乙"),), (("丙", "丁"),), (("戊",),)]


def test_a_few_cells_far_apart_do_no_harm():
    wide = (
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr>'
        + p("甲")
        + "</w:tc><w:tc>"
        + p("乙")
        + "</w:tc></w:tr></w:tbl>"
    )
    assert len(to_report(read_bytes(docx(wide))).blocks[0].rows[0]) == 64
    with pytest.raises(DocumentError, match="异常庞大"):
        to_report(read_bytes(("|甲" * 20_000 + "|\n" + "|乙|\n" * 20_000).encode(), "a.md"))


def test_notes_are_kept_and_page_headers_left_out():
    data = docx(p("总结") + p("正文。"), section='<w:footerReference w:type="default" r:id="footer1"/>',
                parts={"footer1": p("— 1 —"), "footnotes": f'<w:footnote w:id="2">{p("注释")}</w:footnote>'})  # fmt: skip
    assert [b.text for b in to_report(read_bytes(data)).blocks] == ["总结", "正文。", "注释"]


_TEXT = st.text("党建学习一二（）1.、，。年月日：ab“”附件 ", min_size=1, max_size=30).map(str.strip).filter(bool)
_PARAGRAPHS = st.builds(Block, st.sampled_from(["title", "addressee", "text", "attachment", "signature", "date"]), _TEXT)
_HEADINGS = st.builds(Block, st.just("heading"), _TEXT, st.integers(1, 4))
_CELLS = st.text("党12 ", max_size=5).map(str.strip)
_TABLES = st.integers(1, 4).flatmap(
    lambda width: st.builds(Block, st.just("table"), rows=st.lists(st.tuples(*[_CELLS] * width), min_size=1, max_size=4).map(tuple))
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(_PARAGRAPHS, _HEADINGS, _TABLES), min_size=1, max_size=12).map(tuple))
def test_any_report_written_as_word_is_read_back_the_same(blocks):
    document = read_bytes(render(Report(blocks), ".docx", load_config()))
    assert to_report(document).blocks == blocks
