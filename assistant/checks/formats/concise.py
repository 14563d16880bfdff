"""One line per finding: `path:paragraph:column: severity rule message`."""

from __future__ import annotations

from assistant.checks.formats.places import place
from assistant.checks.outcome import Outcome


def render(outcome: Outcome) -> str:
    """The findings of all files, one line each."""
    return "\n".join(f"{place(file.path, f)}: {f.severity} {f.rule} {f.message}" for file in outcome.files for f in file.findings)
