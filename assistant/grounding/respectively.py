"""甲、乙分别为3次、5次: which number of a row belongs to which thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.text.quantities import Quantity

_JOINT = re.compile(r"[、，,和及与\s]{1,3}")
_WORD = re.compile(r"分别|各为")
_STOP = re.compile(r"[。；;！？!?\n：:]")
_AND = re.compile(r"[、，,]|以及|和(?!谐|平)|及|与(?!会)")


def respective(text: str, quantities: Sequence[Quantity]) -> dict[int, str]:
    """The thing of each quantity (by its index) that stands in a row which 分别 ties to a list of as many things."""
    found: dict[int, str] = {}
    for row in _rows(text, quantities):
        things = _things(text, quantities, row)
        found |= dict(zip(row, things, strict=False))
    return found


def _rows(text: str, quantities: Sequence[Quantity]) -> list[range]:
    """The stretches of two and more quantities with nothing but 、 and 和 between them."""
    rows, start = [], 0
    for i in range(1, len(quantities) + 1):
        if i == len(quantities) or not _JOINT.fullmatch(text[quantities[i - 1].end : quantities[i].start]):
            if i - start > 1:
                rows.append(range(start, i))
            start = i
    return rows


def _things(text: str, quantities: Sequence[Quantity], row: range) -> list[str]:
    first = quantities[row[0]]
    left = max(first.start - 80, quantities[row[0] - 1].end if row[0] else 0)
    lead = _STOP.split(text[left : first.start])[-1]
    word = _WORD.search(lead)
    if word is None:
        return []
    for part in (lead[: word.start()], lead[word.end() :]):
        items = [item for item in _AND.split(part) if item.strip()]
        if len(items) >= len(row):
            return items[-len(row) :]
    return []
