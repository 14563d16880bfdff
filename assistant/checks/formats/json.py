"""The JSON contract of `check`, version 1."""

from __future__ import annotations

import json
from typing import Any

from assistant.checks.model import Finding
from assistant.checks.outcome import FileResult, Outcome


def render(outcome: Outcome) -> str:
    """The outcome as JSON text."""
    return json.dumps(as_dict(outcome), ensure_ascii=False, indent=1)


def as_dict(outcome: Outcome) -> dict[str, Any]:
    """The outcome as the contract's plain values."""
    return {"version": 1, "files": [_file(file) for file in outcome.files], "summary": outcome.by_severity()}


def _file(file: FileResult) -> dict[str, Any]:
    error = file.error.message if file.error else None
    return {"path": file.path, "error": error, "findings": [_finding(f) for f in file.findings]}


def _finding(f: Finding) -> dict[str, Any]:
    fix = {"text": f.fix.text, "safe": f.fix.safe} if f.fix else None
    return {
        "rule": f.rule, "severity": f.severity, "message": f.message, "part": f.part, "paragraph": f.paragraph,
        "start": f.start, "end": f.end, "text": f.text, "fix": fix,
    }  # fmt: skip
