"""From a draft to what leaves the program: the report to export, and the run report (JSON contract, version 1)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from assistant.documents.report import Block, Report
from assistant.drafting.generate import Draft
from assistant.drafting.mend import GAP
from assistant.drafting.write import STATUSES, Written
from assistant.facts.model import FactsFile
from assistant.text.sentences import split_sentences


def to_report(draft: Draft) -> Report:
    """The report in reading order: title, addressee, sections with numbered headings, signature and date where given."""
    facts = draft.facts
    blocks = [Block("title", draft.plan.title)]
    if facts.addressee:
        blocks.append(Block("addressee", facts.addressee.rstrip("：:") + "："))
    for section, paragraphs in zip(draft.plan.sections, draft.paragraphs, strict=True):
        if section.heading:
            blocks.append(Block("heading", section.heading, section.level))
        blocks += [Block("text", w.text) for w in paragraphs]
    if facts.org:
        blocks.append(Block("signature", facts.org))
    if facts.date:
        blocks.append(Block("date", chinese_date(facts.date)))
    return Report(tuple(blocks), author=facts.org or "", keywords=(draft.plan.report_type,) if draft.plan.report_type else ())


def chinese_date(iso: str) -> str:
    """2025-12-05 as GB/T 9704-2012, 7.3.5.4 wants it: 2025年12月5日."""
    year, month, day = (int(n) for n in iso.split("-"))
    return f"{year}年{month}月{day}日"


def gaps(draft: Draft) -> list[tuple[str, str]]:
    """The open gaps: (title of the section, 【待补：…】)."""
    sections = zip(draft.plan.sections, draft.paragraphs, strict=True)
    return [(s.title, g) for s, ws in sections for w in ws for g in GAP.findall(w.text)]


def run_report(draft: Draft, output: Path, grounder_check: Any) -> dict[str, Any]:
    """What happened, for programs."""
    used = [i for i, use in draft.uses.items() if use.used]
    sections = zip(draft.plan.sections, draft.paragraphs, strict=True)
    return {
        "version": 1,
        "output": str(output),
        "model": draft.model,
        "sections": [_section(s, ws, draft.facts, grounder_check) for s, ws in sections if s.drafted],
        "facts": {
            "total": len(draft.facts.facts),
            "used": used,
            "unused": [f.id for f in draft.facts.facts if f.id not in used],
            "added": sorted(i for ws in draft.paragraphs for w in ws for i in w.added),
        },
        "placeholders": [{"section": section, "text": text} for section, text in gaps(draft)],
        "usage": {
            "calls": draft.calls,
            "prompt_tokens": draft.usage.prompt_tokens,
            "cached_tokens": draft.usage.cached_tokens,
            "completion_tokens": draft.usage.completion_tokens,
        },
        "seconds": round(draft.seconds, 2),
    }


def _section(section: Any, paragraphs: tuple[Written, ...], facts: FactsFile, check: Any) -> dict[str, Any]:
    return {
        "title": section.title,
        "level": section.level,
        "kind": section.kind,
        "text": "\n".join(w.text for w in paragraphs),
        "status": max((w.status for w in paragraphs), key=STATUSES.index, default="drafted"),
        "attempts": sum(w.attempts for w in paragraphs),
        "sentences": [s for w in paragraphs for s in sentences_of(w, check)],
    }


def sentences_of(written: Written, check: Any) -> list[dict[str, Any]]:
    """Each sentence of a paragraph with the facts and the sample passages it rests on."""
    grounded = {s.start: s.facts for s in check(written.text).sentences}
    return [
        {
            "text": s.text,
            "facts": list(grounded.get(s.start, ())),
            "passages": list(dict.fromkeys(p.passage for p in written.part.phrases if p.text in s.text)),
        }
        for s in split_sentences(written.text)
    ]
