"""Text put into a Word paragraph, with open gaps highlighted as runs of their own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.export.gaps import pieces

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def fill(paragraph: Paragraph, text: str) -> None:
    """Add `text` to `paragraph`. Control characters, which a Word file cannot hold, are left out."""
    from docx.enum.text import WD_COLOR_INDEX
    from docx.oxml.ns import qn

    for piece, gap in pieces(clean(text)):
        run = paragraph.add_run(piece)
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")
        if gap:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def clean(text: str) -> str:
    """`text` without the characters XML has no place for."""
    return _NOT_XML.sub("", text)
