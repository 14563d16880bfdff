"""What a run of `check` produced: per file the findings or the error, and over all files the counts and the exit code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from assistant.checks.model import FAMILIES, SEVERITIES, SEVERITY_NAMES, Crash, Finding, Severity
from assistant.documents.model import Paragraph, PartName
from assistant.errors import EXIT_FINDINGS, AssistantError, InputError, InternalError

if TYPE_CHECKING:
    from assistant.checks.suppress import Suppression


class FactUse(NamedTuple):
    """A fact the file was checked against, and the paragraphs (part and number) that carry it."""

    id: str
    text: str
    places: tuple[tuple[PartName, int], ...]


@dataclass(frozen=True)
class FileResult:
    """One file: its findings in reading order, or why it could not be checked; `paragraphs` are those of the document.

    `used` are the numbers of the suppressing settings that took something out.
    """

    path: str
    findings: tuple[Finding, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    warnings: tuple[str, ...] = ()
    crashes: tuple[Crash, ...] = ()
    error: AssistantError | None = None
    used: frozenset[int] = frozenset()
    facts: tuple[FactUse, ...] = ()

    def paragraph_of(self, finding: Finding) -> str:
        """The text of the paragraph a finding is in (the cells of a Markdown row share one number)."""
        same = self._texts.get((finding.part, finding.paragraph), [])
        return next((text for text in same if text[finding.start : finding.end] == finding.text), "".join(same[:1]))

    @cached_property
    def _texts(self) -> dict[tuple[PartName, int], list[str]]:
        """The texts of the paragraphs by part and number."""
        texts: dict[tuple[PartName, int], list[str]] = {}
        for paragraph in self.paragraphs:
            texts.setdefault((paragraph.part, paragraph.index), []).append(paragraph.text)
        return texts


class Outcome(NamedTuple):
    """All files of a run. `counted` are the codes of info rules the user selected: their findings count for the exit code."""

    files: tuple[FileResult, ...]
    counted: frozenset[str] = field(default=frozenset())

    def findings(self) -> Iterator[Finding]:
        """The findings of all files."""
        return (finding for file in self.files for finding in file.findings)

    def by_severity(self) -> dict[Severity, int]:
        """How many findings of each severity, zeros included."""
        counts = Counter(f.severity for f in self.findings())
        return {severity: counts[severity] for severity in SEVERITIES}

    def summary(self) -> str:
        """One Chinese line: how many findings, by severity and by family."""
        counts, families = self.by_severity(), Counter(f.rule[:2] for f in self.findings())
        if not families:
            failed = sum(file.error is not None for file in self.files)
            return "没有能检查的文件" if failed == len(self.files) else "其余文件没有发现问题" if failed else "没有发现问题"
        levels = "，".join(f"{SEVERITY_NAMES[s]} {n}" for s, n in counts.items() if n)
        kinds = "、".join(f"{name} {families[code]}" for code, name in FAMILIES.items() if families[code])
        return f"共 {sum(counts.values())} 处：{levels}（{kinds}）"

    def idle(self, suppressions: Sequence[Suppression]) -> list[Suppression]:
        """The suppressing settings that concern a checked file and took nothing out of any."""
        used = {number for file in self.files for number in file.used}
        return [
            entry
            for number, entry in enumerate(suppressions)
            if number not in used and any(entry.concerns(file.path) for file in self.files if not file.error)
        ]

    def exit_code(self) -> int:
        """4 where a rule crashed, else 2 where a file could not be checked, else 1 where something counts, else 0."""
        if any(file.crashes for file in self.files):
            return InternalError.exit_code
        if any(file.error for file in self.files):
            return max(file.error.exit_code for file in self.files if file.error)
        if not self.files:
            return InputError.exit_code
        return EXIT_FINDINGS if any(f.severity != "info" or f.rule in self.counted for f in self.findings()) else 0
