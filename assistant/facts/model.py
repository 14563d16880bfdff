"""The facts of a report, as read from a facts file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assistant.samples.passages import Kind

FactKind = Literal["fact", "problem", "plan"]
# What a facts file says of the report itself, and may be told in passing.
HeaderKey = Literal["type", "title", "org", "year"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing the user says is so. `id` is F1…, P1… (problems) or N1… (plans) in file order; `line` counts from 1."""

    id: str
    kind: FactKind
    text: str
    section: str | None = None
    source: str | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class SectionRequest:
    """A section the user asks for instead of the outline's; `length` in characters, None for the outline's or default."""

    title: str
    kind: Kind = "done"
    length: int | None = None


@dataclass(frozen=True, slots=True)
class FactsFile:
    """Everything a facts file says. Optional values are None where the file is silent.

    `questions` are entries whose blank (____) nobody has filled in yet: they are no facts.
    """

    path: Path | None
    facts: tuple[Fact, ...]
    questions: tuple[Fact, ...] = ()
    report_type: str | None = None
    title: str | None = None
    org: str | None = None
    short_names: tuple[str, ...] = ()
    year: int | None = None
    addressee: str | None = None
    date: str | None = None
    sections: tuple[SectionRequest, ...] = ()

    def of(self, kind: FactKind) -> tuple[Fact, ...]:
        """The facts of one kind, in file order."""
        return tuple(f for f in self.facts if f.kind == kind)
