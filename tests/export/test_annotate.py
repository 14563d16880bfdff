"""Comments land on the exact phrase, wherever it stands, and the original stays as it was."""

from io import BytesIO

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from assistant.documents.read import read
from assistant.errors import InputError
from assistant.export.annotate import Note, annotate


def paragraph(inside):
    return parse_xml(f"<w:p {nsdecls('w')}>{inside}</w:p>")


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


@pytest.fixture
def word(tmp_path):
    """Makes a .docx of raw paragraphs."""

    def make(*paragraphs, name="稿件.docx"):
        document = docx.Document()
        for inside in paragraphs:
            document.element.body.insert(len(document.element.body) - 1, paragraph(inside))
        document.save(tmp_path / name)
        return tmp_path / name

    return make


def note(whole, phrase, message="要核对", paragraph=1, part="body", **more):
    start = whole.index(phrase)
    return Note(part, paragraph, start, start + len(phrase), message, **more)


def commented(path):
    """Each comment with the text it covers."""
    document = docx.Document(path)
    found = {}
    for comment in document.comments:
        inside, text = False, ""
        for element in document.element.iter():
            if element.get(qn("w:id")) == str(comment.comment_id) and element.tag == qn("w:commentRangeStart"):
                inside = True
            elif element.get(qn("w:id")) == str(comment.comment_id) and element.tag == qn("w:commentRangeEnd"):
                inside = False
            elif inside and element.tag == qn("w:t"):
                text += element.text
        found[comment.text] = text
    return found


def test_a_comment_covers_exactly_its_phrase(word, tmp_path):
    source = word(run("全年开展培训XX次，参加XX人次。"))
    annotate(source, tmp_path / "out.docx", [note("全年开展培训XX次，参加XX人次。", "XX次")])
    assert commented(tmp_path / "out.docx") == {"警告：要核对": "XX次"}


def test_a_phrase_over_several_runs_keeps_their_formatting(word, tmp_path):
    source = word(run("全年开展", "<w:b/>") + run("培训", "<w:i/>") + run("6次", "<w:u w:val='single'/>"))
    annotate(source, tmp_path / "out.docx", [note("全年开展培训6次", "展培训6")])
    assert commented(tmp_path / "out.docx") == {"警告：要核对": "展培训6"}
    runs = docx.Document(tmp_path / "out.docx").paragraphs[0].runs
    formats = [(r.text, r.bold, r.italic, r.underline) for r in runs if r.text]
    assert formats == [
        ("全年开", True, None, None),
        ("展", True, None, None),
        ("培训", None, True, None),
        ("6", None, None, True),
        ("次", None, None, True),
    ]


def test_comments_may_overlap_and_meet(word, tmp_path):
    text = "一二三四五六七八"
    source = word(run(text))
    phrases = ["二三四", "三四五", "二", "四", "一二三四五六七八", "八"]
    annotate(source, tmp_path / "out.docx", [note(text, p, message=p) for p in phrases])
    assert commented(tmp_path / "out.docx") == {f"警告：{p}": p for p in phrases}
    assert read(tmp_path / "out.docx").body[0].text == text


@pytest.mark.parametrize(
    "container",
    [
        '<w:ins w:id="1" w:author="甲" w:date="2025-01-01T00:00:00Z">{}</w:ins>',
        '<w:hyperlink w:anchor="a">{}</w:hyperlink>',
        '<w:moveTo w:id="1" w:author="甲" w:date="2025-01-01T00:00:00Z">{}</w:moveTo>',
        '<w:smartTag w:element="x">{}</w:smartTag>',
        "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
    ],
    ids=["insertion", "hyperlink", "move", "smart tag", "content control"],
)
def test_text_in_a_container_is_commented_inside_it(word, tmp_path, container):
    source = word(run("报送") + container.format(run("某某单位党支部")) + run("。"))
    annotate(source, tmp_path / "out.docx", [note("报送某某单位党支部。", "某某单位")])
    assert commented(tmp_path / "out.docx") == {"警告：要核对": "某某单位"}


def test_a_phrase_may_begin_inside_a_tracked_insertion_and_end_outside(word, tmp_path):
    inserted = f'<w:ins w:id="1" w:author="甲" w:date="2025-01-01T00:00:00Z">{run("新增XX")}</w:ins>'
    source = word(run("本年") + inserted + run("项工作"))
    annotate(source, tmp_path / "out.docx", [note("本年新增XX项工作", "XX项")])
    assert commented(tmp_path / "out.docx") == {"警告：要核对": "XX项"}


FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{}</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>共XX次</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


@pytest.mark.parametrize(
    ("field", "covered"),
    [
        (FIELD.format(" REF a "), "共XX次"),
        ('<w:fldSimple w:instr=" DATE "><w:r><w:t>共XX次</w:t></w:r></w:fldSimple>', "共XX次"),
        (FIELD.format(' HYPERLINK "http://example.com" '), "XX"),
    ],
    ids=["field", "simple field", "link"],
)
def test_a_comment_goes_around_a_field_but_into_a_link(word, tmp_path, field, covered):
    source = word(run("报送") + field + run("。"))
    annotate(source, tmp_path / "out.docx", [note("报送共XX次。", "XX")])
    assert commented(tmp_path / "out.docx") == {"警告：要核对": covered}


def test_tabs_and_line_breaks_count_one_character_each(word, tmp_path):
    source = word("<w:r><w:t>甲</w:t><w:tab/><w:t>乙丙</w:t><w:br/><w:t>丁戊</w:t></w:r>")
    annotate(source, tmp_path / "out.docx", [note("甲\t乙丙\n丁戊", "丙\n丁")])
    assert commented(tmp_path / "out.docx") == {"警告：要核对": "丙丁"}
    assert read(tmp_path / "out.docx").body[0].text == "甲\t乙丙\n丁戊"


def test_text_in_a_table_is_commented(tmp_path):
    document = docx.Document()
    document.add_paragraph("总结")
    document.add_table(1, 2).cell(0, 1).text = "共XX次"
    document.save(tmp_path / "a.docx")
    cell = next(p for p in read(tmp_path / "a.docx").body if p.text == "共XX次")
    annotate(tmp_path / "a.docx", tmp_path / "out.docx", [note(cell.text, "XX", paragraph=cell.index)])
    assert commented(tmp_path / "out.docx") == {"警告：要核对": "XX"}


TEXT_BOX = """<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textbox><w:txbxContent>
<w:p>{}</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"""


def test_text_in_a_text_box_is_commented_at_the_box(word, tmp_path):
    source = word(run("见右图") + TEXT_BOX.format(run("XX单位")))
    annotate(source, tmp_path / "out.docx", [note("XX单位", "XX", part="textbox")])
    document = docx.Document(tmp_path / "out.docx")
    assert [c.text for c in document.comments] == ["警告：要核对"]
    assert not next(iter(document.element.iter(qn("w:txbxContent")))).findall(f".//{qn('w:commentRangeStart')}")


def test_headers_and_footers_are_told_in_one_comment_on_top(tmp_path):
    document = docx.Document()
    document.add_paragraph("总结")
    document.sections[0].header.paragraphs[0].text = "XX公司"
    document.sections[0].footer.paragraphs[0].text = "某某"
    document.save(tmp_path / "a.docx")
    notes = [note("XX公司", "XX", "单位没有写明", part="header"), note("某某", "某某", "应写明是谁", part="footer")]
    annotate(tmp_path / "a.docx", tmp_path / "out.docx", notes)
    (comment,) = docx.Document(tmp_path / "out.docx").comments
    assert comment.text == "以下问题所在的位置不能加批注：\n页眉：警告：单位没有写明\n页脚：警告：应写明是谁"


def test_an_automatic_number_is_commented_at_its_paragraph(word, tmp_path):
    document = docx.Document()
    document.add_paragraph("加强学习", style="List Number")
    document.save(tmp_path / "a.docx")
    text = read(tmp_path / "a.docx").body[0].text
    assert text != "加强学习"
    annotate(tmp_path / "a.docx", tmp_path / "out.docx", [Note("body", 1, 0, 1, "序号不连续")])
    assert next(iter(commented(tmp_path / "out.docx").values())).startswith("加")


def test_an_empty_span_is_widened_to_a_character(word, tmp_path):
    source = word(run("引向深入"))
    annotate(source, tmp_path / "out.docx", [Note("body", 1, 4, 4, "句末缺标点")])
    assert "深入".endswith(commented(tmp_path / "out.docx")["警告：句末缺标点"][-1:])


