"""Slots: the specific values of a text, as typed spans."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SlotKind = Literal["quantity", "date", "year", "org", "place", "person", "title", "quoted", "placeholder"]


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """One specific value of a text: `text[start:end] == value`; offsets in characters."""

    start: int
    end: int
    kind: SlotKind
    value: str
