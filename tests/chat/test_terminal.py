"""A real terminal: keys in, screen out."""

import os
import re
import signal
import sys

import pytest

from assistant.facts.load import load_facts
from tests.chat.conftest import repository
from tests.chat.keyboard import Keyboard

UP = "\x1b[A"
FOREVER = "600"


@pytest.fixture
def keyboard(chats):
    opened = []

    def open_one(*args, **variables):
        program = [str(repository() / "tests/chat/scripted_cli.py"), "chat"]
        opened.append(Keyboard(program, *(args or ("-f", "facts.yaml")), **variables))
        return opened[-1].ready()

    yield open_one
    for one in opened:
        one.close()


def test_a_section_is_written_and_kept(keyboard):
    terminal = keyboard()
    terminal.enters("/section 组织生活", "事实 2 条").enters("/draft", "看依据").enters("/accept", "下一节")
    assert terminal.leaves() == 0
    again = keyboard("-c")
    again.enters("/show 组织生活", "已定稿")
    assert again.leaves() == 0


def test_ctrl_c_stops_the_answer_then_says_how_to_leave(keyboard):
    terminal = keyboard(SECONDS=FOREVER)
    terminal.enters("/section 组织生活", "事实 2 条").types("/draft\r").shows("……")
    terminal.types("\x03").shows("已停止").ready()
    terminal.types("\x03").shows("Ctrl-D").ready()
    terminal.types("写到一半\x03").types("\x03").shows("Ctrl-D").ready()
    assert terminal.leaves() == 0


def test_a_long_paste_of_several_lines_arrives_whole(keyboard, facts_path):
    lines = [
        "".join(f"第{n}批职工代表{word}" for n in range(80))[:795] + f"共{k}人次"
        for k, word in ((301, "巡航"), (302, "保养"), (303, "演练"))
    ]
    terminal = keyboard()
    terminal.types("\x1b[200~" + "\r\n".join(lines) + "\x1b[201~").types("\r").shows("F9").ready()
    terminal.enters("/save", "已写入")
    assert terminal.leaves() == 0
    assert [f.text for f in load_facts(facts_path).facts if f.text in lines] == lines


def test_what_is_typed_during_an_answer_waits_for_the_next_prompt(keyboard):
    terminal = keyboard(SECONDS="1")
    terminal.enters("/section 组织生活", "事实 2 条").types("/draft\r").shows("……").types("/accept\r").shows("已定稿").ready()
    assert terminal.leaves() == 0


def test_history_and_completion_are_at_hand(keyboard):
    terminal = keyboard()
    terminal.enters("/section 组织生活", "事实 2 条")
    terminal.types(UP).shows("组织生活").types("\r").shows("事实 2 条").ready()
    terminal.types("/acc").shows("定稿当前小节").types("\t").shows("accept").types("\r").shows("还没有写").ready()
    assert terminal.leaves() == 0


def test_a_section_is_edited_in_the_users_editor(keyboard, own_world):
    editor = own_world / "editor.py"
    code = "import sys, pathlib; p = pathlib.Path(sys.argv[1]); p.write_text(p.read_text().rstrip() + '人人动手。')"
    editor.write_text(code, encoding="utf-8")
    terminal = keyboard(EDITOR=f"{sys.executable} {editor}")
    terminal.enters("/section 组织生活", "事实 2 条").enters("/draft", "看依据").enters("/edit", "人人动手")
    assert terminal.leaves() == 0


def test_kill_9_loses_at_most_the_running_answer(keyboard):
    terminal = keyboard()
    terminal.enters("/section 组织生活", "事实 2 条").enters("/draft", "看依据")
    assert terminal.leaves() == 0
    terminal = keyboard("-c", SECONDS=FOREVER)
    terminal.types("/longer\r").shows("……")
    os.kill(terminal.child.pid, signal.SIGKILL)
    again = keyboard("-c")
    again.types("/show\r").shows("没有写完").shows("主题党日11次").ready()
    assert again.leaves() == 0


def test_no_colour_where_none_is_wanted(keyboard):
    terminal = keyboard(NO_COLOR="1")
    terminal.types("/nosuch\r").shows("错误：没有命令")
    assert not re.search(r"\x1b\[3[1-7]m错误", terminal.child.before + terminal.child.after)
    assert terminal.ready().leaves() == 0
