"""Mending what can be mended by a program: safe fixes, and unsafe ones where the user asks for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
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
    changed = [number for number in sorted(by_place) if before[number] != after[number]]
    hunks = [line for group in _near(changed) for line in _hunk(before, after, group)]
    return "\n".join([f"--- {file.path}", f"+++ {file.path}（修改后）", *hunks]) if hunks else ""


def _near(changed: list[int]) -> Iterator[list[int]]:
    """The changed lines that one hunk shows: those with no more than two lines between them."""
    group: list[int] = []
    for number in changed:
        if group and number - group[-1] > 3:
            yield group
            group = []
        group.append(number)
    if group:
        yield group


def _hunk(before: list[str], after: list[str], changed: list[int]) -> Iterator[str]:
    """Changed lines with one line around them. No line is added or lost: nothing need be compared, as `difflib` does in squared time."""
    start, stop = max(changed[0] - 1, 0), min(changed[-1] + 2, len(before))
    span = f"{start + 1},{stop - start}" if stop - start > 1 else f"{start + 1}"
    yield f"@@ -{span} +{span} @@"
    for is_changed, run in groupby(range(start, stop), key=set(changed).__contains__):
        numbers = list(run)
        if is_changed:
            yield from (f"-{before[number]}" for number in numbers)
        yield from (f"{'+' if is_changed else ' '}{after[number]}" for number in numbers)


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
