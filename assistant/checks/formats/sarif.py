"""SARIF 2.1.0, as code-scanning services read it."""

from __future__ import annotations

import json
from typing import Any

from assistant import __version__
from assistant.checks.model import Finding, Rule, Severity
from assistant.checks.outcome import FileResult, Outcome
from assistant.checks.registry import RULES

_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(outcome: Outcome) -> str:
    """The outcome as one SARIF run."""
    used = sorted({f.rule for f in outcome.findings()})
    driver = {"name": "assistant check", "version": __version__, "rules": [_rule(RULES[code]) for code in used]}
    results = [_result(file, f, used.index(f.rule)) for file in outcome.files for f in file.findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results, "invocations": [_invocation(outcome)]}
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1)


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.reason},
        "help": {"text": "\n".join(part for part in (rule.advice, f"依据：{rule.source}") if part)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(file: FileResult, f: Finding, index: int) -> dict[str, Any]:
    region = {"startLine": f.paragraph, "startColumn": f.start + 1, "endColumn": f.end + 1, "snippet": {"text": f.text}}
    place = {"artifactLocation": {"uri": file.path.replace("\\", "/")}, "region": region}
    return {
        "ruleId": f.rule,
        "ruleIndex": index,
        "level": _LEVELS[f.severity],
        "message": {"text": f.message},
        "locations": [{"physicalLocation": place}],
    }


def _invocation(outcome: Outcome) -> dict[str, Any]:
    """Whether all went well, and what did not."""
    said = [file.error.message for file in outcome.files if file.error]
    said += [f"{file.path}: {crash.rule}: {crash.error}" for file in outcome.files for crash in file.crashes]
    notes = [{"level": "error", "message": {"text": text}} for text in said]
    return {"executionSuccessful": not said, "toolExecutionNotifications": notes}
