"""Every rule has examples that fire and that stay silent, and behaves on them."""

import re

import pytest

from assistant.checks import registry
from assistant.checks.analysis import Analysis
from assistant.checks.examples import analysed, found
from assistant.checks.model import FAMILIES
from assistant.checks.registry import RULES
from assistant.checks.runner import run

BAD = [(code, example) for code, rule in RULES.items() for example in rule.bad]
GOOD = [(code, example) for code, rule in RULES.items() for example in rule.good]


@pytest.mark.parametrize(("code", "example"), BAD)
def test_a_rule_fires_on_its_bad_examples(code, example):
    result = found(example, RULES.values())
    assert not result.crashes
    assert code in {f.rule for f in result.findings}


@pytest.mark.parametrize(("code", "example"), GOOD)
def test_a_rule_stays_silent_on_its_good_examples(code, example):
    assert [f for f in found(example, RULES.values()).findings if f.rule == code] == []


def test_no_code_is_used_twice():
    assert [rule.code for rule in registry._ALL if RULES[rule.code] is not rule] == []


@pytest.mark.parametrize("code", RULES)
def test_a_rule_says_what_a_reviewer_needs(code):
    rule = RULES[code]
    assert re.fullmatch(r"[A-Z]{2}\d{3}", code)
    assert rule.family in FAMILIES
    assert rule.bad and rule.good
    assert rule.title and rule.reason and rule.source


@pytest.mark.parametrize(("code", "example"), BAD)
def test_findings_are_inside_their_paragraph_and_quote_it(code, example):
    doc: Analysis = analysed(example)
    quoted = {(p.part, p.index, p.text) for p in doc.paragraphs}
    for f in run(doc, [RULES[code]]).findings:
        assert any(part == f.part and index == f.paragraph and text[f.start : f.end] == f.text for part, index, text in quoted)
