"""JUnit XML, as build servers read it: a suite per file, a failed case per finding."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from assistant.checks.formats.places import place
from assistant.checks.model import SEVERITY_NAMES, Finding
from assistant.checks.outcome import FileResult, Outcome


def render(outcome: Outcome) -> str:
    """The outcome as one document of test suites."""
    suites = "\n".join(_suite(file) for file in outcome.files)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="assistant check">\n{suites}\n</testsuites>'


def _suite(file: FileResult) -> str:
    cases = [_case(file.path, f) for f in file.findings]
    problems = [file.error.message] if file.error else [f"{crash.rule}: {crash.error}" for crash in file.crashes]
    cases += [
        f'<testcase name="check" classname={_attribute(file.path)}><error message={_attribute(text)}/></testcase>' for text in problems
    ]
    if not cases:
        cases = [f'<testcase name="check" classname={_attribute(file.path)}/>']
    counts = f'tests="{len(cases)}" failures="{len(file.findings)}" errors="{len(problems)}"'
    return f"<testsuite name={_attribute(file.path)} {counts}>\n" + "\n".join(cases) + "\n</testsuite>"


def _case(path: str, f: Finding) -> str:
    said = _attribute(f"{f.rule} {f.message}")
    body = escape(_clean(f"{place(path, f)}: {SEVERITY_NAMES[f.severity]} {f.rule} {f.message}"))
    name = _attribute(f"{f.rule} {f.paragraph}:{f.start + 1}")
    failure = f"<failure type={quoteattr(f.severity)} message={said}>{body}</failure>"
    return f"<testcase name={name} classname={_attribute(path)}>{failure}</testcase>"


def _attribute(text: str) -> str:
    return quoteattr(_clean(text))


def _clean(text: str) -> str:
    """The text without characters that XML forbids."""
    return "".join(c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff" and not "\ud800" <= c <= "\udfff"))
