"""Text put into a Word paragraph: open gaps are highlighted and run-in headings set in their font, as runs of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.documents.report import Block
from assistant.export.gaps import Gaps
from assistant.export.leads import with_lead

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph


def fill(paragraph: Paragraph, block: Block, gaps: Gaps) -> None:
    """Add the text of `block`, which must hold no control characters, to `paragraph`."""
    from docx.enum.text import WD_COLOR_INDEX
    from docx.oxml.ns import qn

    for piece in with_lead(block, gaps.pieces(block.text)):
        run = paragraph.add_run(piece.text)
        properties = run._r.get_or_add_rPr()
        properties.get_or_add_rFonts().set(qn("w:hint"), "eastAsia")
        if piece.lead:
            properties.style = f"ReportLead{piece.lead}"
        if piece.gap:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
