"""Passages: the retrievable pieces of sample reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.text.spans import Slot

Kind = Literal["intro", "done", "problem", "plan", "closing"]
KINDS: tuple[Kind, ...] = ("intro", "done", "problem", "plan", "closing")


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a sample.

    `paragraph` is its first source line; `masked` is `text` with every slot replaced and is all that a model may see;
    `heading` is the path of headings above it; `report_type` the sample's type where known, else "".
    """

    id: str
    document: str
    heading: tuple[str, ...]
    kind: Kind
    paragraph: int
    text: str
    masked: str
    slots: tuple[Slot, ...] = ()
    year: int | None = None
    report_type: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found by a search; `parts` names what the score is made of (for `--explain`)."""

    passage: Passage
    score: float
    parts: dict[str, float]
