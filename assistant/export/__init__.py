"""Writing a report: one module per format, found by the suffix of the file asked for."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from assistant.documents.report import Report
from assistant.errors import InputError
from assistant.export.printable import printable_report
from assistant.paths import atomic_write

# To add a format: its suffix here and a module with `render(report, config) -> bytes`.
EXPORTERS = {
    ".docx": "docx",
    ".md": "markdown",
    ".txt": "text",
    ".html": "html",
}


def write(report: Report, out: Path, config: Mapping[str, Any]) -> None:
    """Write `report` to `out` in the format its suffix names, whole or not at all; an existing file is replaced.

    `config` holds the settings `word.*`. Raises InputError (exit code 2) for an unknown suffix or an unwritable place.
    """
    atomic_write(out, render(report, out.suffix, config))


def render(report: Report, suffix: str, config: Mapping[str, Any]) -> bytes:
    """The bytes of `report` in the format of `suffix` (with its dot). Raises InputError for an unknown one."""
    module = import_module(f"assistant.export.{EXPORTERS[checked_suffix(suffix)]}")
    rendered: bytes = module.render(printable_report(report), config)
    return rendered


def checked_suffix(suffix: str) -> str:
    """`suffix` in lower case. Raises InputError naming the possible ones where there is no exporter for it."""
    known = suffix.lower()
    if known not in EXPORTERS:
        what = f"不支持导出为 {suffix} 格式" if suffix else "输出文件没有后缀，不知道要导出成什么格式"
        raise InputError(what, f"请把输出文件的后缀改为 {'、'.join(EXPORTERS)} 之一")
    return known
