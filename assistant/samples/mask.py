"""Masking: a passage with every specific value replaced by what kind of value stood there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from assistant.samples.mask_version import MASK_VERSION
from assistant.text.ended import tells
from assistant.text.lexicon import public_spans
from assistant.text.names import NameContext
from assistant.text.slots import find_slots
from assistant.text.spans import Slot, SlotKind
from assistant.text.tokens import tokens

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
    """A paragraph, its slots and the text that may be shown: `masked` holds none of their values.

    `values` (kind, value) is what gives the sample away where it stands in a draft: what is likelier a value than not, whole and, of
    names, each part that is a name by itself, told where it stands first.
    """

    text: str
    slots: tuple[Slot, ...]
    masked: str
    values: tuple[tuple[SlotKind, str], ...]


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
    parts = _first_told(paragraphs, context)
    return [_masked(paragraph, context, parts.get(number, ())) for number, paragraph in enumerate(paragraphs)]


def _masked(paragraph: str, context: NameContext, parts: Iterable[tuple[SlotKind, str]]) -> Masked:
    slots = find_slots(paragraph, context=context)
    values = [(slot.kind, slot.value) for slot in find_slots(paragraph, context=context, sure=True)]
    return Masked(paragraph, tuple(slots), mask(paragraph, slots), tuple(dict.fromkeys([*values, *parts])))


def _first_told(paragraphs: Sequence[str], context: NameContext) -> dict[int, list[tuple[SlotKind, str]]]:
    """The names that the document has told, by the paragraph where each stands first; not pieces of public terms, nor 人民医院 alone."""
    whole = "\n".join(paragraphs)
    ends = list(accumulate(len(paragraph) + 1 for paragraph in paragraphs))
    found: dict[int, list[tuple[SlotKind, str]]] = {}
    for form, kind in context.known.items():
        at = whole.find(form) if _tells(form, kind) else -1
        if at >= 0 and not _is_in_public(paragraphs[number := bisect_right(ends, at)], form):
            found.setdefault(number, []).append((kind, form))
    return found


def _tells(form: str, kind: SlotKind) -> bool:
    """Whether a name gives its document away by itself: that of a person, and that of a place or body with a word that no other has."""
    shortest = {"place": 1, "org": 3}.get(kind)
    return kind == "person" or (shortest is not None and len(form) >= shortest and any(tells(piece.text) for piece in tokens(form)))


def _is_in_public(paragraph: str, form: str) -> bool:
    start = paragraph.find(form)
    return any(term.start <= start and start + len(form) <= term.end for term in public_spans(paragraph))