def test_repeats_become_one_comment_with_their_number(word, tmp_path):
    source = word(*[run("共XX次")] * 12)
    notes = [Note("body", n, 1, 3, "没有填写", "error") for n in range(1, 13)]
    annotate(source, tmp_path / "out.docx", notes)
    assert commented(tmp_path / "out.docx") == {"错误：没有填写（共12处）": "XX"}


def test_beyond_the_most_comments_a_summary_tells_what_is_left(word, tmp_path):
    text = "一二三四五六七八九十"
    source = word(run(text))
    notes = [Note("body", 1, n, n + 1, f"提示{n}", "info") for n in range(9)] + [Note("body", 1, 9, 10, "重要", "error")]
    annotate(source, tmp_path / "out.docx", notes, most=3)
    comments = [c.text for c in docx.Document(tmp_path / "out.docx").comments]
    assert comments == ["错误：重要", "提示：提示0", "提示：提示1", "问题较多，另有7条没有逐一批注（提示7条），请改好后再检查一遍"]


def test_comments_that_are_there_stay(word, tmp_path):
    document = docx.Document()
    first = document.add_paragraph("全年开展培训XX次")
    document.add_comment(first.runs, "请核实", author="李主任", initials="李")
    document.save(tmp_path / "a.docx")
    annotate(tmp_path / "a.docx", tmp_path / "out.docx", [note(first.text, "XX")])
    comments = docx.Document(tmp_path / "out.docx").comments
    assert [(c.author, c.text) for c in comments] == [("李主任", "请核实"), ("报告助手", "警告：要核对")]


def test_the_source_is_never_touched_and_never_the_target(word, tmp_path):
    source = word(run("共XX次"))
    before = source.read_bytes()
    with pytest.raises(InputError):
        annotate(source, source, [])
    (tmp_path / "link.docx").hardlink_to(source)
    with pytest.raises(InputError):
        annotate(source, tmp_path / "link.docx", [])
    with pytest.raises(InputError):
        annotate(source, tmp_path / "out.txt", [])
    annotate(source, tmp_path / "out.docx", [note("共XX次", "XX")])
    assert source.read_bytes() == before


@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_a_text_is_converted_and_commented(tmp_path, suffix):
    source = tmp_path / f"稿{suffix}"
    source.write_text("工作总结\n\n　　全年培训XX次。\n\n## 一、**重点**工作\n\n正文有XX人。\n", encoding="utf-8")
    notes = [note(p.text, "XX", f"第{p.index}行", paragraph=p.index, text="XX") for p in read(source).body if "XX" in p.text]
    annotate(source, tmp_path / "out.docx", notes)
    assert commented(tmp_path / "out.docx") == {"警告：第3行": "XX", "警告：第7行": "XX"}


def test_cells_of_one_markdown_line_are_told_apart_by_the_text(tmp_path):
    source = tmp_path / "表.md"
    source.write_text("# 总结\n\n| 甲 | 乙 |\n| --- | --- |\n| 6次 | XX次 |\n", encoding="utf-8")
    annotate(source, tmp_path / "out.docx", [Note("body", 5, 0, 2, "没有填写", text="XX")])
    assert commented(tmp_path / "out.docx") == {"警告：没有填写": "XX"}


def test_a_document_of_tables_only_takes_the_summary_too(tmp_path):
    document = docx.Document()
    document.add_table(1, 1).cell(0, 0).text = "甲"
    document.sections[0].header.paragraphs[0].text = "XX"
    document.save(tmp_path / "a.docx")
    annotate(tmp_path / "a.docx", tmp_path / "out.docx", [Note("header", 1, 0, 2, "没有填写")])
    assert len(docx.Document(BytesIO((tmp_path / "out.docx").read_bytes())).comments) == 1


@pytest.mark.parametrize("name", [b"[Content_Types].xml", b"word/styles.xml"])
def test_a_file_damaged_where_only_the_writer_looks_is_told_so(word, tmp_path, name):
    path = word(run("全年学习XX次。"))
    data = bytearray(path.read_bytes())
    at = data.index(name) + len(name) + 20
    data[at : at + 6] = b"\x00junk\xff"
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        annotate(path, tmp_path / "b.docx", [note("全年学习XX次。", "XX")])
    assert "docx" in caught.value.message
    assert not (tmp_path / "b.docx").exists()
