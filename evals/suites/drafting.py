"""Drafting: what the program promises of every report, on five types of report with 30 facts each, by its own verification."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.drafting.plan import make_plan
from assistant.facts.load import load_facts
from assistant.grounding.ground import Grounder
from assistant.grounding.model import Grounding
from assistant.samples.library import Library
from evals.leaks.judge import FACTS
from evals.leaks.score import score_text
from evals.leaks.write import kept_or_written
from evals.suite import Case, Scores, Suite, World, mean, ratio

STATUSES = {"nowhere": "from nowhere", "sample": "from samples", "swapped": "swapped"}


def cases() -> list[Case]:
    """One report for each facts file."""
    return [Case(path.stem, load_facts(path).title or path.stem, {"facts": path.stem}) for path in sorted(FACTS.glob("*.yaml"))]


def answer(case: Case, world: World) -> dict[str, Any]:
    """The report, its run report, and what verification says of the finished text."""
    facts = FACTS / f"{case.data['facts']}.yaml"
    told = kept_or_written("ours", facts, world)
    return told | {"verified": _verified(told["said"], facts, world.library())}


def _verified(said: Mapping[str, Any], path: Any, library: Library) -> dict[str, float]:
    """Values without support in the finished paragraphs, by status, and facts that are not told."""
    facts = load_facts(path)
    titles = [s["title"] for s in said["sections"]]
    grounder = Grounder(facts, leaks=library.leaks(), public_extra=titles)
    grounding: Grounding = grounder.check("\n".join(p["text"] for p in said["paragraphs"]))
    counts = {name: float(sum(v.status == status for v in grounding.violations)) for status, name in STATUSES.items()}
    return {**counts, "used": float(sum(u.used for u in grounding.uses.values())), "facts": float(len(facts.facts))}


def score(case: Case, answer: Any) -> Scores:
    """The counts of one report."""
    said, row = answer["said"], score_text(case.data["facts"], answer["text"])
    paragraphs = said["paragraphs"]
    return {
        **answer["verified"],
        "mended facts": float(len(said["facts"]["added"])),
        "paragraphs": float(len(paragraphs)),
        **{status: float(sum(p["status"] == status for p in paragraphs)) for status in ("drafted", "repaired", "mended")},
        "gaps": float(len(said["placeholders"])),
        "empty sections": float(sum(not s["text"] for s in said["sections"])),
        **_lengths(case.data["facts"], said["sections"]),
        **{key: float(row[key]) for key in ("characters", "sentences", "copied", "repeated")},
        **{key: float(answer["cost"][key]) for key in ("calls", "prompt_tokens", "cached_tokens", "completion_tokens", "seconds")},
    }


def _lengths(facts: str, sections: Sequence[Mapping[str, Any]]) -> Scores:
    """The sections of the outline, and those that are within a quarter of the length it gives them."""
    planned = {s.title or s.kind: s.length for s in make_plan(load_facts(FACTS / f"{facts}.yaml")).sections if s.drafted}
    named = [(s["title"] or s["kind"], len(s["text"])) for s in sections]
    asked = [(got, planned[name]) for name, got in named if name in planned]
    return {"sections": float(len(asked)), "as long as planned": float(sum(abs(got - wanted) <= wanted / 4 for got, wanted in asked))}


def total(rows: Sequence[Scores]) -> Scores:
    """The promises, over all reports."""
    return {
        "reports": len(rows),
        "coverage": ratio(rows, "used", "facts"),
        **{f"{name} a report": mean(rows, name) for name in STATUSES.values()},
        "repeated sentences a report": mean(rows, "repeated"),
        "empty sections a report": mean(rows, "empty sections"),
        "gaps a report": mean(rows, "gaps"),
        "sections within a quarter of their length": ratio(rows, "as long as planned", "sections"),
        "facts mended in": ratio(rows, "mended facts", "facts", 0.0),
        **{f"paragraphs {status}": ratio(rows, status, "paragraphs", 0.0) for status in ("drafted", "repaired", "mended")},
        "copied sentences": ratio(rows, "copied", "sentences", 0.0),
        "characters": mean(rows, "characters"),
        "fewest characters": min(r["characters"] for r in rows),
        "most characters": max(r["characters"] for r in rows),
        "tokens from the cache": ratio(rows, "cached_tokens", "prompt_tokens", 0.0),
        **{key: mean(rows, key) for key in ("calls", "prompt_tokens", "completion_tokens", "seconds")},
    }


SUITE = Suite("drafting", "起草：五种报告，事实一条不少、数值无一来历不明", cases, answer, score, total, needs_model=True)
