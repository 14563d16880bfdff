"""Facts and their changes as the store keeps them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

from assistant.facts.model import Fact, FactsFile, SectionRequest
from assistant.facts.save import FactChange


def facts_to_json(facts: FactsFile) -> str:
    """A facts file as JSON text, without its path."""
    return json.dumps(asdict(replace(facts, path=None)), ensure_ascii=False)


def facts_from_json(text: str, path: Path | None = None) -> FactsFile:
    """The facts file that `facts_to_json` wrote."""
    tree = json.loads(text)
    lists = {name: tuple(Fact(**f) for f in tree.pop(name)) for name in ("facts", "questions")}
    sections = tuple(SectionRequest(**s) for s in tree.pop("sections"))
    short_names = tuple(tree.pop("short_names"))
    return FactsFile(**{**tree, **lists, "path": path, "sections": sections, "short_names": short_names})


def changes_to_json(changes: Sequence[FactChange]) -> str:
    """Changes of facts as JSON text."""
    return json.dumps([asdict(c) for c in changes], ensure_ascii=False)


def changes_from_json(text: str) -> tuple[FactChange, ...]:
    """The changes that `changes_to_json` wrote."""
    return tuple(FactChange(**c) for c in json.loads(text))
