"""The example in each command's help works when it is pasted into a new project; those that ask a model are tried in tests/model."""

import re
import shlex

import pytest
from typer.testing import CliRunner

from assistant.chat.store import SessionStore
from assistant.cli.app import app
from tests.cli.test_usage import ALL

ASKING = {"generate", "draft", "chat", "models pull", "models test", "eval"}
REPORT = "2025年工作总结\n\n一、主要工作\n\n支部召开党员大会5次。\n\n二、下一步计划\n\n加强学习。\n"


def run(*arguments):
    return CliRunner().invoke(app, arguments)


def example(command):
    page = run(*command, "--help").stdout
    return re.search(r"例：assistant (.*?)(?:\n\n|$)", page, re.DOTALL)[1].replace("\n  ", " ")


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A project as `init` leaves it, with a report, the samples indexed, and a chat that was held."""
    folder = tmp_path_factory.mktemp("project")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("ASSISTANT_HOME", raising=False)
        patch.chdir(folder)
        run("init")
        (folder / "稿.md").write_text(REPORT, encoding="utf-8")
        run("export", "稿.md", "-o", "报告.docx")
        run("samples", "index")
        with SessionStore() as store:
            for title in ("甲", "乙"):
                store.create(title=title, facts_path=None, facts="", model="m")
        yield folder


@pytest.mark.parametrize("command", [c for c in ALL if " ".join(c) not in ASKING], ids=" ".join)
def test_the_example_of_the_help_works(command, project, monkeypatch):
    monkeypatch.delenv("ASSISTANT_HOME")
    monkeypatch.chdir(project)
    result = run(*shlex.split(example(command)), *(["--yes"] if command == ["sessions", "delete"] else []))
    assert result.exit_code in (0, 1), result.stderr
    assert "错误：" not in result.stderr


def test_the_examples_that_ask_a_model_are_commands_of_the_first_steps():
    shown = {" ".join(c): example(c) for c in ALL if " ".join(c) in ASKING}
    assert set(shown) == ASKING
    assert all("facts.yaml" in shown[name] for name in ("generate", "draft", "chat"))
