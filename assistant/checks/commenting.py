"""An annotated copy of the checked document: findings as Word comments."""

from __future__ import annotations

from pathlib import Path

from assistant.checks.formats.places import at_one_place
from assistant.checks.model import Finding
from assistant.checks.outcome import Outcome
from assistant.checks.registry import RULES
from assistant.errors import InputError
from assistant.export.annotate import Note, annotate


def annotated(outcome: Outcome, out: Path) -> None:
    """Write a copy of the one document of `outcome` to `out`, each finding a comment at its phrase.

    Raises InputError where there are several documents, or where either file cannot be used.
    """
    if len(outcome.files) != 1 or outcome.files[0].path == "-":
        raise InputError("--annotate 一次只能批注一个文件", "请逐个文件运行")
    file = outcome.files[0]
    if file.error is None:
        annotate(Path(file.path), out, [_note(group) for group in at_one_place(file.findings)])


def _note(group: list[Finding]) -> Note:
    """One comment for findings of one rule at one place."""
    f, rule = group[0], RULES[group[0].rule]
    advice = f"改为“{f.fix.text}”" if f.fix and f.fix.text else "删去" if f.fix else rule.advice
    said = "\n".join(dict.fromkeys(one.message for one in group))
    lines = [f"{said}（{f.rule}）", f"理由：{rule.reason}"] + ([f"建议：{advice}"] if advice else [])
    return Note(f.part, f.paragraph, f.start, f.end, "\n".join(lines), f.severity, f.text)
