import codecs
import io
import zipfile

import pytest

from assistant.documents.mend import Edit, mend
from assistant.documents.read import read, read_bytes
from assistant.errors import DocumentError
from tests.documents.hard import HARD
from tests.documents.refused import OLE
from tests.documents.word import docx, item, level, numbering, p, r, table, textbox


def edit(paragraph: int, start: int, old: str, new: str, part="body") -> Edit:
    return Edit(part, paragraph, start, old, new)


@pytest.fixture
def file(tmp_path):
    def write(data: bytes, name: str = "a.txt"):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


@pytest.mark.parametrize(
    ("encoding", "mark"), [("utf-8", b""), ("utf-8", codecs.BOM_UTF8), ("gb18030", b""), ("utf-16-le", codecs.BOM_UTF16_LE)]
)
def test_text_keeps_its_encoding_and_line_ends(encoding, mark, file):
    text = "工作总结\r\n\r\n　　旗帜,深入学习。。\n共24次\r末"
    data, left = mend(file(mark + text.encode(encoding)), [edit(3, 4, ",", "，"), edit(3, 9, "。。", "。"), edit(4, 0, "共", "合计")])
    assert data == mark + "工作总结\r\n\r\n　　旗帜，深入学习。\n合计24次\r末".encode(encoding)
    assert left == ()


def test_edits_that_cannot_be_made_are_handed_back(file):
    path = file("旗帜,深入".encode())
    wrong = [
        edit(1, 0, "深入", "x"), edit(2, 0, "旗", "x"), edit(0, 0, "旗", "x"), edit(1, 0, "旗", "x\ny"), edit(1, 0, "", "x"),
        edit(1, 0, "旗", "x", "header"),
    ]  # fmt: skip
    assert mend(path, wrong) == (path.read_bytes(), tuple(wrong))
    data, left = mend(path, [edit(1, 0, "旗帜,", "甲"), edit(1, 2, ",深", "乙")])
    assert (data.decode(), left) == ("甲深入", (edit(1, 2, ",深", "乙"),))


def test_marks_of_markdown_stay_around_what_is_replaced(file):
    source = "# 工作,总结\n\n- **要点,甲**后文\n1. 甲,乙\n\n| 甲,1 | 乙,2 |\n| - | - |\n| *丙*,3 | 丁 |\n"
    path = file(source.encode(), "a.md")
    commas = [Edit("body", q.index, q.text.index(","), ",", "，") for q in read(path).body if "," in q.text]
    assert len(commas) == 6
    data, left = mend(path, commas)
    assert (data.decode(), left) == (source.replace(",", "，"), ())


def test_a_phrase_cut_through_by_marks_is_left(file):
    path = file("甲**乙**丙\n".encode(), "a.md")
    assert mend(path, [edit(1, 0, "甲乙", "丁")])[1]


@pytest.mark.parametrize("hard", [h for h in HARD if h.make().startswith(b"PK")], ids=lambda h: h.name)
def test_any_character_of_a_word_file_can_be_replaced_alone(hard, file):
    path = file(hard.make())
    before = read(path)
    for target in before.paragraphs:
        for at, char in enumerate(target.text):
            if char in "\n":
                continue
            data, left = mend(path, [Edit(target.part, target.index, at, char, "改字")])
            expected = [
                (q.part, q.index, q.text[:at] + "改字" + q.text[at + 1 :] if q is target and not left else q.text)
                for q in before.paragraphs
            ]
            assert [(q.part, q.index, q.text) for q in read_bytes(data).paragraphs] == expected


def test_a_phrase_over_several_runs_is_replaced_in_the_first(file):
    body = p(r("认真", "<w:b/>") + "<w:ins>" + r("学习学") + "</w:ins>" + r("习贯彻")) + table(("学习,", "乙")) + p(textbox(p("框,")))
    data, left = mend(file(docx(body)), [edit(1, 1, "真学习学习", "抓"), edit(2, 2, ",", "，"), Edit("textbox", 1, 1, ",", "，")])
    assert left == ()
    assert [q.text for q in read_bytes(data).paragraphs] == ["认抓贯彻", "学习，", "乙", "框，"]


def test_automatic_numbers_are_left(file):
    path = file(docx(item("学习", 1), parts={"numbering": numbering(level(0, "decimal", "%1."))}))
    data, left = mend(path, [edit(1, 0, "1.学", "2.教"), edit(1, 2, "学习", "教育")])
    assert [e.old for e in left] == ["1.学"]
    assert read_bytes(data).paragraphs[0].text == "1.教育"


def test_other_parts_stay_byte_for_byte(file):
    path = file(docx(p("旗帜,"), parts={"footnotes": "<!-- 注 -->"}, members={"word/media/a.png": b"\x89PNG"}))
    data, _ = mend(path, [edit(1, 2, ",", "，")])
    old, new = zipfile.ZipFile(path), zipfile.ZipFile(io.BytesIO(data))
    assert old.namelist() == new.namelist()
    assert [n for n in old.namelist() if old.read(n) != new.read(n)] == ["word/document.xml"]


def test_what_cannot_be_written_back_is_told(file, monkeypatch):
    monkeypatch.setattr("assistant.documents.convert.to_docx", lambda data, kind: docx(p("正文")))
    with pytest.raises(DocumentError, match="旧格式"):
        mend(file(OLE + b"\0" * 504 + "WordDocument".encode("utf-16-le"), "a.doc"), [])
    with pytest.raises(DocumentError, match="无法识别的字符"):
        mend(file("学习".encode() * 50 + b"\xe5"), [])
