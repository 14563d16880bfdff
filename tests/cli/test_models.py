import json
import os

import pytest
from typer.testing import CliRunner

from assistant.cli.app import app
from assistant.engines.log import CallLog
from assistant.engines.weights import default_weights
from tests.engines.loopback import serving


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("ASSISTANT_CACHE", str(tmp_path / "cache"))
    return lambda *arguments: CliRunner().invoke(app, list(arguments))


def test_the_list_tells_what_is_there_and_what_is_missing(run, monkeypatch):
    monkeypatch.delenv("DEEPSEEK_API_KEY", raising=False)
    result = run("models", "list")
    assert result.exit_code == 0
    assert f"embedded:{default_weights().name}  1.1 GB  未下载" in result.stdout
    assert "deepseek:deepseek-chat  https://api.deepseek.com/v1  未设置 DEEPSEEK_API_KEY" in result.stdout
    assert "embedded:" in result.stderr


def test_the_list_names_a_gguf_of_the_users_own(run, monkeypatch):
    monkeypatch.setenv("ASSISTANT_EMBEDDED_GGUF", "/models/own.gguf")
    assert "embedded:/models/own.gguf" in run("models", "list").stdout


def test_the_list_never_shows_a_key(run, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://10.0.0.8/v1")
    result = run("models", "list")
    assert "http://10.0.0.8/v1" in result.stdout
    assert "sk-secret" not in result.output


def test_the_trial_streams_the_answer_to_stdout_and_the_rest_to_stderr(run, monkeypatch):
    with serving(lambda h: h.answer("要实事", "求是。")) as (url, _):
        monkeypatch.setenv("OPENAI_BASE_URL", url)
        result = run("models", "test", "-m", "openai:m")
    assert (result.exit_code, result.stdout) == (0, "要实事求是。\n")
    assert "输出 2 词元" in result.stderr


def test_the_trial_of_a_broken_server_exits_3_in_one_sentence(run, monkeypatch):
    monkeypatch.setenv("ASSISTANT_OPENAI_RETRIES", "0")
    with serving(lambda h: h.plain(500, "")) as (url, _):
        monkeypatch.setenv("OPENAI_BASE_URL", url)
        result = run("models", "test", "-m", "openai:m")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "错误：模型服务" in result.stderr
    assert "提示：" in result.stderr
    assert "Traceback" not in result.output


def test_the_trial_without_weights_exits_3_and_offers_to_fetch_them(run, monkeypatch):
    monkeypatch.setattr("assistant.engines.embedded.find_spec", lambda _: "installed")
    result = run("models", "test")
    assert result.exit_code == 3
    assert "assistant models pull" in result.stderr


def test_pulling_an_unknown_model_exits_2(run):
    result = run("models", "pull", "gpt")
    assert result.exit_code == 2
    assert default_weights().name in result.stderr


def test_pulling_without_an_index_exits_3(run, monkeypatch):
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
    result = run("models", "pull")
    assert result.exit_code == 3
    assert "PIP_INDEX_URL" in result.stderr


def test_the_log_shows_the_calls_without_what_was_said(run, monkeypatch):
    assert "还没有模型调用的记录" in run("logs").stderr
    with serving(lambda h: h.answer("要实事求是。")) as (url, _):
        monkeypatch.setenv("OPENAI_BASE_URL", url)
        run("models", "test", "-m", "openai:m")
    shown = run("logs", "--prompts")
    assert "openai:m  输入 10（缓存 4） 输出 2 词元" in shown.stdout
    assert "实事求是" not in shown.stdout
    assert str(CallLog().path) in shown.stderr
    data = json.loads(run("logs", "--json").stdout)
    assert data["version"] == 1
    assert [(call["model"], call["outcome"], call["prompt"]) for call in data["calls"]] == [("openai:m", "stop", None)]
