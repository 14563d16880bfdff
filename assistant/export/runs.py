"""Text put into a Word paragraph, with open gaps highlighted as runs of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.export.gaps import Gaps

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph


def fill(paragraph: Paragraph, text: str, gaps: Gaps) -> None:
    """Add `text`, which must hold no control characters, to `paragraph`."""
    from docx.enum.text import WD_COLOR_INDEX
    from docx.oxml.ns import qn

    for piece, gap in gaps.pieces(text):
        run = paragraph.add_run(piece)
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")
        if gap:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
