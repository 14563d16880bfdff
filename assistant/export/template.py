"""An empty Word document laid out as GB/T 9704-2012 wants, built from nothing: no theme, no leftovers of other templates."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

from assistant.export.layout import BOTTOM, LEFT, PAGE, RIGHT, TOP
from assistant.export.styles import CHARACTER, LINE, NAMESPACE, fonts_xml, styles_xml

if TYPE_CHECKING:
    from docx.document import Document

TWIPS_PER_MM = 1440 / 25.4
FOOTER = 25.2  # mm from the lower edge: the dashes then stand 7 mm under the text area

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def empty_document(config: Mapping[str, Any]) -> Document:
    """A new python-docx document with no paragraph, the fonts being those that `config` names (`word.*`)."""
    from docx import Document as open_document

    package = BytesIO()
    with ZipFile(package, "w", ZIP_DEFLATED) as archive:
        for name, xml in _parts(config).items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{xml}')
    package.seek(0)
    return open_document(package)


def _parts(config: Mapping[str, Any]) -> dict[str, str]:
    word = {
        "styles": ("styles", styles_xml(config)),
        "fontTable": ("fontTable", fonts_xml(config)),
        "settings": ("settings", _SETTINGS),
        "footer1": ("footer", _footer("right")),
        "footer2": ("footer", _footer("left")),
    }
    types = "".join(f'<Override PartName="/word/{n}.xml" ContentType="{_WORD}.{kind}+xml"/>' for n, (kind, _) in word.items())
    links = "".join(f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{name}.xml"/>' for name, (kind, _) in word.items())
    document = f'<Relationship Id="document" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    return {
        "[Content_Types].xml": _content_types(types),
        "_rels/.rels": _relationships(document),
        "word/document.xml": _DOCUMENT,
        "word/_rels/document.xml.rels": _relationships(links),
        **{f"word/{name}.xml": xml for name, (_, xml) in word.items()},
    }


def _content_types(overrides: str) -> str:
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>{overrides}</Types>'
    )


def _relationships(inside: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def _footer(side: str) -> str:
    """The page number, 4号 between dashes, one character in from `side` (7.5 of the standard: odd right, even left)."""
    run = '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r>'
    number = f'<w:fldSimple w:instr=" PAGE ">{run.format("1")}</w:fldSimple>'
    place = f'<w:ind w:{side}="{CHARACTER}"/><w:jc w:val="{side}"/>'
    return (
        f'<w:ftr xmlns:w="{NAMESPACE}"><w:p><w:pPr><w:pStyle w:val="Footer"/>{place}</w:pPr>'
        f"{run.format('— ')}{number}{run.format(' —')}</w:p></w:ftr>"
    )


def _twips(millimetres: float) -> int:
    return round(millimetres * TWIPS_PER_MM)


_SETTINGS = (
    f'<w:settings xmlns:w="{NAMESPACE}"><w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/>'
    "<w:compat><w:doNotExpandShiftReturn/>"
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    "</w:compat></w:settings>"
)
_DOCUMENT = (
    f'<w:document xmlns:w="{NAMESPACE}" xmlns:r="{_OFFICE}"><w:body><w:sectPr>'
    '<w:footerReference w:type="default" r:id="footer1"/><w:footerReference w:type="even" r:id="footer2"/>'
    f'<w:pgSz w:w="{_twips(PAGE[0])}" w:h="{_twips(PAGE[1])}"/>'
    f'<w:pgMar w:top="{_twips(TOP)}" w:right="{_twips(RIGHT)}" w:bottom="{_twips(BOTTOM)}" w:left="{_twips(LEFT)}" '
    f'w:header="{_twips(15)}" w:footer="{_twips(FOOTER)}" w:gutter="0"/>'
    f'<w:docGrid w:type="lines" w:linePitch="{LINE}"/></w:sectPr></w:body></w:document>'
)
