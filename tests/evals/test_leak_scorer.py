"""The leak benchmark's own scorer."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from evals.leaks import controls, probe
from evals.leaks.judge import Judge
from evals.leaks.score import score_text
from evals.leaks.values import names_of, values_of

ROOT = Path(__file__).parents[2]


def keys(text):
    return [v.key for v in values_of(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("学习12期", "学习十二期"),
        ("132次", "一百三十二次"),
        ("1.2万元", "12000元"),
        ("1.37亿元", "13700万元"),
        ("百分之九十八点五", "98.5%"),
        ("27名党员", "27位党员"),
    ],
)
def test_equal_values_have_equal_keys(one, other):
    assert keys(one) == keys(other) != []


def test_approximations_equal_only_themselves():
    assert keys("近百人次") != keys("100人次")
    assert keys("百余人次") != keys("近百人次")


def test_public_terms_and_gaps_hold_no_values():
    assert keys("落实“三会一课”和中央八项规定精神，学习党的二十届四中全会精神") == []
    assert keys("主题党日【待补：14次】") == []
    assert names_of("增强“四个意识”，学习《中国共产党章程》") == []


def test_a_number_ends_where_its_digits_end():
    assert keys("增长8.3%") == keys("增长百分之八点三")
    assert keys("增长8.3%") != keys("增长3%")


def test_the_judge_is_right_on_the_probes():
    counts, mistakes = probe.measure()
    assert counts["false alarms"] == 0, mistakes
    assert counts["leaked missed"] == counts["invented missed"] == counts["told missed"] == 0, mistakes
    assert counts["misplaced missed"] <= 1, mistakes


def test_copying_and_repeating_are_counted():
    sample = (ROOT / "corpus/国企党支部工作总结/鹤汀港务集团散货码头分公司第二党支部2023年工作总结.md").read_text("utf-8")
    copied = max(sample.splitlines(), key=len)
    row = score_text("国企党支部工作总结", f"{copied}\n全体党员立足岗位、担当作为。全体党员立足岗位、担当作为。")
    assert row["copied"] >= 1
    assert row["leaked"]
    assert row["repeated"] == 1


def test_the_scorer_reads_any_systems_folder_and_names_what_is_missing(tmp_path):
    judge = Judge("国企党支部工作总结.yaml")
    (tmp_path / "国企党支部工作总结.md").write_text("# 标题\n\n" + "\n".join(f["text"] for f in judge.facts.values()), "utf-8")
    (tmp_path / "usage.json").write_text(json.dumps({"国企党支部工作总结": {"seconds": 7}}), "utf-8")
    command = [sys.executable, "-m", "evals.leaks.score", str(tmp_path), "--json", str(tmp_path / "out.json")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 3
    assert "missing reports: 9" in done.stdout
    out = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert out["reports"][0]["told"] == 30
    assert out["reports"][0]["seconds"] == 7
    assert out["measure"]["false alarms"] == 0


def test_facts_listed_are_told_and_nothing_in_them_is_leaked_or_invented():
    rows = [score_text(name, text) for name, text in controls.facts_listed()]
    assert len(rows) == 10
    assert [(r["lost"], r["leaked"], r["invented"], r["copied"]) for r in rows] == [([], [], [], 0)] * 10
    assert sum(len(r["misplaced"]) for r in rows) <= 4


def test_a_copied_sample_leaks_its_values_and_tells_hardly_a_fact():
    rows = [score_text(name, text) for name, text in list(controls.sample_copied())[:3]]
    assert all(r["told"] <= 5 and len(r["leaked"]) >= 30 and r["copied"] > r["sentences"] / 2 for r in rows)


def test_the_scorer_needs_nothing_but_the_standard_library(tmp_path):
    for module in ("controls", "score"):
        run = [sys.executable, "-S", "-m", f"evals.leaks.{module}", str(tmp_path / ("facts-listed" if module == "score" else ""))]
        done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "no report is missing" in done.stdout
