"""What a first-time user does, in the order the program says."""

import pytest
from typer.testing import CliRunner

from assistant.cli.app import app


@pytest.fixture(autouse=True)
def fresh_machine(tmp_path, monkeypatch):
    for name in ("ASSISTANT_HOME", "OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ASSISTANT_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)


def run(*arguments):
    return CliRunner().invoke(app, arguments)


def test_init_says_what_to_do_next_in_order():
    steps = run("init", "年度 总结").stderr
    order = ['cd "年度 总结"', "assistant models pull", "assistant facts check", "assistant generate", "assistant check"]
    places = [steps.index(command) for command in order]
    assert places == sorted(places)


def test_init_leaves_out_steps_that_are_done(monkeypatch):
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:1/v1")
    steps = run("init").stderr
    assert "cd " not in steps
    assert "models pull" not in steps
    assert "1. " in steps


def test_init_keeps_what_the_user_has_written(tmp_path):
    (tmp_path / "facts.yaml").write_text("我的", encoding="utf-8")
    result = run("init")
    assert "已有 facts.yaml，未改动" in result.stderr
    assert (tmp_path / "facts.yaml").read_text(encoding="utf-8") == "我的"


def test_a_facts_file_given_to_check_is_sent_to_the_right_command(tmp_path):
    (tmp_path / "facts.yaml").write_text("标题: 总结\n", encoding="utf-8")
    result = run("check", "facts.yaml")
    assert result.exit_code == 2
    assert "assistant facts check facts.yaml" in result.stderr


def test_nothing_checked_is_not_told_as_nothing_found(tmp_path):
    missing = run("check", "没有.docx")
    assert "没有发现问题" not in missing.stdout
    (tmp_path / "好.txt").write_text("2025年工作总结\n\n支部召开党员大会5次。\n", encoding="utf-8")
    both = run("check", "没有.docx", "好.txt")
    assert both.exit_code == 2
    assert both.stdout.strip() == "其余文件没有发现问题"
