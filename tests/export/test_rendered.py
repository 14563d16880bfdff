"""What LibreOffice makes of an exported report: lines, characters and places on the page, in points and millimetres."""

import re
import subprocess
import zipfile
from dataclasses import dataclass, replace
from itertools import groupby

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from assistant.config import load_config
from assistant.documents.read import read
from assistant.documents.report import Block, Report
from assistant.documents.to_report import to_report
from assistant.export import write
from assistant.export.annotate import Note, annotate

pytestmark = pytest.mark.office

MM = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 28 * MM, (210 - 26) * MM, 37 * MM, (297 - 35) * MM
CHARACTER = 15.75
SENTENCE = "坚持以高质量发展为引领，扎实推进各项重点工作，全年开展集中学习24次。"
REPORT = Report(
    (
        Block("title", "临江港务有限公司机关党支部2025年度党建工作总结暨2026年工作安排的报告"),
        Block("addressee", "公司党委："),
        Block("text", SENTENCE * 4),
        Block("heading", "一、主要工作", 1),
        *[Block("text", SENTENCE * 6)] * 5,
        Block("table", rows=(("序号", "项目"), *((str(n), "集中学习") for n in range(1, 60)))),
        Block("text", SENTENCE),
        Block("attachment", "附件：1.党员名册"),
        Block("attachment", "2.统计表"),
        Block("signature", "临江港务有限公司机关党支部"),
        Block("date", "2025年12月20日"),
    )
)


@dataclass(frozen=True)
class Line:
    page: int
    top: float
    left: float
    right: float
    text: str


@pytest.fixture(scope="module")
def rendered(tmp_path_factory):
    """The folder of pure.pdf (nothing but one Hanzi) and report.pdf."""
    folder = tmp_path_factory.mktemp("rendered")
    config = load_config({})
    write(Report((Block("text", "国" * 2000),)), folder / "pure.docx", config)
    write(REPORT, folder / "report.docx", config)
    office(folder, "pdf", "pure.docx", "report.docx")
    return folder


def office(folder, suffix, *names):
    program = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", suffix]
    subprocess.run([*program, *names], cwd=folder, check=True, capture_output=True, timeout=120)


def lines(pdf):
    """The lines of a PDF in order."""
    xml = subprocess.run(["pdftotext", "-bbox", pdf, "-"], check=True, capture_output=True, text=True).stdout
    found = []
    word = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
    for number, page in enumerate(xml.split("<page ")[1:], 1):
        words = sorted((round(float(y1)), float(x0), float(x1), text) for x0, _, x1, y1, text in word.findall(page))
        for bottom, group in groupby(words, key=lambda w: w[0]):
            inside = list(group)
            found.append(Line(number, bottom, inside[0][1], inside[-1][2], "".join(w[3] for w in inside)))
    return found


def find(found, text):
    return next(line for line in found if line.text.startswith(text))


def test_a_full_page_has_22_lines_of_28_characters(rendered):
    page = [line for line in lines(rendered / "pure.pdf") if line.page == 2 and "国" in line.text]
    assert [len(line.text) for line in page] == [28] * 22
    assert min(line.left for line in page) == pytest.approx(LEFT, abs=1)
    assert max(line.right for line in page) == pytest.approx(RIGHT, abs=2)


def test_the_first_line_of_a_paragraph_is_indented_by_two_characters(rendered):
    first = lines(rendered / "pure.pdf")[0]
    assert len(first.text) == 26
    assert first.left == pytest.approx(LEFT + 2 * CHARACTER, abs=1)


def test_odd_pages_are_numbered_on_the_right_and_even_ones_on_the_left(rendered):
    numbers = [line for line in lines(rendered / "pure.pdf") if "—" in line.text]
    assert [line.text for line in numbers] == [f"—{n}—" for n in range(1, len(numbers) + 1)]
    assert numbers[0].right == pytest.approx(RIGHT - CHARACTER, abs=2)
    assert numbers[1].left == pytest.approx(LEFT + CHARACTER, abs=2)


def test_the_dashes_of_the_page_number_stand_seven_millimetres_under_the_text(rendered):
    # The ink of the leftmost column is the first dash.
    scale = 300 / 25.4
    top, height, width = round((297 - 35) * scale), round(15 * scale), round(210 * scale)
    crop = ["-x", "0", "-y", str(top), "-W", str(width), "-H", str(height)]
    command = ["pdftoppm", "-gray", "-r", "300", "-f", "2", "-l", "2", *crop, rendered / "pure.pdf"]
    image = subprocess.run(command, check=True, capture_output=True).stdout
    _, size, _, pixels = image.split(b"\n", 3)
    width = int(size.split()[0])
    rows = [pixels[i : i + width] for i in range(0, len(pixels), width)]
    column = next(x for x in range(width) if any(row[x] < 128 for row in rows if len(row) > x)) + 5
    ink = [y / scale for y, row in enumerate(rows) if len(row) > column and row[column] < 128]
    assert sum(ink) / len(ink) == pytest.approx(7, abs=0.5)


