"""Suites: run, judged by their bars, recorded; and the command over them."""

import json

import pytest
from typer.testing import CliRunner

from assistant.cli.app import app
from evals import run as runs
from evals.checker.defects import DEFECTS, FACT_DEFECTS
from evals.suite import THRESHOLDS, Case, Suite, bars
from evals.suites import NAMES, load


def doubling(cases=3, wrong=0, broken=0):
    def answer(case, world):
        if case.data["n"] < broken:
            raise RuntimeError("no model")
        return 2 * case.data["n"] + (case.data["n"] < wrong)

    return Suite(
        "doubling",
        "two times",
        lambda: [Case(f"c{n}", str(n), {"n": n}) for n in range(cases)],
        answer,
        lambda case, answer: {"right": float(answer == 2 * case.data["n"])},
        lambda rows: {"share": sum(r["right"] for r in rows) / len(rows)},
        seed=5,
    )


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "bars.toml"
    path.write_text('[doubling]\nshare = ">= 1"\n[probes]\nsentences = ">= 1000"\n', "utf-8")
    return path


def test_a_suite_over_its_bars_is_0_and_under_them_1(file):
    options = runs.Options(thresholds=file)
    assert runs.run_suite(doubling(), options).exit_code == 0
    assert runs.run_suite(doubling(wrong=1), options).exit_code == 1


def test_a_case_that_could_not_run_is_told_and_makes_3(file):
    run = runs.run_suite(doubling(broken=1), runs.Options(thresholds=file))
    assert run.exit_code == 3
    assert [c.error for c in run.errors] == ["RuntimeError: no model"]
    assert run.metrics == {"share": 1.0}


def test_a_suite_without_any_case_did_not_run(file):
    assert runs.run_suite(doubling(), runs.Options(only=("nothing",), thresholds=file)).exit_code == 3


def test_a_bar_on_what_was_not_measured_is_missed(tmp_path):
    path = tmp_path / "bars.toml"
    path.write_text('[doubling]\nother = "<= 1"\n', "utf-8")
    assert runs.run_suite(doubling(), runs.Options(thresholds=path)).exit_code == 1


def test_what_is_recorded_names_command_seed_and_machine(monkeypatch, tmp_path):
    monkeypatch.setattr(runs, "RESULTS", tmp_path)
    runs.record(runs.run_suite(doubling()), "assistant eval doubling")
    kept = runs.recorded("doubling")
    assert kept["command"] == "assistant eval doubling"
    assert kept["seed"] == 5
    assert kept["metrics"] == {"share": 1.0}
    assert kept["machine"]["cores"] >= 1


@pytest.mark.parametrize("name", NAMES)
def test_every_suite_has_cases_with_names_of_their_own_and_bars(name):
    suite = load(name)
    ids = [case.id for case in suite.cases()]
    assert suite.name == name
    assert len(ids) == len(set(ids)) >= 5
    assert bars(name)


def test_every_family_of_rules_has_defects_put_in():
    families = {d.families[0] for d in (*DEFECTS, *FACT_DEFECTS)}
    assert families == {"PH", "DT", "NM", "ST", "FX", "TY", "RP", "LK", "FA"}
    assert len(DEFECTS) + len(FACT_DEFECTS) >= 40


def test_the_command_prints_metrics_and_exits_by_the_bars(file):
    fine = CliRunner().invoke(app, ["eval", "probes", "--only", "b*"])
    assert fine.exit_code == 0
    assert "false alarms" in fine.stdout
    assert "达到及格线" in fine.stdout
    under = CliRunner().invoke(app, ["eval", "probes", "--only", "b*", "--threshold-file", str(file), "--json"])
    assert under.exit_code == 1
    assert json.loads(under.stdout)["missed"] == ["sentences >= 1000"]


def test_the_command_names_the_suites_and_a_bad_thresholds_file(tmp_path):
    unknown = CliRunner().invoke(app, ["eval", "retrival"])
    assert unknown.exit_code == 2
    assert "retrieval" in unknown.stderr
    bad = tmp_path / "bad.toml"
    bad.write_text("[masking]\nrecall = 0.9\n", "utf-8")
    refused = CliRunner().invoke(app, ["eval", "masking", "--threshold-file", str(bad)])
    assert refused.exit_code == 2
    assert "recall" in refused.stderr


def test_the_command_lists_the_suites_with_their_bars():
    listed = CliRunner().invoke(app, ["eval", "--list"]).stdout
    assert [line.split()[0] for line in listed.splitlines() if not line.startswith(" ")] == list(NAMES)
    assert "recall of the weakest family >= 0.9" in listed
    assert "需要模型" in listed


def test_a_model_that_is_not_there_is_3(monkeypatch, tmp_path):
    monkeypatch.setenv("ASSISTANT_CACHE", str(tmp_path / "no weights"))
    done = CliRunner().invoke(app, ["eval", "drafting", "--only", "国企党支部工作总结", "-m", "embedded:"])
    assert done.exit_code == 3
    assert "无法运行" in done.stdout


def test_the_shipped_bars_are_for_suites_that_exist():
    import tomllib

    assert set(tomllib.loads(THRESHOLDS.read_text("utf-8"))) == set(NAMES)
