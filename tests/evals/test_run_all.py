"""`python -m evals`: progress, an interrupted run, a short one, and the summary page that says what is missing."""

import io
from pathlib import Path

import pytest

from evals import __main__ as everything
from evals import run as runs
from evals.progress import Progress, duration
from evals.suite import Case, Suite
from evals.suites import NAMES, load


def suite_of(answer, name="leaks", needs_model=True):
    ids = [f"{system}/{facts}" for facts in ("甲", "乙") for system in ("ours", "other")]
    return Suite(
        name,
        "answers",
        lambda: [Case(i, i, {}) for i in ids],
        answer,
        lambda case, told: {"right": 1.0},
        lambda rows: {"share": 1.0},
        needs_model=needs_model,
    )


def interrupting(after):
    asked = []

    def answer(case, world):
        if len(asked) == after:
            raise KeyboardInterrupt
        asked.append(case.id)
        return {"text": case.id, "model": "m", "commit": "abc"}

    return answer


@pytest.fixture
def only_suites(monkeypatch, tmp_path):
    """Every suite is a small one of our own that answers with `answer`; returns what sets it, and keeps inspect-ai out."""

    def use(answer):
        for module in (everything, runs):
            monkeypatch.setattr(module, "load", lambda name: suite_of(answer, name, load(name).needs_model), raising=False)
        monkeypatch.setattr(everything, "find_spec", lambda name: True)
        monkeypatch.setattr(everything, "log_run", lambda run, folder: None)
        monkeypatch.setattr(everything, "bars", lambda name: [])
        monkeypatch.setattr(runs, "bars", lambda name, path=None: [])
        return ["-o", str(tmp_path)]

    return use


def page_of(folder):
    return (Path(folder[1]) / "summary.html").read_text("utf-8")


def test_a_stopped_suite_keeps_its_finished_cases():
    run = runs.run_suite(suite_of(interrupting(2)))
    assert run.stopped
    assert [c.id for c in run.cases] == ["ours/甲", "other/甲"]
    assert run.exit_code == 3


def test_a_short_run_takes_every_system_on_the_first_facts_files():
    run = runs.run_suite(suite_of(interrupting(9)), runs.Options(few=1))
    assert [c.id for c in run.cases] == ["ours/甲", "other/甲"]
    assert (len(run.cases), run.of) == (2, 4)
    free = runs.run_suite(suite_of(interrupting(9), needs_model=False), runs.Options(few=1))
    assert len(free.cases) == 4


def test_answers_name_the_model_and_commit_they_are_from():
    run = runs.run_suite(suite_of(interrupting(9)))
    assert (run.model, run.commit) == ("m", "abc")
    assert runs.as_json(run, "x")["commit"] == "abc"


def test_an_interrupted_run_ends_with_130_and_a_page_that_says_what_is_missing(only_suites, capsys):
    place = only_suites(interrupting(2))
    assert everything.main(["retrieval", "drafting", *place]) == 130
    assert "goes on" in capsys.readouterr().err
    page = page_of(place)
    assert "中断，没有运行完" in page
    assert "2/4" in page
    assert page.count("没有运行</td>") == len(NAMES) - 1


def test_a_whole_run_says_each_suite_and_where_the_summary_is(only_suites, capsys):
    place = only_suites(interrupting(99))
    assert everything.main(place) == 0
    said = capsys.readouterr().out
    assert [line.split()[0] for line in said.splitlines() if "cases" in line] == list(NAMES)
    assert said.splitlines()[-1].endswith("summary.html")
    assert "没有运行</td>" not in page_of(place)


def test_a_suite_that_breaks_fails_and_the_others_are_run(only_suites, monkeypatch, capsys):
    place = only_suites(interrupting(99))
    monkeypatch.setattr(everything, "log_run", lambda run, folder: 1 / (run.suite != "masking"))
    assert everything.main(["masking", "probes", *place]) == 3
    assert "ZeroDivisionError" in capsys.readouterr().err
    assert "无法运行 masking" in page_of(place)
    assert 'href="#probes"' in page_of(place)


def test_progress_tells_case_count_and_time_left(monkeypatch):
    clock = iter([0.0, 0.0, 60.0, 60.1, 180.1])
    monkeypatch.setattr("evals.progress.time.monotonic", lambda: next(clock))
    stream = io.StringIO()
    progress = Progress(suite_of(None), stream)
    for n, name in enumerate("abcd"):
        progress(n, 4, Case(name, name, {}))
    assert stream.getvalue().splitlines() == [
        "leaks 1/4  a",
        "leaks 2/4  b  (1 min so far, at most 3 min left)",
        "leaks 3/4  c  (1 min so far, at most 2 min left)",
        "leaks 4/4  d  (3 min so far, at most 2 min left)",
    ]


def test_a_suite_without_a_model_is_one_line_where_there_is_no_terminal():
    stream = io.StringIO()
    progress = Progress(suite_of(None, needs_model=False), stream)
    for n in range(50):
        progress(n, 50, Case(str(n), "", {}))
    assert stream.getvalue() == "leaks 1/50  0\n"


def test_times_are_short_words():
    assert [duration(s) for s in (5, 75, 3900)] == ["5 s", "1 min", "1 h 05 min"]
