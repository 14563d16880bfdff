"""What must hold of any document: no rule crashes, findings quote their paragraphs, and every way to show and mend them works."""

from __future__ import annotations

import tempfile
from pathlib import Path

from assistant.checks.commenting import annotated
from assistant.checks.files import Options, check_file
from assistant.checks.fixing import difference, fix_in_place
from assistant.checks.formats import FORMATS, render
from assistant.checks.outcome import FileResult, Outcome
from assistant.documents.read import read
from assistant.errors import InputError, InternalError
from assistant.facts.model import FactsFile


def check(data: bytes, suffix: str, facts: FactsFile | None) -> FileResult:
    """Check a file of these bytes in every way the command can. Raises AssertionError or whatever the program raises."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{suffix}"
        path.write_bytes(data)
        file = check_file(str(path), Options(facts=facts))
        assert not isinstance(file.error, InternalError), file.error
        if file.error is None:
            _shown(file)
            _mended(file, path)
        return file


def _shown(file: FileResult) -> None:
    assert not file.crashes, file.crashes
    for finding in file.findings:
        assert finding.rule == "LK006" or file.paragraph_of(finding)[finding.start : finding.end] == finding.text, finding
    for name in FORMATS:
        assert isinstance(render(name, Outcome((file,))), str)


def _mended(file: FileResult, path: Path) -> None:
    difference(file, unsafe=True)
    try:
        annotated(Outcome((file,)), path.with_name("b.docx"))
        read(path.with_name("b.docx"))
    except InputError as error:
        assert error.message
    fixed = fix_in_place(file, unsafe=True)
    assert not isinstance(fixed.error, InternalError), fixed.error
    assert not isinstance(check_file(str(path), Options()).error, InternalError)
