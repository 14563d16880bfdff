"""The paragraph styles of GB/T 9704-2012 as a table of data, and the XML parts they become.

Style ids are stable and English, so that a report is known again when it is read; names are Word's built-in ones
wherever Word has one, so that it shows them in the user's language and its navigation works.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import quoteattr

from assistant.export.layout import LINES

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

LINE = 579  # twips; 22 of them fill 225 mm as LibreOffice and Word set them, 28 pt gives 27 characters, 29 pt 21 lines
CHARACTER = 315  # twips; a 16 pt character less 0.25 pt, so that 28 fill 156 mm
TITLE_CHARACTER = 440  # twips
TEXT_WIDTH = 8844  # twips; 156 mm
_SQUEEZE = -5  # twips

assert LINES * LINE <= 12756


@dataclass(frozen=True, slots=True)
class Style:
    """One paragraph style: id, name in Word, font setting, size in half points, and how it stands (lengths in twips)."""

    id: str
    name: str
    font: str = "body"
    size: int = 32
    squeeze: int = _SQUEEZE
    align: str = "both"
    first_line: int = 0
    line: int = LINE
    outline: int = 0
    keep: bool = False
    next: str = "BodyText"


# Sizes: 2号 = 44, 3号 = 32, 4号 = 28, 小四 = 24 half points (7.3 of the standard; tables are left to the typist).
STYLES = (
    Style("Normal", "Normal", next="Normal"),
    Style("BodyText", "Body Text", first_line=2),
    Style("Heading1", "heading 1", font="heading1", first_line=2, outline=1, keep=True),
    Style("Heading2", "heading 2", font="heading2", first_line=2, outline=2, keep=True),
    Style("Heading3", "heading 3", first_line=2, outline=3, keep=True),
    Style("Heading4", "heading 4", first_line=2, outline=4, keep=True),
    Style("ReportTitle", "Title", font="title", size=44, squeeze=0, align="center", keep=True),
    Style("ReportSubtitle", "Subtitle", font="heading2", align="center", keep=True),
    Style("ReportAddressee", "Salutation", align="left"),
    Style("ReportAttachment", "附件说明", align="left", next="ReportAttachment"),
    Style("ReportSignature", "Signature", align="left", next="ReportDate"),
    Style("ReportDate", "Date", align="left"),
    Style("ReportTable", "表格文字", size=24, squeeze=0, align="center", line=360, next="ReportTable"),
    Style("ReportTableHeader", "表格表头", font="heading1", size=24, squeeze=0, align="center", line=360, keep=True),
    Style("Footer", "footer", font="page_number", size=28, squeeze=0, align="left", line=360, next="Footer"),
)
_BUILT_IN = {"Normal", "BodyText", "Footer", "ReportTitle", "ReportSubtitle", "ReportAddressee", "ReportSignature", "ReportDate"}

# What a machine without the font of the standard shows instead; Word reads it from the font table.
_SUBSTITUTES = {"仿宋_GB2312": "仿宋", "楷体_GB2312": "楷体", "方正小标宋简体": "宋体", "方正小标宋_GBK": "宋体"}


def styles_xml(config: Mapping[str, Any]) -> str:
    """The part word/styles.xml with the fonts that `config` names."""
    styles = "".join([*(_style(s, config) for s in STYLES), *(_lead(level, config) for level in (1, 2))])
    return f'<w:styles xmlns:w="{NAMESPACE}">{_defaults(config)}{styles}{_FIXED}</w:styles>'


def fonts_xml(config: Mapping[str, Any]) -> str:
    """The part word/fontTable.xml: each font in use, with a substitute for those few machines have."""
    names = sorted({_font(s.font, config) for s in STYLES} | set(filter(None, [config["word.latin_font"]])))
    return f'<w:fonts xmlns:w="{NAMESPACE}">{"".join(map(_font_entry, names))}</w:fonts>'


def _font_entry(name: str) -> str:
    substitute = f'<w:altName w:val="{_SUBSTITUTES[name]}"/>' if name in _SUBSTITUTES else ""
    charset = "86" if any(ord(c) > 0x2E80 for c in name) else "00"
    return f'<w:font w:name={quoteattr(name)}>{substitute}<w:charset w:val="{charset}"/><w:pitch w:val="variable"/></w:font>'


def _font(key: str, config: Mapping[str, Any]) -> str:
    return str(config[f"word.{key}_font"])


def _fonts(key: str, config: Mapping[str, Any]) -> str:
    hanzi = quoteattr(_font(key, config))
    latin = quoteattr(config["word.latin_font"]) if config["word.latin_font"] and key != "page_number" else hanzi
    return f'<w:rFonts w:hint="eastAsia" w:ascii={latin} w:hAnsi={latin} w:eastAsia={hanzi} w:cs={latin}/>'


def _defaults(config: Mapping[str, Any]) -> str:
    language = '<w:lang w:val="zh-CN" w:eastAsia="zh-CN"/>'
    run = f'{_fonts("body", config)}<w:kern w:val="0"/><w:sz w:val="32"/><w:szCs w:val="32"/>{language}'
    return f"<w:docDefaults><w:rPrDefault><w:rPr>{run}</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"


def _style(style: Style, config: Mapping[str, Any]) -> str:
    default = ' w:default="1"' if style.id == "Normal" else ""
    custom = "" if style.id in _BUILT_IN or style.outline else ' w:customStyle="1"'
    based = "" if default else '<w:basedOn w:val="Normal"/>'
    return (
        f'<w:style w:type="paragraph"{default}{custom} w:styleId="{style.id}"><w:name w:val="{style.name}"/>{based}'
        f'<w:next w:val="{style.next}"/><w:qFormat/><w:pPr>{_paragraph(style)}</w:pPr>'
        f"<w:rPr>{_run(style, config)}</w:rPr></w:style>"
    )


def _lead(level: int, config: Mapping[str, Any]) -> str:
    """The character style of a heading of `level` that is run into its paragraph."""
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="ReportLead{level}"><w:name w:val="段首标题{level}"/>'
        f"<w:qFormat/><w:rPr>{_fonts(f'heading{level}', config)}</w:rPr></w:style>"
    )


def _paragraph(style: Style) -> str:
    """Paragraph properties in the order the schema wants. Widows may stand: the page has 22 lines and no fewer."""
    keep = "<w:keepNext/><w:keepLines/>" if style.keep else ""
    spacing = f'<w:spacing w:before="0" w:after="0" w:line="{style.line}" w:lineRule="exact"/>'
    grid = '<w:widowControl w:val="0"/><w:adjustRightInd w:val="0"/><w:snapToGrid w:val="0"/>'
    outline = f'<w:outlineLvl w:val="{style.outline - 1}"/>' if style.outline else ""
    return f'{keep}{grid}{spacing}{first_line(style.first_line)}<w:jc w:val="{style.align}"/>{outline}'


def first_line(characters: int) -> str:
    """A first-line indent both in characters, as Word shows it, and in twips, as LibreOffice needs it."""
    if not characters:
        return '<w:ind w:left="0" w:right="0" w:firstLine="0"/>'
    return f'<w:ind w:firstLineChars="{characters * 100}" w:firstLine="{characters * CHARACTER}"/>'


def _run(style: Style, config: Mapping[str, Any]) -> str:
    """Run properties in the order the schema wants; nothing is bold."""
    return (
        f'{_fonts(style.font, config)}<w:b w:val="0"/><w:bCs w:val="0"/><w:spacing w:val="{style.squeeze}"/>'
        f'<w:sz w:val="{style.size}"/><w:szCs w:val="{style.size}"/>'
    )


_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_BORDERS = "".join(f'<w:{side} w:val="single" w:sz="6" w:space="0" w:color="auto"/>' for side in _SIDES)
_CELL = '<w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
_FIXED = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
    "</w:style>"
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{_CELL}</w:tblPr></w:style>'
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
    f"<w:tblPr><w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr></w:style>"
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/></w:style>'
)
