"""A scripted afternoon at a real terminal with the real model: five sections, corrections, undo, retry, interrupt, resume, export."""

import os
import sys
import time

import pexpect
import pytest
from docx import Document

from assistant.engines.weights import default_weights
from assistant.facts.load import load_facts
from assistant.grounding.ground import Grounder
from tests.chat.conftest import SAMPLE, repository

pytestmark = pytest.mark.model

FACTS = """单位: 白鹭湾渡运有限公司渡轮党支部
年度: 2025
标题: 渡轮党支部2025年工作总结
事实:
  - 小节: 抓实组织生活
    内容: 召开党员大会4次、支委会12次
  - 小节: 抓实组织生活
    内容: 开展主题党日11次
  - 小节: 保障安全渡运
    内容: 排查整改安全隐患46处
存在问题:
  - 学习形式不够丰富
下一步计划:
  - 发展党员2名
小节:
  - {标题: 抓实组织生活, 类型: done, 字数: 150}
  - {标题: 保障安全渡运, 类型: done, 字数: 120}
  - {标题: 存在的问题, 类型: problem, 字数: 90}
  - {标题: 下一步打算, 类型: plan, 字数: 90}
"""
FIRST, LATER = 8.0, 2.0


class Desk:
    """The program at a terminal."""

    def __init__(self, *args):
        env = {**os.environ, "PYTHONPATH": str(repository()), "PROMPT_TOOLKIT_NO_CPR": "1", "TERM": "xterm-256color"}
        program = ["-m", "assistant", "chat", "-m", "embedded:", *args]
        self.child = pexpect.spawn(sys.executable, program, env=env, dimensions=(60, 200), encoding="utf-8", timeout=240)
        self.child.expect("› ")

    def enter(self, text, shows):
        self.child.send(text + "\r")
        self.child.expect(shows)
        self.child.expect("› ")

    def first_characters(self, text, shows):
        """Seconds until an answer begins; waits for its end."""
        started = time.monotonic()
        self.child.send(text + "\r")
        self.child.expect(r"\x1b\[3m")
        seconds = time.monotonic() - started
        self.child.expect(shows)
        self.child.expect("› ")
        return seconds

    def leave(self):
        self.child.sendeof()
        self.child.expect(pexpect.EOF)
        self.child.close()
        assert self.child.exitstatus == 0


def test_an_afternoon(own_world):
    (own_world / "范文").mkdir()
    (own_world / "范文/范文.txt").write_text(SAMPLE, encoding="utf-8")
    (own_world / "assistant.toml").write_text('[samples]\npaths = ["范文"]\n', encoding="utf-8")
    facts = own_world / "facts.yaml"
    facts.write_text(FACTS, encoding="utf-8")

    desk = Desk("抓实组织生活")
    desk.child.expect("可以先补充")
    time.sleep(45)  # the drafter reads the facts, the model loads behind the prompt
    first = desk.first_characters("/draft", "看依据")
    desk.enter("主题党日改为15次", "改吗")
    desk.enter("是", "事实已更改")
    later = desk.first_characters("/shorter", "事实 5 条")
    desk.enter("/undo", "已撤销")
    desk.enter("/accept", "下一节：保障安全渡运")
    desk.child.send("/draft\r")
    desk.child.expect(r"\x1b\[3m")
    desk.child.sendintr()
    desk.child.expect("已停止")
    desk.child.expect("› ")
    desk.leave()

    desk = Desk("-c")
    desk.enter("/retry", "事实 5 条")
    desk.enter("组织应急演练3次。", "记下 F4")
    for _ in range(6):
        desk.child.send("/accept\r")
        desk.child.expect(["已定稿", "还没有写"])
        desk.child.expect("› ")
        desk.child.send("/draft\r")
        desk.child.expect(["事实 6 条", "已经写好"])
        desk.child.expect("› ")
    desk.enter("/accept", "定稿")
    desk.enter("/export 报告.docx", "报告已写到")
    desk.leave()

    known = load_facts(facts)
    assert {"开展主题党日15次", "组织应急演练3次"} <= {f.text for f in known.facts}
    found = Grounder(known).check("\n".join(p.text for p in Document(own_world / "报告.docx").paragraphs))
    assert found.lost == () and found.violations == (), found.describe()
    assert default_weights().path.is_file()
    assert (first < FIRST, later < LATER) == (True, True), f"first characters after {first:.1f} s, then {later:.1f} s"
