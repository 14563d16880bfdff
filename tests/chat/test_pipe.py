import os
import subprocess
import sys

import pytest

from assistant.facts.load import load_facts
from tests.chat.conftest import repository

LONG = [
    "".join(f"第{n}批职工代表{word}" for n in range(80))[:795] + f"共{k}人次" for k, word in ((301, "巡航"), (302, "保养"), (303, "演练"))
]


@pytest.fixture
def piped(chats):
    def run(*lines, args=("-f", "facts.yaml"), **variables):
        env = {**os.environ, "PYTHONPATH": str(repository()), **variables}
        command = [sys.executable, str(repository() / "tests/chat/scripted_cli.py"), *args]
        return subprocess.run(command, input="\n".join(lines), capture_output=True, text=True, env=env, timeout=60)

    return lambda *lines, args=("-f", "facts.yaml"), **kw: run(*lines, args=("chat", *args), **kw)


def test_texts_are_on_stdout_and_the_rest_on_stderr(piped):
    done = piped("/section 组织生活", "写吧", "主题党日改为15次", "是", "/accept")
    assert done.returncode == 0
    *written, replaced = done.stdout.splitlines()
    assert any("主题党日11次" in line for line in written) and "主题党日15次" in replaced
    assert "事实已更改" in done.stderr and "已定稿" in done.stderr
    assert "\x1b" not in done.stdout + done.stderr


def test_three_long_lines_arrive_whole(piped, facts_path):
    assert sum(map(len, LONG)) > 2300
    done = piped(*LONG, "/save")
    assert done.returncode == 0, done.stderr
    assert [f.text for f in load_facts(facts_path).facts if f.text in LONG] == LONG


def test_a_session_is_resumed_listed_shown_exported_and_deleted(piped, own_world):
    piped("/section 组织生活", "/draft", "/accept")
    done = piped("/export 报告.txt", args=("-c",))
    assert "继续会话" in done.stderr and "主题党日11次" in (own_world / "报告.txt").read_text(encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": str(repository())}

    def sessions(*args):
        return subprocess.run([sys.executable, "-m", "assistant", "sessions", *args], capture_output=True, text=True, env=env, timeout=60)

    identity = sessions("list").stdout.split()[0]
    assert "› /draft" in sessions("show", identity).stdout
    assert "## 严格组织生活" in sessions("export", identity).stdout
    assert "--yes" in sessions("delete", identity).stderr
    assert sessions("delete", identity, "--yes").returncode == 0
    assert sessions("show", identity).returncode == 2


def test_a_script_learns_of_a_failure_by_the_exit_code(piped):
    assert piped("/section 没有这一节").returncode == 2
    assert piped("/section 组织生活").returncode == 0


def test_a_broken_facts_file_is_told_before_anything_else(piped, facts_path):
    facts_path.write_text("事实:\n  x: 1\n 错", encoding="utf-8")
    done = piped("/help")
    assert done.returncode == 2 and "错误：" in done.stderr and done.stdout == ""


def test_without_a_facts_file_the_facts_are_told_and_saved_to_a_new_one(piped, own_world, facts_path):
    facts_path.unlink()
    done = piped("/section 组织生活", "全年召开党员大会4次", "/accept", "/export 报告.md", args=())
    assert done.returncode == 0, done.stderr
    assert "党员大会4次" in (own_world / "报告.md").read_text(encoding="utf-8")
    assert [f.text for f in load_facts(own_world / "facts.yaml").facts] == ["全年召开党员大会4次"]


def test_bytes_that_are_no_text_do_no_harm(chats):
    env = {**os.environ, "PYTHONPATH": str(repository())}
    command = [sys.executable, str(repository() / "tests/chat/scripted_cli.py"), "chat", "-f", "facts.yaml"]
    done = subprocess.run(command, input=b"/section \xff\x00\n\x1b[2J\n/facts\n", capture_output=True, env=env, timeout=60)
    assert done.returncode == 2 and "开展主题党日11次" in done.stdout.decode()
    assert b"\x1b" not in done.stdout + done.stderr


def test_a_session_taken_to_another_facts_file_uses_that(piped, own_world, facts_path):
    piped("/section 组织生活", "主题党日改为15次", "是", "/save")
    other = own_world / "另一份.yaml"
    other.write_text(facts_path.read_text(encoding="utf-8").replace("党员大会4次", "党员大会6次"), encoding="utf-8")
    shown = piped("/facts", args=("-c", "-f", "另一份.yaml")).stdout
    assert "党员大会6次" in shown and "主题党日15次" in shown


def test_a_session_in_which_nothing_was_said_is_not_kept(piped):
    env = {**os.environ, "PYTHONPATH": str(repository())}
    piped("")
    listed = subprocess.run([sys.executable, "-m", "assistant", "sessions", "list"], capture_output=True, text=True, env=env, timeout=60)
    assert listed.stdout == "" and "还没有会话" in listed.stderr
