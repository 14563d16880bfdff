import pytest

from assistant.checks.lexicon import LEXICONS, entries, scan

EXAMPLES = [
    (entry, text) for lexicon in LEXICONS for entry in entries(lexicon) for text in ([entry.example] if entry.pattern else entry.words)
]


def test_every_entry_with_a_pattern_has_an_example():
    assert [e.words for lexicon in LEXICONS for e in entries(lexicon) if e.pattern and not e.example] == []


def test_every_entry_is_found_in_its_example():
    assert [e.words for e, text in EXAMPLES if e not in [f.entry for f in scan(text).get(e.lexicon, [])]] == []


def test_an_entry_is_reported_once_for_each_place():
    found = scan("截止目前，截止目前。")["confusable"]
    assert [(f.start, f.end) for f in found] == [(0, 2), (5, 7)]


@pytest.mark.parametrize("lexicon", LEXICONS)
def test_no_replacement_is_itself_a_mistake(lexicon):
    assert [e.fix for e in entries(lexicon) if e.fix and any(f.entry.fix for f in scan(e.fix).get(lexicon, []))] == []
