"""The figures in the documentation are those that are recorded."""

import json
import re
from pathlib import Path

import pytest

from evals.bench.page import page as bench_page
from evals.leaks.systems import SYSTEMS
from evals.page import MARK, results
from evals.run import RESULTS, recorded

ROOT = Path(__file__).parents[2]
LEAKS = ("coverage", "invented a report", "leaked a report", "copied sentences", "characters")
ROWS = {"ours": r"this program|本程序", "plain-retrieval": "a prompt for each section|逐节检索", "one-prompt": "everything in one|全部放进"}


def read(name):
    return (ROOT / name).read_text("utf-8")


def cells(text, start):
    (row,) = re.findall(rf"^\| (?:{start}).*$", text, re.MULTILINE)
    return [float(c.strip(" *%").replace(",", "")) for c in row.split("|")[2:-1]]


def test_the_page_of_benchmarks_is_what_was_measured():
    benches = json.loads((RESULTS / "bench.json").read_text("utf-8"))["benches"]
    assert read("docs/benchmarks.md") == bench_page(benches)
    plots = {f"{name}.svg" for name in benches} | {f"{n}-growth{i + 1}.svg" for n, b in benches.items() for i in range(len(b["growth"]))}
    assert {p.name for p in (ROOT / "docs" / "benchmarks").iterdir()} == plots


def test_the_results_of_evaluations_are_the_recorded_ones():
    assert read("docs/evals.md").partition(MARK)[2].strip() == "\n".join(results()).strip()


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
@pytest.mark.parametrize("system", SYSTEMS)
def test_the_table_of_the_readme_is_the_recorded_one(name, system):
    metrics = recorded("leaks")["metrics"]
    told = [metrics[f"{system}: {key}"] for key in LEAKS]
    assert cells(read(name), ROWS[system]) == pytest.approx([100 * told[0], *told[1:3], 100 * told[3], told[4]], abs=0.51)


def test_the_size_of_the_data_set_is_what_it_is():
    rows = [json.loads(line) for line in read("evals/leaks/planted.jsonl").splitlines()]
    values = [value for row in rows for value in row["values"]]
    text = read("docs/evals.md")
    assert f"{len(values)} values of ten samples" in text
    assert f"{sum(v['distinctive'] for v in values)} are distinctive" in text
    assert len(rows) == 10
    assert len(read("evals/leaks/told.jsonl").splitlines()) == 300


def test_the_errors_of_the_measure_are_the_recorded_ones():
    metrics, text = recorded("probes")["metrics"], read("docs/evals.md").partition(MARK)[0]
    assert f"the {metrics['sentences']:g} sentences with known" in text
    assert f"On {metrics['other paragraphs']:g} paragraphs" in text
    assert f"({100 * metrics['other paragraphs alarmed']:.1f} %)" in text
    wrong, missed = (int(n) for n in re.search(r"(\d+) of (\d+) wrong values", text).groups()[::-1])
    assert missed / wrong == pytest.approx(metrics["other wrong values missed"], abs=0.001)
