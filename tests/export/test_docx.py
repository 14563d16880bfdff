"""The Word file itself: page, styles, fonts, language, properties, and nothing of other templates."""

import zipfile
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, Twips

from assistant.config import load_config
from assistant.documents.report import Block, Report
from assistant.export import render

REPORT = Report(
    (
        Block("title", "临江港务有限公司工会2025年工作总结"),
        Block("addressee", "公司党委："),
        Block("heading", "一、主要工作", 1),
        Block("heading", "（一）组织建设", 2),
        Block("heading", "1.换届", 3),
        Block("heading", "（1）筹备", 4),
        Block("text", "全年开展培训【待补：次数】次，由XX同志授课，统一购置XXL号工作服。"),
        Block("table", rows=(("项目", "次数"), ("培训", "共____人"))),
        Block("text", "特此报告。"),
        Block("attachment", "附件：1.培训名册"),
        Block("attachment", "2.经费表"),
        Block("signature", "临江港务有限公司工会"),
        Block("date", "2025年12月20日"),
    ),
    author="临江港务有限公司工会",
    keywords=("工会", "总结"),
)


def opened(report=REPORT, **settings):
    return docx.Document(BytesIO(render(report, ".docx", load_config().replace(**settings))))


@pytest.fixture(scope="module")
def archive():
    with zipfile.ZipFile(BytesIO(render(REPORT, ".docx", load_config({})))) as file:
        yield {name: file.read(name).decode("utf-8") for name in file.namelist()}


def test_the_page_is_a4_with_the_margins_of_the_standard():
    (section,) = opened().sections
    assert (section.page_width, section.page_height) == (pytest.approx(Mm(210), abs=700), pytest.approx(Mm(297), abs=700))
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert margins == tuple(pytest.approx(Mm(n), abs=700) for n in (37, 35, 28, 26))


@pytest.mark.parametrize(
    ("name", "font", "size"),
    [
        ("Title", "方正小标宋简体", 22),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
        ("Heading 3", "仿宋_GB2312", 16),
        ("Heading 4", "仿宋_GB2312", 16),
        ("Body Text", "仿宋_GB2312", 16),
        ("Salutation", "仿宋_GB2312", 16),
        ("Footer", "宋体", 14),
    ],
)
def test_each_class_of_text_has_its_font_and_size(name, font, size):
    style = opened().styles[name]
    fonts = style.element.rPr.rFonts
    assert {fonts.get(qn(f"w:{kind}")) for kind in ("ascii", "hAnsi", "eastAsia", "cs")} == {font}
    assert style.font.size == Pt(size)
    assert style.font.bold is False


