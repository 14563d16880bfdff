"""The baseline: findings accepted once, so that only new ones are reported. A JSON file beside the reports."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from assistant.checks.model import Finding
from assistant.checks.outcome import FileResult, Outcome
from assistant.errors import InputError
from assistant.paths import atomic_write

VERSION = 1
_AROUND = 10

Key = tuple[str, str, str, str]


def key_of(file: FileResult, finding: Finding) -> Key:
    """What tells a finding from others when lines move: file name, rule, text (else message), and the characters around it."""
    text = file.paragraph_of(finding)
    around = text[max(finding.start - _AROUND, 0) : finding.end + _AROUND]
    return (Path(file.path).name, finding.rule, finding.text or finding.message, around)


def write_baseline(path: Path, outcome: Outcome) -> int:
    """Accept every finding of `outcome`; returns how many. Raises InputError where the file cannot be written."""
    keys = [key_of(file, finding) for file in outcome.files for finding in file.findings]
    rows = [{"file": f, "rule": r, "text": t, "around": a} for f, r, t, a in keys]
    atomic_write(path, json.dumps({"version": VERSION, "findings": rows}, ensure_ascii=False, indent=1) + "\n")
    return len(keys)


def read_baseline(path: Path) -> Counter[Key]:
    """The accepted findings with how often each. Raises InputError for a file that cannot be used."""
    try:
        told: Any = json.loads(path.read_text(encoding="utf-8"))
        return Counter((row["file"], row["rule"], row["text"], row["around"]) for row in told["findings"])
    except OSError as error:
        raise InputError(
            f"无法读取基线文件 {path}：{error.strerror}", "用 --write-baseline 建立一份，或检查 check.baseline 的设置"
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"基线文件 {path} 格式不对", "请用 --write-baseline 重新建立") from error


def new_findings(file: FileResult, accepted: Counter[Key]) -> Iterable[Finding]:
    """The findings of a file that the baseline does not hold; each accepted one is used up in `accepted`."""
    for finding in file.findings:
        key = key_of(file, finding)
        if accepted[key] > 0:
            accepted[key] -= 1
        else:
            yield finding
