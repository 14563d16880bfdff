"""What a session has reached: sections with their paragraphs, changed facts, the current section. Immutable, and plain JSON on disk."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from assistant.drafting.parts import Part
from assistant.drafting.prompts import Point, Task
from assistant.drafting.style import Phrase
from assistant.drafting.write import Status, Written
from assistant.engines.base import Usage
from assistant.facts.model import Fact
from assistant.facts.save import FactChange

OrderKind = Literal["draft", "other", "revise", "weave"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as it stands: `whole` is False for one broken off, `wishes` are what the user asked of it, oldest first."""

    part: Part
    text: str
    status: Status
    attempts: int = 0
    usage: Usage = field(default_factory=Usage)
    wishes: tuple[str, ...] = ()
    whole: bool = True

    @property
    def body(self) -> str:
        """The text without its lead (一是)."""
        return self.text.removeprefix(self.part.lead)

    def written(self, section: int) -> Written:
        """The paragraph as drafting has it, in the section at this index of the plan."""
        return Written(replace(self.part, section=section), self.text, self.status, self.attempts, self.usage)


@dataclass(frozen=True, slots=True)
class SectionDraft:
    """The text of a section; `complete` is False where writing was broken off."""

    paragraphs: tuple[Paragraph, ...]
    accepted: bool = False
    complete: bool = True

    @property
    def text(self) -> str:
        """The section, a line a paragraph."""
        return "\n".join(p.text for p in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Order:
    """A piece of writing the user asked for.

    `draft` writes a section (what of it stands is kept), `other` writes it anew with other phrases, `revise` changes it along
    `instruction` and to `factor` times its length (None: what the instruction says, else as long as it is), `weave` takes in facts
    that changed.
    """

    kind: OrderKind
    section: str
    instruction: str = ""
    factor: float | None = None


@dataclass(frozen=True, slots=True)
class State:
    """All that a session has reached.

    `last` is the latest order, `before` its section as it was then (None: no text), `done` whether it was carried out to the end.
    """

    current: str = ""
    changes: tuple[FactChange, ...] = ()
    drafts: Mapping[str, SectionDraft] = field(default_factory=dict)
    last: Order | None = None
    before: SectionDraft | None = None
    done: bool = True

    def with_draft(self, name: str, draft: SectionDraft | None) -> State:
        """The state with this text for a section, or without any."""
        others = {n: d for n, d in self.drafts.items() if n != name}
        return replace(self, drafts={**others, name: draft} if draft else others)

    def same_work(self, other: State) -> bool:
        """Whether both have the same texts and facts."""
        return self.drafts == other.drafts and self.changes == other.changes

    def to_json(self) -> str:
        """The state as JSON text."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> State:
        """The state that `to_json` wrote."""
        tree = json.loads(text)
        return cls(
            current=tree["current"],
            changes=tuple(FactChange(**c) for c in tree["changes"]),
            drafts={name: _draft(d) for name, d in tree["drafts"].items()},
            last=Order(**tree["last"]) if tree["last"] else None,
            before=_draft(tree["before"]) if tree["before"] else None,
            done=tree["done"],
        )


def _draft(tree: Any) -> SectionDraft:
    return SectionDraft(tuple(_paragraph(p) for p in tree["paragraphs"]), tree["accepted"], tree["complete"])


def _paragraph(tree: Any) -> Paragraph:
    wishes, whole = tuple(tree.get("wishes", ())), tree.get("whole", True)
    return Paragraph(_part(tree["part"]), tree["text"], tree["status"], tree["attempts"], Usage(**tree["usage"]), wishes, whole)


def _part(tree: Any) -> Part:
    facts = tuple(Fact(**f) for f in tree["facts"])
    phrases = tuple(Phrase(**p) for p in tree["phrases"])
    task = Task(**{**tree["task"], "points": tuple(Point(*p) for p in tree["task"]["points"])})
    return Part(tree["section"], facts, phrases, task, tree["lead"])