def test_the_fonts_are_those_of_the_settings():
    document = opened(word__body_font="华文仿宋", word__latin_font="Times New Roman")
    fonts = document.styles["Body Text"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == "华文仿宋"
    assert fonts.get(qn("w:ascii")) == fonts.get(qn("w:hAnsi")) == "Times New Roman"


def test_a_font_name_cannot_break_the_file():
    document = opened(word__body_font='仿"宋<&>')
    assert document.styles["Body Text"].element.rPr.rFonts.get(qn("w:eastAsia")) == '仿"宋<&>'


def test_the_text_stands_in_its_styles():
    names = [p.style.name for p in opened().paragraphs if p.text]
    assert names == [
        "Title",
        "Salutation",
        *(f"Heading {n}" for n in (1, 2, 3, 4)),
        "Body Text",
        "Body Text",
        "附件说明",
        "附件说明",
        "Signature",
        "Date",
    ]


def test_text_and_headings_are_indented_by_two_characters_both_ways():
    for name in ("Body Text", "Heading 1", "Heading 4"):
        indent = opened().styles[name].element.pPr.ind
        assert indent.get(qn("w:firstLineChars")) == "200"
        assert indent.firstLine == Twips(630)


def test_headings_stay_with_what_follows_and_widows_may_stand():
    styles = opened().styles
    assert all(styles[f"Heading {n}"].paragraph_format.keep_with_next for n in (1, 2, 3, 4))
    assert styles["Body Text"].paragraph_format.widow_control is False


def test_the_closing_stays_with_the_last_text():
    kept = [p.text for p in opened().paragraphs if p.paragraph_format.keep_with_next]
    assert kept == ["特此报告。", "附件：1.培训名册", "2.经费表", "临江港务有限公司工会"]


def test_a_long_last_paragraph_is_not_kept_lest_a_hole_open():
    report = Report((Block("text", "国" * 300), Block("signature", "某单位"), Block("date", "2025年12月20日")))
    first, signature, _ = opened(report).paragraphs
    assert not first.paragraph_format.keep_with_next
    assert signature.paragraph_format.keep_with_next


def test_gaps_are_highlighted_as_runs_of_their_own():
    document = opened()
    cells = [p for row in document.tables[0].rows for cell in row.cells for p in cell.paragraphs]
    marked = [r.text for p in [*document.paragraphs, *cells] for r in p.runs if r.font.highlight_color is not None]
    assert marked == ["【待补：次数】", "XX", "____"]


def test_a_table_is_as_wide_as_the_text_and_repeats_its_header():
    (table,) = opened().tables
    assert sum(column.width for column in table.columns) == Twips(8844)
    header, row = (r._tr.trPr for r in table.rows)
    assert header.find(qn("w:tblHeader")) is not None
    assert row.find(qn("w:tblHeader")) is None
    assert row.find(qn("w:cantSplit")) is not None


def test_short_columns_keep_their_words_on_one_line():
    rows = (("序号", "内容"), ("1", "坚持以高质量发展为引领" * 10))
    first, second = opened(Report((Block("table", rows=rows),))).tables[0].columns
    assert first.width < Twips(1200)
    assert second.width > Twips(7000)


@pytest.mark.parametrize(("columns", "size"), [(7, None), (8, Pt(10.5))])
def test_a_table_of_many_columns_is_set_smaller(columns, size):
    (table,) = opened(Report((Block("table", rows=(tuple("甲" * columns),)),))).tables
    assert {run.font.size for cell in table.rows[0].cells for run in cell.paragraphs[0].runs} == {size}


def test_tables_in_a_row_stay_apart_and_short_rows_are_filled():
    table = Block("table", rows=(("甲", "乙"), ("丙",)))
    document = opened(Report((table, table)))
    assert len(document.tables) == 2
    assert [c.text for c in document.tables[0].rows[1].cells] == ["丙", ""]


def test_odd_and_even_pages_have_their_own_numbers():
    document = opened()
    assert document.settings.odd_and_even_pages_header_footer
    section = document.sections[0]
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert (odd.alignment, even.alignment) == (2, 0)
    for footer in (odd, even):
        assert "".join(t.text for t in footer._p.iter(qn("w:t"))) == "— 1 —"
        assert footer._p.find(qn("w:fldSimple")).get(qn("w:instr")).strip() == "PAGE"


def test_the_properties_are_those_of_the_report():
    properties = opened().core_properties
    assert properties.title == "临江港务有限公司工会2025年工作总结"
    assert properties.author == properties.last_modified_by == "临江港务有限公司工会"
    assert properties.keywords == "工会，总结"
    assert properties.language == "zh-CN"


def test_nothing_of_other_templates_is_left(archive):
    everything = "".join(archive.values())
    assert not any("theme" in name for name in archive)
    assert not any(word in everything for word in ("Theme", "ja-JP", "en-US", "python-docx", "Calibri", "12240"))
    assert '<w:lang w:val="zh-CN" w:eastAsia="zh-CN"/>' in archive["word/styles.xml"]
    assert 'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"' in archive["word/settings.xml"]


def test_fonts_that_few_machines_have_name_a_substitute(archive):
    assert '<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋"/>' in archive["word/fontTable.xml"]


def test_control_characters_are_left_out():
    report = Report((Block("title", "总\x00结"), Block("text", "甲\x0b乙\ufffe丙\ud800丁")), author="\x07工会")
    document = opened(report)
    assert [p.text for p in document.paragraphs] == ["总结", "甲乙丙丁"]
    assert document.core_properties.author == "工会"


def test_an_empty_report_is_still_a_document():
    assert opened(Report(())).paragraphs == []


def test_long_properties_are_cut_to_what_word_holds():
    assert len(opened(Report((Block("title", "长" * 300),))).core_properties.title) == 255


# The order of children in ECMA-376 Part 1 (CT_PPr, CT_RPr, CT_Style, CT_SectPr, CT_Settings, CT_Font), as far as used here:
# Word calls a file damaged that breaks it.
ORDER = {
    "pPr": "pStyle keepNext keepLines widowControl adjustRightInd snapToGrid spacing ind jc outlineLvl",
    "rPr": "rStyle rFonts b bCs spacing kern sz szCs highlight lang",
    "style": "name basedOn next qFormat pPr rPr tblPr",
    "sectPr": "footerReference pgSz pgMar docGrid",
    "settings": "evenAndOddHeaders characterSpacingControl compat",
    "font": "altName charset pitch",
    "tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook",
    "tcPr": "tcW vAlign",
}


@pytest.mark.parametrize("parent", ORDER)
def test_children_stand_in_the_order_of_the_schema(archive, parent):
    allowed = ORDER[parent].split()
    found = 0
    for name, xml in archive.items():
        if name.startswith("word/") and name.endswith(".xml"):
            for element in docx.oxml.parse_xml(xml.encode("utf-8")).iter(qn(f"w:{parent}")):
                places = [allowed.index(child.tag.split("}")[1]) for child in element]
                assert places == sorted(places)
                found += 1
    assert found


def test_a_heading_run_into_its_paragraph_has_the_font_of_its_level():
    (paragraph,) = opened(Report((Block("text", "（一）加强XX学习。全年集中学习24次。"),))).paragraphs
    styles = [(run.text, run.style.name, run.font.highlight_color is not None) for run in paragraph.runs]
    lead, text = "段首标题2", "Default Paragraph Font"
    assert styles == [("（一）加强", lead, False), ("XX", lead, True), ("学习。", lead, False), ("全年集中学习24次。", text, False)]


def test_the_day_and_the_speaker_stand_centred_under_the_title():
    blocks = (Block("title", "述职报告"), Block("subtitle", "（2025年1月12日）"), Block("subtitle", "陈志远"), Block("text", "各位同志。"))
    title, day, speaker, text = opened(Report(blocks)).paragraphs
    assert day.style.name == speaker.style.name == "Subtitle"
    assert day.style.paragraph_format.alignment == 1
    assert [p.paragraph_format.space_before for p in (title, day, speaker, text)] == [None, None, None, Twips(579)]
