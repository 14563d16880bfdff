"""The report that the sections of a session make up."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from assistant.documents.model import Document, Paragraph
from assistant.drafting.compose import to_report
from assistant.drafting.generate import Draft, assemble

if TYPE_CHECKING:
    from assistant.chat.desk import Desk
    from assistant.chat.session import ChatSession


def not_accepted(chat: ChatSession, desk: Desk) -> list[str]:
    """The sections that are not accepted, or no longer carry their facts."""
    return [name for name in desk.sections if not _stands(chat, desk, name)]


def _stands(chat: ChatSession, desk: Desk, name: str) -> bool:
    draft = chat.draft(name)
    return bool(draft and draft.accepted and not desk.problems(name, draft.text))


def as_draft(chat: ChatSession, desk: Desk, *, all_written: bool = False) -> Draft:
    """The accepted sections (or all that are written) as `generate` has a finished report."""
    wanted = {n for n in desk.sections if chat.draft(n)} if all_written else set(desk.sections) - set(not_accepted(chat, desk))
    plan = desk.plan.without({i for n, (i, _) in desk.sections.items() if n not in wanted})
    names = {i: n for n, (i, _) in desk.sections.items() if n in wanted}
    kept = [names[i] for i in sorted(names)]
    places = [i for i, s in enumerate(plan.sections) if s.drafted]
    written = [p.written(place) for place, name in zip(places, kept, strict=True) if (d := chat.draft(name)) for p in d.paragraphs]
    return assemble(plan, desk.facts, written, desk.grounder, chat.row.model, 0.0)


def as_document(chat: ChatSession, desk: Desk) -> Document:
    """All that is written, as the checker reads documents."""
    blocks = to_report(as_draft(chat, desk, all_written=True)).blocks
    paragraphs = tuple(Paragraph(b.text, number, b.level, is_title=b.kind == "title") for number, b in enumerate(blocks, start=1))
    return Document(Path("chat"), "text", paragraphs)
