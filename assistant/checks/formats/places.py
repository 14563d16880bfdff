"""Where a finding is, as the line-oriented formats write it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from assistant.checks.model import Finding

PART_NAMES = {
    "body": "", "header": "页眉", "footer": "页脚", "footnote": "脚注", "endnote": "尾注",
    "textbox": "文本框", "comment": "批注",
}  # fmt: skip


def place(path: str, finding: Finding) -> str:
    """`path:paragraph:column`, both from 1; a part other than the body is named before the paragraph."""
    return f"{path}:{PART_NAMES[finding.part]}{finding.paragraph}:{finding.start + 1}"


def at_one_place(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Findings of one rule that follow each other at the same place (facts that stand nowhere): they share what is said about it."""
    return [list(group) for _, group in groupby(findings, key=lambda f: (f.rule, f.severity, f.part, f.paragraph, f.start, f.end))]
