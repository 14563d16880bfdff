"""Checks files: the one module of the checker that touches the disk."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from assistant.checks.analysis import Analysis
from assistant.checks.outcome import FileResult, Outcome
from assistant.checks.registry import chosen_rules, codes
from assistant.checks.runner import run
from assistant.documents.model import Document
from assistant.errors import AssistantError, InputError, InternalError

STDIN = "-"
SUFFIXES = (".txt", ".text", ".md", ".markdown", ".docx", ".doc", ".wps")


@dataclass(frozen=True, slots=True)
class Options:
    """How to check: rules by code or family."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: dict[str, str] = field(default_factory=dict)


def check_files(paths: Iterable[str], options: Options) -> Outcome:
    """Check files, folders (all readable files in them) and stdin (`-`).

    A file that cannot be checked does not stop the others. Raises InputError where an option names no rule.
    """
    chosen_rules(options.select, options.ignore)
    return Outcome(tuple(check_file(path, options) for path in _expand(paths)), counted=codes(options.select))


def _expand(paths: Iterable[str]) -> list[str]:
    """The files meant by `paths`, each once; a folder that holds none stays, to be reported."""
    found: list[str] = []
    for path in paths:
        folder = Path(path)
        inside = sorted(str(p) for p in folder.rglob("*") if _readable(p)) if path != STDIN and folder.is_dir() else []
        found += inside or [path]
    return list(dict.fromkeys(found))


def _readable(path: Path) -> bool:
    return path.is_file() and path.suffix.lower() in SUFFIXES and not path.name.startswith((".", "~$"))


def check_file(path: str, options: Options) -> FileResult:
    """Check one file; its error is part of the result."""
    try:
        document = _read(path)
        result = run(Analysis(document), chosen_rules(options.select, options.ignore))
    except AssistantError as error:
        return FileResult(path, error=error)
    except Exception as error:
        return FileResult(path, error=InternalError(f"检查 {path} 时程序出错：{type(error).__name__}：{error}"))
    return FileResult(path, result.findings, document.paragraphs, document.warnings, result.crashes)


def _read(path: str) -> Document:
    from assistant.documents.read import read, read_bytes

    if path == STDIN:
        return read_bytes(sys.stdin.buffer.read())
    if Path(path).is_dir():
        raise InputError(f"文件夹 {path} 里没有可检查的文件", f"可检查的格式：{' '.join(SUFFIXES)}")
    return read(Path(path))
