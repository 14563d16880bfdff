"""`assistant generate` as it is typed: what is missing at the end, and asking for it on a terminal."""

import os
import sys
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from assistant.cli.app import app
from assistant.config import load_config
from assistant.engines.log import CallLog
from assistant.facts.load import load_facts
from assistant.samples.library import Library
from tests.cli.terminal import Terminal
from tests.drafting.conftest import SAMPLE, told
from tests.engines.loopback import serving

FACTS = """\
小节:
  - 强化理论武装
  - {标题: 存在的主要问题, 类型: 问题}
  - {标题: 下一步工作计划, 类型: 计划}
单位: 云栖港务有限公司理货党支部
年度: 2025
事实:
  - 支部现有党员21名  # 年底数
  # 会议台账
  - 召开党员大会____次、支委会____次
  - 讲党课____次
存在问题:
  - 理论学习的系统性还不够
下一步计划:
  - 计划发展党员3名
"""


def answer(handler):
    """What a good model says: the points it was given."""
    messages = tuple(SimpleNamespace(**m) for m in handler.body["messages"])
    handler.answer(told(SimpleNamespace(messages=messages)) or "各项工作扎实推进。")


@pytest.fixture
def server():
    with serving(answer) as (url, requests):
        yield SimpleNamespace(url=url, requests=requests)


@pytest.fixture
def project(own_world, server, monkeypatch):
    """A project with a small sample and a model behind a server."""
    folder = own_world / "范文" / "国企党支部工作总结"
    folder.mkdir(parents=True)
    (folder / "鹿溪公司.md").write_text(SAMPLE, encoding="utf-8")
    (own_world / "facts.yaml").write_text(FACTS, encoding="utf-8")
    library = Library.open(load_config())
    library.index([own_world / "范文"])
    library.close()
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    return own_world


COMMAND = ("generate", "facts.yaml", "-o", "报告.txt", "-m", "openai:m")


def run(*arguments):
    return CliRunner().invoke(app, [*COMMAND, *arguments])


@pytest.fixture
def terminal(project, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    terminal = Terminal([sys.executable, "-m", "assistant", *COMMAND])
    yield terminal
    terminal.close()


def test_without_a_terminal_what_is_missing_is_listed_and_nothing_asked(project):
    result = run()
    assert (result.exit_code, result.stdout) == (0, "")
    assert "尚有 召开党员大会____次、支委会____次（第 10 行）没有填写，未写入报告" in result.stderr
    assert "现在逐条填写吗" not in result.stderr


def test_no_input_never_asks_even_on_a_terminal(project, monkeypatch):
    monkeypatch.setattr("assistant.cli.generate.interactive", lambda: True)
    result = run("--no-input")
    assert (result.exit_code, "现在逐条填写吗" in result.stderr) == (0, False)


def test_prompts_and_answers_are_logged_only_when_asked_for(project, server):
    run()
    calls = CallLog().last(100)
    assert calls and not any(c.prompt or c.answer for c in calls)
    run("--fresh", "--log-prompts")
    logged = CallLog().last(len(server.requests) - len(calls))
    assert all("【提纲】" in c.prompt and c.answer for c in logged)


def test_draft_logs_prompts_too_when_asked_for(project):
    result = CliRunner().invoke(app, ["draft", "理论武装", "-f", "facts.yaml", "-m", "openai:m", "--log-prompts"])
    assert result.exit_code == 0
    assert all("【提纲】" in c.prompt for c in CallLog().last(9))


def test_answers_go_into_the_facts_file_and_the_report_is_drafted_again(terminal, project, server):
    terminal.until("现在逐条填写吗")
    first = len(server.requests)
    terminal.type("y\r")
    terminal.until("第 10 行：召开党员大会____次、支委会____次")
    terminal.until("填写：")
    terminal.type("4\r")
    terminal.until("这里有 2 个空")
    terminal.until("填写：")
    terminal.type("4 12\r")
    terminal.until("已记下：召开党员大会4次、支委会12次")
    terminal.until("讲党课____次")
    terminal.until("填写：")
    terminal.type("\r")
    terminal.until("报告已写到")
    assert terminal.wait() == 0, "what was skipped is not asked again"
    text = (project / "facts.yaml").read_text(encoding="utf-8")
    assert text == FACTS.replace("召开党员大会____次、支委会____次", "召开党员大会4次、支委会12次")
    assert "召开党员大会4次、支委会12次" in (project / "报告.txt").read_text(encoding="utf-8")
    assert len(server.requests) < 2 * first, "what did not change is not asked of the model again"


def test_ctrl_c_ends_the_asking_and_keeps_answers_and_report(terminal, project):
    terminal.until("现在逐条填写吗")
    report = (project / "报告.txt").read_bytes()
    terminal.type("y\r")
    terminal.until("填写：")
    terminal.type("\x03")
    terminal.until("不再询问")
    assert terminal.wait() == 0
    assert (project / "报告.txt").read_bytes() == report
    assert load_facts(project / "facts.yaml").questions
