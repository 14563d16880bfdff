"""Findings that the user has decided to live with: settings, remarks in the text, a baseline file.

Each takes a reason, and each says when it is no longer needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, NamedTuple

from assistant.checks.model import Finding
from assistant.checks.registry import codes
from assistant.errors import ConfigError
from assistant.text.patterns import compiled

UNUSED = "LK006"
_REMARK = compiled(r"<!--\s*check:\s*ignore\s+(?P<rules>[A-Za-z]{2}\d{0,3}(?:\s*[,，]\s*[A-Za-z]{2}\d{0,3})*)\s*(?P<reason>.*?)\s*-->")
_KEYS = {"rule": "规则或规则族", "file": "文件（可用 *）", "text": "完全相同的文字", "reason": "理由"}


class Suppression(NamedTuple):
    """One entry of `check.suppress`: findings of `rules`, in files that match `file`, whose text is exactly `text`."""

    rules: frozenset[str]
    file: str
    text: str
    reason: str

    def concerns(self, path: str) -> bool:
        """Whether the file at `path` is one that the entry is for."""
        return not self.file or fnmatch(path, self.file) or fnmatch(Path(path).name, self.file)

    def covers(self, finding: Finding) -> bool:
        """Whether the entry takes `finding` out of a file that it is for."""
        return finding.rule in self.rules and (not self.text or finding.text == self.text)


def suppressions(entries: Sequence[Mapping[str, Any]]) -> tuple[Suppression, ...]:
    """The entries of `check.suppress`. Raises ConfigError for one without rule or reason, or with an unknown key."""
    return tuple(_suppression(number, entry) for number, entry in enumerate(entries, 1))


def _suppression(number: int, entry: Mapping[str, Any]) -> Suppression:
    said = f"check.suppress 第{number}条"
    if not isinstance(entry, Mapping) or not all(isinstance(value, str) for value in entry.values()):
        raise ConfigError(f"{said}格式不对", '应写作 {rule = "PH001", text = "XX", reason = "模板"}')
    if unknown := sorted(set(entry) - set(_KEYS)):
        raise ConfigError(f"{said}有不认识的键 {unknown[0]}", f"可用：{'、'.join(f'{k}（{v}）' for k, v in _KEYS.items())}")
    if missing := [key for key in ("rule", "reason") if not entry.get(key, "").strip()]:
        raise ConfigError(f"{said}没有写 {missing[0]}", f"请补上{_KEYS[missing[0]]}")
    return Suppression(codes([entry["rule"]]), entry.get("file", ""), entry.get("text", ""), entry["reason"])


class Remark(NamedTuple):
    """A remark `<!-- check: ignore PH001 理由 -->` in a text file; `lines` are those it is for, `line` its own, from 1.

    `start` and `end` are where a reader sees it; both 0 where he does not (Markdown).
    """

    line: int
    lines: tuple[int, ...]
    start: int
    end: int
    rules: frozenset[str]
    reason: str


def remarks(text: str, *, seen: bool) -> tuple[Remark, ...]:
    """The remarks of a text: for their own line, or for the next one where they stand alone. Without a reason they do nothing.

    `seen` says that they are part of what a reader sees.
    """
    lines = enumerate(text.split("\n"), 1)
    return tuple(_remark(number, line, match, seen) for number, line in lines for match in _REMARK.finditer(line))


def _remark(number: int, line: str, match: re.Match[str], seen: bool) -> Remark:
    alone = not _REMARK.sub("", line).strip()
    rules = codes(re.split(r"\s*[,，]\s*", match["rules"]))
    start, end = match.span() if seen else (0, 0)
    return Remark(number, (number, number + 1) if alone else (number,), start, end, rules, match["reason"])


def without(
    findings: Iterable[Finding], path: str, entries: Sequence[Suppression], said: Sequence[Remark]
) -> tuple[tuple[Finding, ...], frozenset[int]]:
    """The findings that stay, and the numbers (from 0) of the settings that took some out; unneeded remarks are findings too."""
    kept: list[Finding] = []
    needed: set[Remark] = set()
    used: set[int] = set()
    for finding in findings:
        by_remark = next((r for r in said if r.reason and finding.paragraph in r.lines and finding.rule in r.rules), None)
        by_entry = next((n for n, e in enumerate(entries) if e.concerns(path) and e.covers(finding)), None)
        if by_remark:
            needed.add(by_remark)
        elif by_entry is not None:
            used.add(by_entry)
        elif not any(r.line == finding.paragraph and r.start <= finding.start < r.end for r in said):
            kept.append(finding)
    kept += [_unneeded(remark) for remark in said if remark not in needed]
    return tuple(sorted(kept, key=lambda f: (f.part != "body", f.paragraph, f.start))), frozenset(used)


def _unneeded(remark: Remark) -> Finding:
    message = "忽略标记没有起作用，可以删去" if remark.reason else "忽略标记没有写理由，不起作用"
    return Finding(UNUSED, "warning", message, "body", remark.line, remark.start, remark.end, "")
