"""Workflow commands of GitHub Actions: each finding becomes a remark beside its line."""

from __future__ import annotations

from assistant.checks.model import Finding, Severity
from assistant.checks.outcome import FileResult, Outcome

_COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}


def render(outcome: Outcome) -> str:
    """One command per finding and per file that could not be checked."""
    return "\n".join(line for file in outcome.files for line in _lines(file))


def _lines(file: FileResult) -> list[str]:
    lines = [_finding(file.path, f) for f in file.findings]
    problems = [file.error.message] if file.error else [f"{crash.rule}: {crash.error}" for crash in file.crashes]
    return lines + [f"::error file={_property(file.path)}::{_data(text)}" for text in problems]


def _finding(path: str, f: Finding) -> str:
    where = f"file={_property(path)},line={f.paragraph},col={f.start + 1},endColumn={f.end + 1},title={f.rule}"
    return f"::{_COMMANDS[f.severity]} {where}::{_data(f.message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
