"""The figures in the documentation are those that are recorded."""

import json
import re
from pathlib import Path

import pytest

from evals.bench.page import page as bench_page
from evals.page import MARK, READMES, results, with_table
from evals.run import RESULTS, recorded
from evals.suites import load

ROOT = Path(__file__).parents[2]


def read(name):
    return (ROOT / name).read_text("utf-8")


def test_the_page_of_benchmarks_is_what_was_measured():
    benches = json.loads((RESULTS / "bench.json").read_text("utf-8"))["benches"]
    assert read("docs/benchmarks.md") == bench_page(benches)
    plots = {f"{name}.svg" for name in benches} | {f"{n}-growth{i + 1}.svg" for n, b in benches.items() for i in range(len(b["growth"]))}
    assert {p.name for p in (ROOT / "docs" / "benchmarks").iterdir()} == plots


def test_the_results_of_evaluations_are_the_recorded_ones():
    assert read("docs/evals.md").partition(MARK)[2].strip() == "\n".join(results()).strip()


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_the_table_of_the_readme_is_the_recorded_one(readme):
    text = readme.read_text("utf-8")
    assert with_table(text, READMES[readme]) == text
    for name in READMES[readme].values():
        assert f"\n| {name.partition('{reports}')[0]}" in text


def test_the_size_of_the_data_set_is_what_it_is():
    rows = [json.loads(line) for line in read("evals/leaks/planted.jsonl").splitlines()]
    values = [value for row in rows for value in row["values"]]
    text = read("docs/evals.md")
    assert f"{len(values)} values of ten samples" in text
    assert f"{sum(v['distinctive'] for v in values)} are distinctive" in text
    assert len(rows) == 10
    assert len(read("evals/leaks/told.jsonl").splitlines()) == 300


def test_the_cases_of_the_suites_are_as_many_as_the_page_says():
    rows = {row[0]: row[1] for row in re.findall(r"^\| (\w+) \| (.*?) \|", read("docs/evals.md"), re.MULTILINE)}
    kinds = {c.id.rpartition("/")[0] for c in load("checker").cases() if not c.id.startswith("clean/")}
    assert f"{len(kinds)} kinds in all families" in rows["checker"]
    assert f"{len(load('retrieval').cases())} labelled queries" in rows["retrieval"]


def test_the_errors_of_the_measure_are_the_recorded_ones():
    metrics, text = recorded("probes")["metrics"], read("docs/evals.md").partition(MARK)[0]
    assert f"the {metrics['sentences']:g} sentences with known" in text
    assert f"On {metrics['other paragraphs']:g} paragraphs" in text
    assert f"({100 * metrics['other paragraphs alarmed']:.1f} %)" in text
    wrong, missed = (int(n) for n in re.search(r"(\d+) of (\d+) wrong values", text).groups()[::-1])
    assert missed / wrong == pytest.approx(metrics["other wrong values missed"], abs=0.001)
