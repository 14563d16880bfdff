"""Every structure an office's file may have: all text, in order, and each character traced to its run."""

import pytest

from assistant.documents.docx import read_docx
from assistant.documents.docx_text import characters
from assistant.documents.read import read_bytes
from tests.documents.hard import CHANGES, HARD, NUMBERINGS, Hard

_WORD = [h for h in HARD if h.make().startswith(b"PK")]


def by_name(cases):
    return pytest.mark.parametrize("hard", cases, ids=lambda h: h.name)


def test_there_are_at_least_forty():
    assert len({h.name for h in HARD}) == len(HARD) >= 40


@by_name(HARD)
def test_the_text_of_all_parts_is_complete_and_in_order(hard: Hard):
    document = read_bytes(hard.make(), hard.file)
    found: dict[str, list[str]] = {"body": []}
    for paragraph in document.paragraphs:
        found.setdefault(paragraph.part, []).append(paragraph.text)
    assert found == {"body": [], **hard.texts}


@by_name([h for h in HARD if h.warnings])
def test_what_a_user_should_know_is_told(hard: Hard):
    warnings = read_bytes(hard.make(), hard.file).warnings
    assert all(any(w in given for given in warnings) for w in hard.warnings), warnings


@by_name([h for h in HARD if not h.warnings and h not in CHANGES])
def test_nothing_is_told_without_a_reason(hard: Hard):
    assert not read_bytes(hard.make(), hard.file).warnings


@by_name([h for h in HARD if h.levels is not None])
def test_headings_have_their_level(hard: Hard):
    document = read_bytes(hard.make(), hard.file)
    assert tuple(p.level for p in document.body if p.level) == hard.levels


@by_name(_WORD)
def test_for_any_span_the_runs_it_maps_to_spell_the_span(hard: Hard):
    document, runs = read_docx(hard.make())
    for paragraph in document.paragraphs:
        text, place = paragraph.text, (paragraph.part, paragraph.index)
        in_runs = [bool(runs.runs(*place, i, i + 1)) for i in range(len(text))]
        for start in range(len(text)):
            for end in range(start + 1, len(text) + 1):
                spelt = "".join("".join(map(characters, s.run))[s.start : s.end] for s in runs.runs(*place, start, end))
                assert spelt == "".join(text[i] for i in range(start, end) if in_runs[i])
        outside = "".join(c for c, inside in zip(text, in_runs, strict=True) if not inside)
        assert outside == hard.loose or (not hard.loose and text.startswith(outside) and hard in NUMBERINGS)
