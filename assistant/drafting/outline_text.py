"""An outline as the text of its YAML file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from assistant.drafting.outline import Outline, OutlineSection
from assistant.facts.layout import scalar


def outline_text(outline: Outline, comment: str) -> str:
    """The text of an outline file, which `read_outline` reads back; `comment` stands above it."""
    lines = [f"# {line}" for line in comment.splitlines()]
    given = {
        "name": outline.name,
        "aliases": outline.aliases,
        "units": outline.units,
        "voice": outline.voice,
        "self_name": outline.self_name,
        "title": outline.title,
        "closing_sentence": outline.closing_sentence,
        "numbering": outline.numbering,
    }
    return "\n".join([*lines, *_fields(given), "sections:", *_sections(outline.sections, "  ")]) + "\n"


def _sections(sections: Sequence[OutlineSection], indent: str) -> Iterator[str]:
    for section in sections:
        first, *rest = [*_fields(_given(section)), *(["sections:"] if section.sections else [])]
        yield f"{indent}- {first}"
        yield from (f"{indent}  {line}" for line in rest)
        yield from _sections(section.sections, indent + "    ")


def _given(section: OutlineSection) -> dict[str, Any]:
    """What a section says that is not what it would be anyway; of a heading over others only the title."""
    if section.sections:
        return {"title": section.title, "kind": section.kind}
    form = "" if section.form == "prose" else section.form
    return {
        "title": section.title,
        "kind": section.kind,
        "form": form,
        "length": section.length,
        "guidance": section.guidance,
        "words": section.words,
    }


def _fields(given: dict[str, Any]) -> list[str]:
    return [f"{key}: {_value(value)}" for key, value in given.items() if value]


def _value(value: Any) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(scalar(v) for v in value)}]"
    return scalar(value) if isinstance(value, str) else str(value)
