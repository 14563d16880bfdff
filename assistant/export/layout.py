"""The measures of GB/T 9704-2012 in millimetres and characters, and where a title, a closing or an attachment note stands.

A character is one full-width Hanzi of the body; a half-width letter or digit counts one half.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from assistant.documents.report import Block

PAGE = (210.0, 297.0)
TOP, BOTTOM, LEFT, RIGHT = 37.0, 35.0, 28.0, 26.0
LINES, CHARACTERS = 22, 28
TITLE_CHARACTERS = 20.0  # 2号 characters in a line of 156 mm

_OPENING = {"title", "subtitle"}
_CLOSING = {"signature", "date"}
_KEPT = 8 * CHARACTERS  # a longer paragraph kept with the closing would leave a hole: LibreOffice moves it whole
_SLACK = 0.3  # of a character
_LONG_CELL = 12.0  # characters
_SENTENCE = re.compile("[，。；！？\n]")
_ATTACHMENT = re.compile(r"(附\s*件\s*[:：]?\s*)?(\d{1,2}\s*[.．、])?\s*")
# Where a long title may be broken without tearing a phrase apart (7.3.1: 词意完整), the best places first.
_BREAKS = (
    re.compile(r"(?<=年度)|(?<=年)|(?<=关于)|(?<=[的、》])|(?<!\d)(?=\d)|(?=[暨与及])"),
    re.compile(r"(?<=党委)|(?<=支部)|(?<=总支)|(?<=书记)|(?<=委员会)|(?<=公司)|(?<=集团)|(?<=中心)|(?<=[局院])|(?<=总结)|(?<=报告)"),
)
_WORSE = 4.0  # characters a line may come out longer for a better place to break


def width(text: str) -> float:
    """How many characters wide `text` is."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.5 for c in text)


@dataclass(frozen=True, slots=True)
class Placed:
    """A block and its place.

    `apart`: after an empty line; `kept`: on the page of the next block, so that no closing stands alone on a page;
    `left` and `hanging`: the left indent and the hanging part of it, in characters.
    """

    block: Block
    apart: bool
    kept: bool
    left: float = 0.0
    hanging: float = 0.0


def placed(blocks: Sequence[Block]) -> Iterator[Placed]:
    """Each block of a report with its place on the page."""
    around = zip((None, *blocks), blocks, (*blocks[1:], None), strict=False)
    for (before, block, after), (left, hanging) in zip(around, _indents(blocks), strict=True):
        kept = after is not None and after.kind in _CLOSING | {"attachment"} and width(block.text) <= _KEPT
        yield Placed(block, _apart(block, before), kept, left, hanging)


def _apart(block: Block, previous: Block | None) -> bool:
    """Whether an empty line parts `block` from the one before it: after the title, before attachments and the closing."""
    if previous is None or block.kind == previous.kind:
        return False
    parted = block.kind == "attachment" or (block.kind in _CLOSING and previous.kind not in _CLOSING)
    return parted or (previous.kind in _OPENING and block.kind not in _OPENING)


def _indents(blocks: Sequence[Block]) -> list[tuple[float, float]]:
    """Left indent and hanging part, in characters, of each block that the standard places by its length; (0, 0) for others."""
    found: list[tuple[float, float]] = []
    for kind, group in groupby(blocks, key=lambda b: "closing" if b.kind in _CLOSING else b.kind):
        members = list(group)
        if kind == "closing":
            found += [(indent, 0.0) for indent in _closing(members)]
        elif kind == "attachment":
            found += [_attachment(b.text, first=i == 0) for i, b in enumerate(members)]
        else:
            found += [(0.0, 0.0)] * len(members)
    return found


def _closing(members: list[Block]) -> list[float]:
    """Left indents of the signatures and dates of a document without a seal (7.3.5.2).

    The signature ends two characters from the right and the date starts two characters right of it; a date longer
    than the signature ends two from the right itself. A date alone ends four from the right.
    """
    signed = max((set_width(b.text) for b in members if b.kind == "signature"), default=0.0)
    dated = max((set_width(b.text) for b in members if b.kind == "date"), default=0.0)
    if signed > CHARACTERS - 2:
        signed = (signed + 1) // 2  # on two lines
    start = max(0.0, CHARACTERS - 2 - signed if dated <= signed else CHARACTERS - 4 - dated)
    return [start + 2 if signed and b.kind == "date" else start for b in members]


def _attachment(text: str, *, first: bool) -> tuple[float, float]:
    """Indents of a line of the attachment note (7.3.4): names that run over align with their own first character."""
    match = _ATTACHMENT.match(text)
    label = width(match.group()) if match else 0.0
    return (2.0 if first else 5.0) + label, label


def is_long(cell: str) -> bool:
    """Whether a table's cell holds more than a word or a figure, so that it is set flush left and not centred."""
    return width(cell) > _LONG_CELL or bool(_SENTENCE.search(cell))


def title_line(title: str) -> float:
    """How wide, in characters of its own, the lines of a long `title` should be to come out even and break after a word.

    0 where it fits on one line or needs more than two.
    """
    total = set_width(title)
    if not TITLE_CHARACTERS < total <= 2 * TITLE_CHARACTERS:
        return 0.0
    ends = [i for i in range(1, len(title)) if _may_break(title, i)]
    widths = {i: w for i in ends if total - (w := set_width(title[:i])) <= w <= TITLE_CHARACTERS}
    best = min(widths, key=lambda i: widths[i] + _WORSE * _rank(title, i), default=None)
    return 0.0 if best is None else min(widths[best] + _SLACK, TITLE_CHARACTERS)


def set_width(text: str) -> float:
    """How wide `text` comes out: most fonts set digits a little wider than half a character, with a space around them."""
    wide = [width(c) == 1 for c in text]
    return sum(1.0 if w else 0.56 for w in wide) + 0.22 * sum(a != b for a, b in pairwise(wide))


def _rank(title: str, at: int) -> int:
    """How bad a place for a line end the one before character `at` is; 0 is best."""
    return next((rank for rank, places in enumerate(_BREAKS) if places.match(title, at)), len(_BREAKS))


def _may_break(text: str, at: int) -> bool:
    """Whether a line may end before character `at`: not inside a number or a date, nor before a closing mark."""
    before, after = text[at - 1], text[at]
    return not (width(before) == width(after) == 0.5 or after in "年度月日》”）、" or before in "《“（" or before + after in "年度")
