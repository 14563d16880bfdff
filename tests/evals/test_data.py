"""The data of the evaluations agree with the corpus and the facts files they speak of."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from assistant.documents.read import read
from assistant.facts.load import load_facts

ROOT = Path(__file__).parents[2]
EVALS = ROOT / "evals"
FACTS = sorted((EVALS / "facts").glob("*.yaml"))


def _lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (EVALS / name).read_text(encoding="utf-8").splitlines()]


@cache
def _paragraphs(name: str) -> dict[int, str]:
    return {p.index: p.text for p in read(ROOT / "corpus" / name).body}


@pytest.mark.parametrize("path", [*FACTS, ROOT / "prompts/init/facts.yaml"], ids=lambda p: p.stem)
def test_every_facts_file_loads_and_has_facts_problems_and_plans(path: Path) -> None:
    facts = load_facts(path)

    assert {f.kind for f in facts.facts} == {"fact", "problem", "plan"}
    assert len(facts.facts) >= 22
    assert not facts.questions
    assert facts.org
    assert facts.year == 2025


def test_every_label_of_a_query_stands_in_one_paragraph_of_the_corpus() -> None:
    queries = _lines("retrieval/corpus_queries.jsonl")
    labels = [label for q in queries for label in q["relevant"] + q["partial"]]

    wrong = [
        x
        for x in labels
        if len(x["quote"]) < 12 or [n for n, text in _paragraphs(x["file"]).items() if x["quote"] in text] != [x["line_or_paragraph"]]
    ]

    assert len(queries) >= 80
    assert all(q["relevant"] for q in queries)
    assert not wrong


def test_planted_values_stand_where_they_are_said_to_stand() -> None:
    for report in _lines("leaks/planted.jsonl"):
        assert len(report["values"]) >= 25
        for value in report["values"]:
            for number in value["paragraphs"]:
                text = _paragraphs(report["file"])[number]
                assert value["value"] in text
                assert value.get("near", "") in text


def test_no_distinctive_planted_value_stands_in_a_facts_file() -> None:
    facts = "\n".join(p.read_text(encoding="utf-8") for p in FACTS)
    values = [v["value"].strip("“”") for r in _lines("leaks/planted.jsonl") for v in r["values"] if v["distinctive"]]

    assert [v for v in values if v in facts] == []


def test_what_shows_a_fact_as_told_is_taken_from_the_fact() -> None:
    told = _lines("leaks/told.jsonl")

    assert {(t["facts"], t["id"]): t["text"] for t in told} == {(p.name, f.id): f.text for p in FACTS for f in load_facts(p).facts}
    assert [t for t in told if not t["words"] or any(x not in t["text"] for x in t["values"] + t["words"])] == []


def test_probes_hold_the_values_to_be_reported() -> None:
    planted = {v["value"] for r in _lines("leaks/planted.jsonl") for v in r["values"]}

    for probe in _lines("leaks/probes.jsonl"):
        assert (EVALS / "facts" / probe["facts"]).is_file()
        assert set(probe["leaked"]) <= planted
        for value in probe["leaked"] + probe["invented"] + probe["misplaced"]:
            assert value.strip("“”") in probe["text"]
