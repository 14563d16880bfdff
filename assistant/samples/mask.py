"""Masking: a passage with every specific value replaced by what kind of value stood there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.samples.mask_version import MASK_VERSION
from assistant.text.names import NameContext
from assistant.text.slots import find_slots
from assistant.text.spans import Slot, SlotKind

__all__ = ["LABELS", "MASK_VERSION", "Masked", "mask", "mask_document"]

# What stands in masked text. Quotation marks and 《》 stay, so that the sentence still reads as one.
LABELS: dict[SlotKind, str] = {
    "quantity": "〔数量〕",
    "date": "〔日期〕",
    "year": "〔年份〕",
    "org": "〔单位〕",
    "place": "〔地点〕",
    "person": "〔姓名〕",
    "title": "《〔文件〕》",
    "quoted": "“〔名称〕”",
    "placeholder": "〔空〕",
}


@dataclass(frozen=True, slots=True)
class Masked:
    """A paragraph, its slots and the text that may be shown: `masked` holds none of their values."""

    text: str
    slots: tuple[Slot, ...]
    masked: str


def mask(text: str, slots: Iterable[Slot]) -> str:
    """Return `text` with each slot replaced by the label of its kind; slots must be sorted and must not overlap."""
    pieces, position = [], 0
    for slot in slots:
        pieces += [text[position : slot.start], LABELS[slot.kind]]
        position = slot.end
    return "".join(pieces) + text[position:]


def mask_document(paragraphs: Sequence[str]) -> list[Masked]:
    """Mask the paragraphs of one document; names told in one paragraph are masked in all of them."""
    context = NameContext.of(paragraphs, eager=True)
    found = [(paragraph, find_slots(paragraph, context=context)) for paragraph in paragraphs]
    return [Masked(paragraph, tuple(slots), mask(paragraph, slots)) for paragraph, slots in found]
