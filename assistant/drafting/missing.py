"""What a finished report still lacks: questions of the facts file that nobody has answered, and gaps in its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.drafting.generate import Draft
from assistant.drafting.mend import GAP as MARKED
from assistant.drafting.plan import Section
from assistant.facts.blanks import GAP, filled
from assistant.facts.model import FactKind
from assistant.facts.save import FactChange
from assistant.facts.topics import parts
from assistant.samples.passages import Kind
from assistant.text.sentences import split_clauses

FACT_KINDS: dict[Kind, FactKind] = {"problem": "problem", "plan": "plan"}
_LEAD = re.compile(r"^(?:[一二三四五六七八九十]+是|其中|先后|同时|并)")


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing to ask for: a text with blanks. `old` is the entry of the facts file it stands for, None for a gap of the text.

    `where` tells the user where it is, `hint` what a gap asks for.
    """

    question: str
    kind: FactKind
    where: str
    old: str | None = None
    section: str | None = None
    hint: str = ""

    def answered(self, answer: str) -> FactChange | None:
        """What an answer changes in the facts file, or None where it does not fit the blanks."""
        fact = filled(self.question, answer)
        return None if fact is None else FactChange(self.kind, self.old, fact, self.section)


def missing(draft: Draft) -> list[Missing]:
    """What can be asked for after a draft: the questions in the order of the facts file, then the gaps in reading order."""
    questions = [Missing(q.text, q.kind, f"第 {q.line} 行", old=q.text) for q in draft.facts.questions]
    sections = zip(draft.plan.sections, draft.paragraphs, strict=True)
    gaps = [gap for section, ws in sections for w in ws for gap in _gaps(section, w.text)]
    return [*questions, *dict.fromkeys(gaps)]


def _gaps(section: Section, text: str) -> Iterator[Missing]:
    """The gaps of a paragraph, each with the piece of a clause it stands in."""
    for clause in split_clauses(text):
        marks = MARKED.findall(clause.text)
        for part in parts(MARKED.sub(GAP, clause.text)) if marks else ():
            hint = "；".join(marks[: part.count(GAP)])
            marks = marks[part.count(GAP) :]
            if GAP in part:
                kind = FACT_KINDS.get(section.kind, "fact")
                yield Missing(_LEAD.sub("", part), kind, section.heading or "开头或结尾", None, section.title or None, hint)
