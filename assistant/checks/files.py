"""Checks files: the one module of the checker that reads the disk, one file after another or with all cores."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.checks.analysis import Analysis
from assistant.checks.model import Finding, Severity
from assistant.checks.outcome import FactUse, FileResult, Outcome
from assistant.checks.registry import chosen_rules, codes
from assistant.checks.runner import run
from assistant.checks.suppress import Remark, Suppression, remarks, without
from assistant.documents.model import Document
from assistant.errors import AssistantError, InputError, InternalError
from assistant.processes import each

if TYPE_CHECKING:
    from assistant.documents.model import PartName
    from assistant.facts.model import FactsFile
    from assistant.grounding import Leaks, Use

STDIN = "-"
SUFFIXES = (".txt", ".text", ".md", ".markdown", ".docx", ".doc", ".wps")
FEW = 12  # fewer files than this are done sooner by one process
_REMARK = b"check:"


@dataclass(frozen=True, slots=True)
class Options:
    """How to check: rules by code or family, severities by code or family, what to leave out, facts, and the samples' store."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: dict[str, Severity] = field(default_factory=dict)
    suppress: tuple[Suppression, ...] = ()
    facts: FactsFile | None = None
    samples: Path | None = None


def check_files(paths: Iterable[str], options: Options, told: Callable[[int, int], None] = lambda done, total: None) -> Outcome:
    """Check files, folders (all readable files in them) and stdin (`-`).

    A file that cannot be checked does not stop the others; `told(done, total)` is called after each.
    Raises InputError where an option names no rule.
    """
    chosen_rules(options.select, options.ignore)
    files = _expand(paths)
    results = []
    for result in _results(files, options):
        results.append(result)
        told(len(results), len(files))
    return Outcome(tuple(results), counted=codes(options.select))


def _results(files: list[str], options: Options) -> Iterator[FileResult]:
    return each(partial(check_file, options=options), files, few=FEW)


def _expand(paths: Iterable[str]) -> list[str]:
    """The files meant by `paths`, each once; a folder that holds none stays, to be reported."""
    found: list[str] = []
    for path in paths:
        folder = Path(path)
        inside = sorted(str(p) for p in folder.rglob("*") if _readable(p)) if path != STDIN and folder.is_dir() else []
        found += inside or [path]
    return list(dict.fromkeys(found))


def _readable(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES and not path.name.startswith((".", "~$")) and path.is_file()


def check_file(path: str, options: Options) -> FileResult:
    """Check one file; its error is part of the result."""
    try:
        document, said = _read(path)
        doc = Analysis(document, options.facts, _leaks(options.samples))
        result = run(doc, chosen_rules(options.select, options.ignore))
        findings, used = without(_weighed(result.findings, options.severity), path, options.suppress, said)
    except AssistantError as error:
        return FileResult(path, error=error)
    except Exception as error:
        return FileResult(path, error=InternalError(f"检查 {path} 时程序出错：{type(error).__name__}：{error}"))
    return FileResult(path, findings, document.paragraphs, document.warnings, result.crashes, used=used, facts=_uses(doc))


def _uses(doc: Analysis) -> tuple[FactUse, ...]:
    """Where each fact is told, for the review page."""
    if doc.grounding is None or doc.facts is None:
        return ()
    uses = doc.grounding.uses
    return tuple(FactUse(fact.id, fact.text, _places(doc, uses[fact.id])) for fact in doc.facts.facts if fact.id in uses)


def _places(doc: Analysis, use: Use) -> tuple[tuple[PartName, int], ...]:
    paragraphs = [doc.locate(start)[0] for start, _ in use.places if use.used]
    return tuple(dict.fromkeys((p.part, p.index) for p in paragraphs))


def _weighed(findings: Iterable[Finding], severity: dict[str, Severity]) -> Iterator[Finding]:
    """The findings with the severities of the settings: those of the rule before those of its family."""
    for finding in findings:
        given = severity.get(finding.rule) or severity.get(finding.rule[:2])
        yield finding._replace(severity=given) if given else finding


def _read(path: str) -> tuple[Document, tuple[Remark, ...]]:
    """The document, and the remarks in it that tell rules to be silent (text files only)."""
    from assistant.documents.decode import decode
    from assistant.documents.read import load, named, read_bytes

    if path != STDIN and Path(path).is_dir():
        raise InputError(f"文件夹 {path} 里没有可检查的文件", f"可检查的格式：{' '.join(SUFFIXES)}")
    if path.lower().endswith((".yaml", ".yml")):
        raise InputError(f"{path} 不是稿件，像是事实清单", f"检查事实清单：assistant facts check {path}")
    if path == STDIN:
        data = sys.stdin.buffer.read()
        document = read_bytes(data)
    else:
        with named(Path(path)):
            data = load(Path(path))
            document = read_bytes(data, path)
    text = decode(data).text if document.format in ("txt", "md") and _REMARK in data else ""
    return document, remarks(text, seen=document.format == "txt")


def _leaks(store: Path | None) -> Leaks | None:
    if store is None:
        return None
    from assistant.samples.leaks import LeakIndex

    return LeakIndex(store)
