"""Hard documents: one for every structure an office's file may have, each with the text a reader sees in it."""

from __future__ import annotations

import codecs
import io
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from tests.documents.word import NAMESPACES, docx, item, level, link, numbering, p, package, r, row, style, table, textbox

_TEXT = "2025年工作总结\n\n一、学习情况\n全年学习24次，参加人员360人次。\n"


@dataclass(frozen=True)
class Hard:
    """A document, what it is called, and its texts by part.

    `levels` are those of its headings, in order; `loose` is shown text that stands in no run, besides automatic numbers.
    """

    name: str
    make: Callable[[], bytes]
    texts: dict[str, list[str]]
    file: str = "a.docx"
    warnings: tuple[str, ...] = ()
    levels: tuple[int, ...] | None = None
    loose: str = ""


def _word(name: str, body: str, *texts: str, **more: object) -> Hard:
    """A Word document told by its body alone or with parts, and the texts of its body."""
    options = {k: more.pop(k) for k in ("parts", "links", "members", "section") if k in more}
    others = more.pop("others", {})
    return Hard(name, lambda: docx(body, **options), {"body": list(texts), **others}, **more)  # type: ignore[arg-type]


def _field(code: str, result: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = code if code.startswith("<") else f"<w:r><w:instrText>{code}</w:instrText></w:r>"
    return mark.format("begin") + code + mark.format("separate") + result + mark.format("end")


def _changed(kind: str, inner: str) -> str:
    return f'<w:{kind} w:id="1" w:author="甲">{inner}</w:{kind}>'


_GONE_MARK = '<w:rPr><w:del w:id="9" w:author="甲"/></w:rPr>'
_DELETED = "<w:r><w:delText>删去的字</w:delText></w:r>"

CHANGES = [
    _word("inserted and deleted text", p(r("开展") + _changed("ins", r("主题")) + _changed("del", _DELETED) + r("活动")),
          "开展主题活动", warnings=("2 处未接受的修订",)),
    _word("moved text", p(_changed("moveFrom", r("学习")) + r("先") + _changed("moveTo", r("学习"))), "先学习", warnings=("修订",)),
    _word("a deleted paragraph mark", p(r("上半句，"), _GONE_MARK) + p("下半句。"), "上半句，下半句。"),
    _word("a deleted paragraph", p("一") + p(_changed("del", _DELETED), _GONE_MARK) + p("二"), "一", "二"),
    _word("a deleted paragraph at the end", p("一") + p(_changed("del", _DELETED), _GONE_MARK), "一"),
    _word("a deleted table row", table(("甲", "乙"))[:-len("</w:tbl>")] + row("丙", "丁", properties='<w:del w:id="2"/>') + "</w:tbl>",
          "甲", "乙"),
    _word("changes inside a link and inside changes",
          p("<w:hyperlink>" + _changed("ins", r("甲") + _changed("del", _DELETED)) + "</w:hyperlink>"), "甲"),
    _word("a deleted field", p(r("前") + _changed("del", _field("PAGE", _DELETED)) + r("后")), "前后"),
    _word("changes of formatting", p(r("字", '<w:b/><w:rPrChange w:id="3"><w:rPr/></w:rPrChange>')), "字"),
]  # fmt: skip

STRUCTURES = [
    _word("text boxes, once", p(r("正文前") + textbox(p("框内一") + p("框内二")) + r("正文后")) + p("次段"), "正文前正文后", "次段",
          others={"textbox": ["框内一", "框内二"]}),
    _word("a text box in a text box", p(textbox(p(r("外") + textbox(p("内"))))), others={"textbox": ["外", "内"]}),
    _word("a table in order", p("表前") + table(("项目", "次数"), ("学习", "24")) + p("表后"), "表前", "项目", "次数", "学习", "24", "表后"),
    _word("a table in a table", table((p("外前") + table(("内一", "内二")) + p("外后"), "右")), "外前", "内一", "内二", "外后", "右"),
    _word("empty cells", table(("甲", ""), ("", "乙")), "甲", "", "", "乙"),
    _word("merged cells", "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>" + p("通栏") + "</w:tc></w:tr></w:tbl>", "通栏"),
    _word("content controls", "<w:sdt><w:sdtPr/><w:sdtContent>" + p("块") + "</w:sdtContent></w:sdt>"
          + p("<w:sdt><w:sdtContent>" + r("行内") + "</w:sdtContent></w:sdt>"), "块", "行内"),
    _word("a content control around rows", "<w:tbl><w:sdt><w:sdtContent>" + row("甲", "乙") + "</w:sdtContent></w:sdt></w:tbl>", "甲", "乙"),
    _word("links, tags and simple fields",
          p("<w:hyperlink>" + r("链接") + "</w:hyperlink><w:smartTag>" + r("标签") + '</w:smartTag><w:fldSimple w:instr="DATE">' + r("域")
            + "</w:fldSimple>"), "链接标签域"),
    _word("fields in fields", p(r("共") + _field(_field(" REF a ", r("不可见")), r("24")) + r("次")), "共24次"),
    _word("a field over paragraphs", p('<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TOC</w:instrText>'
          '<w:fldChar w:fldCharType="separate"/></w:r>' + r("目录一")) + p(r("目录二") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
          + p("正文"), "目录一", "目录二", "正文"),
    _word("a field that never ends", p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + r("甲")) + p("乙"), "甲", "乙"),
    _word("a field in one run", p('<w:r><w:t>前</w:t><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText>'
          '<w:fldChar w:fldCharType="separate"/><w:t>5</w:t><w:fldChar w:fldCharType="end"/><w:t>后</w:t></w:r>'), "前5后"),
    _word("tabs, breaks and hyphens", p('<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:br w:type="page"/><w:cr/>'
          '<w:noBreakHyphen/><w:softHyphen/><w:t>丁</w:t></w:r>'), "甲\t乙\n丙\n-丁"),
    _word("symbols", p('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:char="2014"/><w:sym w:char="D800"/>'
                       '<w:sym w:char="zz"/><w:sym w:char="F001"/></w:r>'), "☑—□"),
    _word("readings above text", p("<w:r><w:t>前</w:t><w:ruby><w:rt>" + r("dù") + "</w:rt><w:rubyBase>" + r("度") + "</w:rubyBase></w:ruby>"
          "<w:t>后</w:t></w:r>"), "前度后"),
    _word("emoji with a fallback", p('<w:r><mc:AlternateContent><mc:Choice Requires="w16se"><w16se:symEx w16se:char="1F60A"/></mc:Choice>'
          "<mc:Fallback><w:t>☺</w:t></mc:Fallback></mc:AlternateContent></w:r>" + r("好")), "☺好", loose="☺"),
    _word("formulas", p(r("设") + "<m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath>" + r("。")), "设x=2。", loose="x=2"),
    _word("hidden text", p(r("可见") + r("隐藏", "<w:vanish/>") + r("又见", '<w:vanish w:val="0"/>')), "可见又见", warnings=("2 个字的隐藏文字",)),
    _word("text hidden by styles", p(r("见") + r("藏", '<w:rStyle w:val="H"/>')) + p("全藏", '<w:pStyle w:val="P"/>')
          + p(r("显", '<w:vanish w:val="false"/>'), '<w:pStyle w:val="P"/>'), "见", "显",
          parts={"styles": style("H", "h", "<w:rPr><w:vanish/></w:rPr>", "character") + style("P", "p", "<w:rPr><w:vanish/></w:rPr>")},
          warnings=("隐藏文字",)),
    _word("page headers and footers", p("正文"), "正文", others={"header": ["内部资料", "又一页眉"], "footer": ["— 1 —"]},
          parts={"header1": p("内部资料"), "header2": p("又一页眉"), "header3": p("没有用到"), "footer1": p("— 1 —")},
          section='<w:headerReference w:type="default" r:id="header1"/><w:headerReference w:type="even" r:id="header2"/>'
          '<w:footerReference w:type="default" r:id="footer1"/>'),
    _word("notes and comments", p(r("正文") + '<w:r><w:footnoteReference w:id="2"/></w:r>'), "正文",
          others={"footnote": ["脚注一", "脚注二"], "endnote": ["尾注"], "comment": ["批注"]},
          parts={"footnotes": '<w:footnote w:type="separator" w:id="0">' + p("分隔") + '</w:footnote><w:footnote w:id="2">' + p("脚注一")
                 + p("脚注二") + "</w:footnote>", "endnotes": '<w:endnote w:id="2">' + p("尾注") + "</w:endnote>",
                 "comments": '<w:comment w:id="0">' + p("批注") + "</w:comment>"}),
    _word("macros, links, objects and foreign content", p("正文") + '<w:altChunk r:id="x"/>', "正文",
          links=link("x", "aFChunk", "a.html", external=False) + link("y", "image", "http://example.com/a.png")
          + link("z", "oleObject", "embeddings/o.bin", external=False), members={"word/vbaProject.bin": b"x"},
          warnings=("宏", "1 个外部链接（example.com）", "1 个嵌入对象", "altChunk")),
    Hard("the strict variant of the format",
         lambda: _strict(docx(p("正文") + table(("甲", "乙")))), {"body": ["正文", "甲", "乙"]}),
    Hard("XML in UTF-16", lambda: _wide(), {"body": ["宽字符"]}),
    _word("characters beyond the basic plane", p(r("𠮷") + r("家😊")), "𠮷家😊"),
    _word("headings by style and by number",
          p("2025年工作总结", '<w:pStyle w:val="T"/>') + p("工作情况", '<w:pStyle w:val="A"/>') + p("（一）学习", '<w:pStyle w:val="A"/>')
          + p("全年学习24次。") + p("乙项", '<w:outlineLvl w:val="1"/>') + p("正文。", '<w:pStyle w:val="A"/><w:outlineLvl w:val="9"/>')
          + p("二、打算") + p("继续学习。"),
          "2025年工作总结", "工作情况", "（一）学习", "全年学习24次。", "乙项", "正文。", "二、打算", "继续学习。", levels=(1, 2, 2, 1),
          parts={"styles": style("T", "Title") + style("A", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>')}),
    _word("styles that are based on each other", p("甲", '<w:pStyle w:val="A"/>'), "甲",
          parts={"styles": style("A", "a", '<w:basedOn w:val="B"/>') + style("B", "b", '<w:basedOn w:val="A"/>')}),
]  # fmt: skip


def _strict(data: bytes) -> bytes:
    archive = zipfile.ZipFile(io.BytesIO(data))
    old = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return package({n: archive.read(n).replace(old, b"http://purl.oclc.org/ooxml/wordprocessingml/main") for n in archive.namelist()})


def _wide() -> bytes:
    xml = f'<?xml version="1.0" encoding="UTF-16"?><w:document {NAMESPACES}><w:body>{p("宽字符")}</w:body></w:document>'
    return docx("", members={"word/document.xml": xml.encode("utf-16")})


_LIST = (
    level(0, "chineseCounting", "%1、") + level(1, "chineseCounting", "（%2）") + level(2, "decimal", "%3.") + level(3, "decimal", "（%4）")
)

NUMBERINGS = [
    _word("一、（一）1.（1） with restarts under each parent",
          item("甲", 1) + item("乙", 1, 1) + item("丙", 1, 2) + item("丁", 1, 3) + item("戊", 1, 2) + item("己", 1, 1) + item("庚", 1, 2)
          + item("辛", 1) + item("壬", 1, 1),
          "一、甲", "（一）乙", "1.丙", "（1）丁", "2.戊", "（二）己", "1.庚", "二、辛", "（一）壬", parts={"numbering": numbering(_LIST)}),
    _word("numbers through the style",
          p("甲", '<w:pStyle w:val="A"/>') + p("子", '<w:pStyle w:val="B"/>') + p("乙", '<w:pStyle w:val="C"/>')
          + p("不编号", '<w:pStyle w:val="A"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
          "一、甲", "（一）子", "二、乙", "不编号",
          parts={"numbering": numbering(level(0, "chineseCounting", "%1、", '<w:pStyle w:val="A"/>')
                                        + level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="B"/>')),
                 "styles": style("A", "a", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
                 + style("B", "b", '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr>')
                 + style("C", "c", '<w:basedOn w:val="A"/>')}),
    _word("a list started anew by an override",
          item("甲", 1) + item("乙", 1) + item("丙", 2) + item("丁", 2) + item("戊", 1),
          "1.甲", "2.乙", "5.丙", "6.丁", "7.戊",
          parts={"numbering": numbering(level(0, "decimal", "%1."), nums={
              2: '<w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'})}),
    _word("a level replaced by an override", item("甲", 2), "A)甲",
          parts={"numbering": numbering(level(0, "decimal", "%1."), nums={
              2: '<w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">' + level(0, "upperLetter", "%1)") + "</w:lvlOverride>"})}),
    _word("two lists that share their counters, and one that does not",
          item("甲", 1) + item("乙", 2) + item("丙", 3), "1.甲", "2.乙", "1.丙",
          parts={"numbering": numbering(level(0, "decimal", "%1."), level(0, "decimal", "%1."), nums={
              2: '<w:abstractNumId w:val="1"/>', 3: '<w:abstractNumId w:val="2"/>'})}),
    _word("a level that never restarts",
          item("甲", 1) + item("乙", 1, 1) + item("丙", 1) + item("丁", 1, 1), "1.甲", "1)乙", "2.丙", "2)丁",
          parts={"numbering": numbering(level(0, "decimal", "%1.") + level(1, "decimal", "%2)", '<w:lvlRestart w:val="0"/>'))}),
    _word("a level that restarts after the first level only",
          item("甲", 1) + item("乙", 1, 1) + item("丙", 1, 2) + item("丁", 1, 1) + item("戊", 1, 2) + item("己", 1) + item("庚", 1, 2),
          "1.甲", "1)乙", "a丙", "2)丁", "b戊", "2.己", "a庚",
          parts={"numbering": numbering(level(0, "decimal", "%1.") + level(1, "decimal", "%2)")
                                        + level(2, "lowerLetter", "%3", '<w:lvlRestart w:val="1"/>'))}),
    _word("legal numbers", item("甲", 1) + item("乙", 1, 1), "第一章甲", "1.1乙",
          parts={"numbering": numbering(level(0, "chineseCountingThousand", "第%1章") + level(1, "decimal", "%1.%2", "<w:isLgl/>"))}),
    _word("numbers that do not begin at 1, and a parent that was never counted", item("甲", 1, 1) + item("乙", 1, 1), "3.4甲", "3.5乙",
          parts={"numbering": numbering(level(0, "decimal", "%1.", start=3) + level(1, "decimal", "%1.%2", start=4))}),
    _word("bullets and numbers that are not shown", item("甲", 1) + item("乙", 2), "甲", "乙",
          parts={"numbering": numbering(level(0, "bullet", "●"), level(0, "none", "%1"))}),
    _word("a numbering style", item("甲", 1), "壹、甲",
          parts={"numbering": numbering('<w:numStyleLink w:val="N"/>', level(0, "chineseLegalSimplified", "%1、")),
                 "styles": style("N", "n", '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>', "numbering")}),
    _word("numbers in tables, text boxes and tracked changes",
          item("甲", 1) + table((item("乙", 1), "丙")) + p(textbox(item("丁", 1)))
          + p(_changed("del", _DELETED), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' + _GONE_MARK) + item("戊", 1),
          "1.甲", "2.乙", "丙", "4.戊", others={"textbox": ["3.丁"]}, parts={"numbering": numbering(level(0, "decimal", "%1."))}, warnings=("修订",)),
    _word("a joined paragraph takes the number of the second",
          p(r("上，"), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' + _GONE_MARK) + p("下。"), "上，下。",
          parts={"numbering": numbering(level(0, "decimal", "%1."))}, warnings=("修订",)),
    _word("numbers of lists that are not there", item("甲", 7) + item("乙", 1, 12), "甲", "乙", parts={"numbering": numbering(_LIST)}),
]  # fmt: skip


def _plain(name: str, data: bytes, texts: list[str] | None = None, file: str = "a.txt", **more: object) -> Hard:
    shown = texts or [line for line in _TEXT.split("\n") if line]
    return Hard(name, lambda: data, {"body": shown}, file, **more)  # type: ignore[arg-type]


ENCODINGS = [
    _plain("UTF-8", _TEXT.encode(), levels=(1,)),
    _plain("UTF-8 with a mark", codecs.BOM_UTF8 + _TEXT.encode()),
    _plain("GB18030", _TEXT.encode("gb18030")),
    _plain("GB18030 with four-byte characters", "㐀𠮷家的工作\n".encode("gb18030"), ["㐀𠮷家的工作"]),
    _plain("UTF-16 with a mark, little end first", codecs.BOM_UTF16_LE + _TEXT.encode("utf-16-le")),
    _plain("UTF-16 with a mark, big end first", codecs.BOM_UTF16_BE + _TEXT.encode("utf-16-be")),
    _plain("UTF-16 without a mark, little end first", _TEXT.encode("utf-16-le")),
    _plain("UTF-16 without a mark, big end first", _TEXT.encode("utf-16-be")),
    _plain("UTF-32 with a mark", codecs.BOM_UTF32_LE + _TEXT.encode("utf-32-le")),
    _plain("mixed line ends", "一\r\n二\r三\n四\u2028五".encode(), ["一", "二", "三", "四\u2028五"]),
    _plain("a few broken bytes", _TEXT.encode() * 20 + b"\xe5\x85", [*[x for x in _TEXT.split("\n") if x] * 20, "\ufffd"],
           warnings=("1 处无法识别的字符",)),
    _plain("Markdown in a file without a suffix",
           "# 总结\n\n## 一、**学习**\n\n| 甲 | 乙 |\n| - | - |\n| 1 |  |\n".encode(), ["总结", "一、学习", "甲", "乙", "1", ""], "a", levels=(1,)),
    _plain("Word called text", docx(p("正文")), ["正文"], "a.txt"),
    _plain("text called Word", "正文\n".encode(), ["正文"], "a.docx"),
]  # fmt: skip

HARD = [*CHANGES, *STRUCTURES, *NUMBERINGS, *ENCODINGS]


def long_report(pages: int = 300) -> bytes:
    """A .docx of so many pages: 22 lines of 28 characters each, in runs as Word leaves them after much editing."""
    dice = random.Random(300)
    paragraphs = []
    for number in range(pages * 22 // 3):
        runs = [r("".join(dice.choices("认真学习贯彻落实上级部署推动工作取得新的成效", k=14)), '<w:rFonts w:hint="eastAsia"/><w:sz w:val="32"/>')
                for _ in range(6)]  # fmt: skip
        paragraphs.append(p("".join(runs) + r("。")) if number % 20 else item("工作情况", 1, number // 20 % 3))
    return docx("".join(paragraphs), parts={"numbering": numbering(_LIST)})
