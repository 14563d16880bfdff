"""The fuzzer itself: what it makes, and that it notices a step that takes more than linear time."""


import pytest

from assistant.checks import registry
from assistant.checks.model import Hit
from evals.fuzz import growth
from evals.fuzz.__main__ import repeated
from evals.fuzz.pieces import fragments
from evals.fuzz.sound import check


def test_the_fragments_are_those_of_all_rules():
    assert {"截止", "学习贯彻贯彻全会精神。", "XX", "《"} <= set(fragments())
    assert all(fragments())


@pytest.mark.parametrize("joint", ["", "\n", "#"])
def test_a_fragment_is_repeated_to_the_size_asked_for(joint):
    text = repeated("全年12次", joint, 600)
    assert 600 <= len(text) < 700
    assert text.count("全年12次") > 50


def test_a_rule_that_takes_the_square_of_the_time_is_named(monkeypatch):
    def slow(doc):
        size = len(doc.text) // 5
        return [Hit(0, 1, "慢")] if sum(1 for a in range(size) for b in range(size)) < 0 else []

    monkeypatch.setattr(growth, "SIZES", (2_000, 8_000))
    monkeypatch.setattr(growth, "RULES", {"TY001": registry.RULES["TY001"]._replace(find=slow)})
    assert [said.split(":")[0] for said in growth.slow_growth(lambda size: repeated("学习", "，", size), None)] == ["TY001"]


def test_a_sound_document_passes_in_every_way():
    file = check("工作总结\n全年XX次,成效好。。".encode(), ".txt", None)
    assert {f.rule for f in file.findings} >= {"PH001", "TY001", "TY009"}
