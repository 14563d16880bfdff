"""How a run is shown: one module per output format, each with `render(outcome) -> str`."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.checks.outcome import Outcome

FORMATS = ("full", "concise", "json")


def render(name: str, outcome: Outcome, *, colour: bool = False) -> str:
    """The outcome in format `name`, without a last line end; `colour` where a terminal shows it."""
    module = import_module(f"assistant.checks.formats.{name}")
    text: str = module.render(outcome, colour=colour) if name == "full" else module.render(outcome)
    return text
