"""Mending what can be mended by a program: safe fixes, and unsafe ones where the user asks for them."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from assistant.checks.model import Finding
from assistant.checks.outcome import FileResult
from assistant.errors import AssistantError, InputError
from assistant.paths import atomic_write

BACKUP = ".bak"


@dataclass(frozen=True, slots=True)
class Fixed:
    """What became of a file: how many fixes were made and how many could not be, where the original is kept, or why none was made."""

    made: int = 0
    left: int = 0
    backup: Path | None = None
    error: AssistantError | None = None


def fixable(findings: Iterable[Finding], *, unsafe: bool) -> list[Finding]:
    """The findings with a fix that may be made, in order; of two that overlap, the first."""
    chosen: list[Finding] = []
    for finding in sorted(findings, key=lambda f: (f.part, f.paragraph, f.start)):
        last = chosen[-1] if chosen else None
        apart = last is None or (last.part, last.paragraph) != (finding.part, finding.paragraph) or last.end <= finding.start
        if finding.fix and (finding.fix.safe or unsafe) and apart and finding.text:
            chosen.append(finding)
    return chosen


def fix_in_place(file: FileResult, *, unsafe: bool) -> Fixed:
    """Make the fixes in the file itself, the original kept beside it with `.bak` added to its name.

    Nothing is written where there is nothing to fix; an older backup stays, the new one gets a number.
    """
    from assistant.documents.mend import Edit, mend

    edits = [Edit(f.part, f.paragraph, f.start, f.text, f.fix.text) for f in fixable(file.findings, unsafe=unsafe) if f.fix]
    if not edits:
        return Fixed()
    path = Path(file.path)
    try:
        data, left = mend(path, edits)
        backup = _free(path.with_name(path.name + BACKUP))
        if len(left) < len(edits):
            atomic_write(backup, path.read_bytes())
            atomic_write(path, data)
    except AssistantError as error:
        return Fixed(left=len(edits), error=error)
    return Fixed(len(edits) - len(left), len(left), backup)


def _free(path: Path) -> Path:
    number = 1
    free = path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.name}{number}")
    return free


def difference(file: FileResult, *, unsafe: bool) -> str:
    """What the fixes would change, as a unified diff of paragraphs."""
    before = [paragraph.text for paragraph in file.paragraphs]
    after = list(before)
    places = {(p.part, p.index, p.text): number for number, p in enumerate(file.paragraphs)}
    by_place: dict[int, list[Finding]] = {}
    for f in fixable(file.findings, unsafe=unsafe):
        number = places.get((f.part, f.paragraph, file.paragraph_of(f)))
        if number is not None:
            by_place.setdefault(number, []).append(f)
    for number, findings in by_place.items():
        after[number] = _mended(before[number], findings)
    return "\n".join(difflib.unified_diff(before, after, file.path, f"{file.path}（修改后）", lineterm="", n=1))


def _mended(text: str, findings: list[Finding]) -> str:
    """`text` with the fixes of `findings`, which stand in order and apart."""
    pieces, end = [], 0
    for f in findings:
        pieces += [text[end : f.start], f.fix.text if f.fix else f.text]
        end = f.end
    return "".join([*pieces, text[end:]])


def only_files(paths: Iterable[str]) -> None:
    """Raises InputError where standard input was given: there is nothing to write the fixes to."""
    if "-" in paths:
        raise InputError("标准输入不能用 --fix", "请给出文件，或先保存再检查")
