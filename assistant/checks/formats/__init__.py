"""How a run is shown: one module per output format, each with `render(outcome) -> str`."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from assistant.errors import InputError

if TYPE_CHECKING:
    from assistant.checks.outcome import Outcome

FORMATS = ("full", "concise", "json", "sarif", "junit", "github", "html")


def known_format(name: str) -> None:
    """Raises InputError where there is no such format."""
    if name not in FORMATS:
        raise InputError(f"没有输出格式 {name}", f"可用：{'、'.join(FORMATS)}")


def render(name: str, outcome: Outcome, *, colour: bool = False) -> str:
    """The outcome in format `name`, without a last line end; `colour` where a terminal shows it."""
    module = import_module(f"assistant.checks.formats.{name}")
    text: str = module.render(outcome, colour=colour) if name == "full" else module.render(outcome)
    return text