def test_a_long_title_is_centred_on_two_even_lines_broken_after_a_word(rendered):
    found = lines(rendered / "report.pdf")
    first, second, addressee = found[:3]
    assert first.text == "临江港务有限公司机关党支部2025年度"
    assert (first.left + first.right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=2)
    assert (second.left + second.right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=2)
    assert addressee.text == "公司党委："
    assert addressee.left == pytest.approx(LEFT, abs=1)
    assert addressee.top - second.top == pytest.approx(2 * 28.95, abs=4)


def test_a_heading_is_indented_like_the_text(rendered):
    assert find(lines(rendered / "report.pdf"), "一、").left == pytest.approx(LEFT + 2 * CHARACTER, abs=1)


def test_the_header_row_of_a_table_is_repeated(rendered):
    pages = [line.page for line in lines(rendered / "report.pdf") if line.text == "序号项目"]
    assert len(pages) >= 2
    assert len(pages) == len(set(pages))


def test_the_closing_stands_where_the_standard_puts_it(rendered):
    found = lines(rendered / "report.pdf")
    attachment, more, signature, date = (find(found, text) for text in ("附件：", "2.统", "临江港务有限公司机关党支部", "2025年12月"))
    signature = [line for line in found if line.text == "临江港务有限公司机关党支部"][-1]
    assert attachment.left == pytest.approx(LEFT + 2 * CHARACTER, abs=1)
    assert more.left == pytest.approx(LEFT + 5 * CHARACTER, abs=1)
    assert signature.right == pytest.approx(LEFT + 26 * CHARACTER, abs=3)
    assert date.left == pytest.approx(signature.left + 2 * CHARACTER, abs=2)
    assert date.page == signature.page
    assert date.top - signature.top == pytest.approx(28.95, abs=2)


CONTAINERS = (
    '<w:ins w:id="1" w:author="甲" w:date="2025-01-01T00:00:00Z">{}</w:ins>',
    '<w:hyperlink w:anchor="a">{}</w:hyperlink>',
    '<w:fldSimple w:instr=" DATE ">{}</w:fldSimple>',
    '<w:smartTag w:element="x">{}</w:smartTag>',
    "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
    '<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:rect style="width:200pt;height:50pt"><v:textbox><w:txbxContent>'
    "<w:p>{}</w:p></w:txbxContent></v:textbox></v:rect></w:pict></w:r>",
)


def test_an_annotated_copy_opens_with_all_its_comments(tmp_path):
    document = docx.Document()
    for container in CONTAINERS:
        inside = container.format("<w:r><w:t>新增XX项</w:t></w:r>")
        document.add_paragraph("全年")._p.append(parse_xml(f"<w:p {nsdecls('w')}>{inside}</w:p>")[0])
    document.add_table(1, 1).cell(0, 0).text = "共XX次"
    document.sections[0].header.paragraphs[0].text = "某某公司"
    document.save(tmp_path / "a.docx")
    places = [(p, p.text.index("XX")) for p in read(tmp_path / "a.docx").paragraphs if "XX" in p.text]
    notes = [Note(p.part, p.index, at, at + 2, f"意见{n}") for n, (p, at) in enumerate(places)]
    annotate(tmp_path / "a.docx", tmp_path / "out.docx", [*notes, Note("header", 1, 0, 2, "页眉意见")])
    office(tmp_path, "odt", "out.docx")
    with zipfile.ZipFile(tmp_path / "out.odt") as archive:
        content = archive.read("content.xml").decode()
    assert len(notes) == len(CONTAINERS) + 1
    assert content.count("<office:annotation ") == len(notes) + 1
    assert all(f"警告：{note.message}" in content for note in notes)
    assert "页眉意见" in content


def test_a_report_is_still_known_after_libreoffice_has_saved_it(tmp_path):
    report = replace(REPORT, author="临江港务有限公司", keywords=("党建", "总结"))
    write(report, tmp_path / "a.docx", load_config({}))
    (tmp_path / "saved").mkdir()
    office(tmp_path, "docx", "--outdir", "saved", "a.docx")
    assert to_report(read(tmp_path / "saved" / "a.docx")) == report
