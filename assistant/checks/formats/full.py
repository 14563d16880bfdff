"""Findings as compilers show them: the place, the message, the line with the phrase marked, and what to do.

Findings of one rule at one place share the line; those of the whole text (a fact that stands nowhere) show none.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from unicodedata import east_asian_width

from assistant.checks.formats.places import at_one_place, place
from assistant.checks.model import SEVERITY_NAMES, Finding, Severity
from assistant.checks.outcome import FileResult, Outcome
from assistant.checks.registry import OF_THE_WHOLE, RULES

_CONTEXT = 22  # characters on either side of what is marked
_LONGEST = 60  # characters that are marked
_COLOURS: dict[Severity, str] = {"error": "\033[31m", "warning": "\033[33m", "info": "\033[36m"}
_PLAIN = "\033[0m"


def render(outcome: Outcome, *, colour: bool = False) -> str:
    """All findings with their context, then the summary."""
    blocks = [_block(file, group, colour) for file in outcome.files for group in at_one_place(file.findings)]
    return "\n\n".join([*blocks, outcome.summary()])


def _block(file: FileResult, group: list[Finding], colour: bool) -> str:
    first = group[0]
    paint, plain = (_COLOURS[first.severity], _PLAIN) if colour else ("", "")
    heads = [f"{place(file.path, f)}: {paint}{SEVERITY_NAMES[f.severity]} {f.rule}{plain} {f.message}" for f in group]
    context = _context(file.paragraph_of(first), first, paint, plain) if first.rule not in OF_THE_WHOLE else ()
    return "\n".join([*heads, *context, *_advice(first)])


def _context(text: str, f: Finding, paint: str, plain: str) -> Iterator[str]:
    """The part of the paragraph around the finding, and a line that marks it."""
    start, end = max(f.start - _CONTEXT, 0), min(max(f.end, f.start + 1) + _CONTEXT, len(text))
    before = ("…" if start else "") + _shown(text[start : f.start])
    marked = _shown(_short(text[f.start : f.end])) or " "
    after = _shown(text[f.end : end]) + ("…" if end < len(text) else "")
    yield f"  | {before}{marked}{after}"
    yield f"  | {' ' * _width(before)}{paint}{'^' * _width(marked)}{plain}"


def _short(text: str) -> str:
    """What is marked, of a long text (a whole paragraph said twice) its ends."""
    return text if len(text) <= _LONGEST else f"{text[:_CONTEXT]}……{text[-_CONTEXT:]}"


def _advice(f: Finding) -> Iterator[str]:
    if f.fix:
        yield f"  = 建议：改为“{f.fix.text}”" if f.fix.text else "  = 建议：删去"
    elif advice := RULES[f.rule].advice:
        yield f"  = 建议：{advice}"


def _shown(text: str) -> str:
    """Text safe to print in one line: control characters replaced."""
    return text if text.isprintable() else "".join(c if c.isprintable() or c == "　" else " " for c in text)


def _width(text: str) -> int:
    """Columns of `text` on a terminal: two for a wide character."""
    return sum(map(_columns, text))


@cache
def _columns(char: str) -> int:
    return 2 if east_asian_width(char) in "WFA" else 1
