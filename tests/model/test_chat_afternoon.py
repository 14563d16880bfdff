"""A scripted afternoon with the real model, at a real terminal and through a pipe: all sections of one report, corrections, undo,
retry, an interrupt, leaving and taking up again, export. The Word file has every fact and no other value."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document

from assistant.facts.load import load_facts
from assistant.grounding.ground import Grounder
from tests.chat.conftest import SAMPLE
from tests.chat.keyboard import Keyboard

pytestmark = pytest.mark.model

FACTS = """\
单位: 白鹭湾渡运有限公司渡轮党支部
年度: 2025
标题: 渡轮党支部2025年工作总结
事实:  # 台账在支委处
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
  - {标题: 抓实组织生活, 类型: done, 字数: 140}
  - {标题: 保障安全渡运, 类型: done, 字数: 120}
  - {标题: 存在的问题, 类型: problem, 字数: 90}
  - {标题: 下一步打算, 类型: plan, 字数: 90}
"""
PROGRAM = ["-m", "assistant", "chat", "-m", "embedded:"]
LEARNED = {"开展主题党日15次", "组织应急演练3次，与海事所结对共建2次"}
STREAMING = r"\x1b\[3m"  # the text as it comes is in italics
SECTIONS = 6  # with opening and closing
PATIENCE = 400


@pytest.fixture
def world(own_world):
    (own_world / "范文").mkdir()
    (own_world / "范文/范文.txt").write_text(SAMPLE, encoding="utf-8")
    (own_world / "assistant.toml").write_text('[samples]\npaths = ["范文"]\n', encoding="utf-8")
    (own_world / "facts.yaml").write_text(FACTS, encoding="utf-8")
    return own_world


def is_kept(world, report):
    """Whether the facts file learned what was told, and the report has every fact and nothing else."""
    known = load_facts(world / "facts.yaml")
    assert {f.text for f in known.facts} >= LEARNED
    assert "# 台账在支委处" in (world / "facts.yaml").read_text(encoding="utf-8")
    text = "\n".join(p.text for p in Document(str(world / report)).paragraphs)
    found = Grounder(known).check(text)
    assert (found.lost, found.violations) == ((), ()), f"{found.describe()}\n{text}"
    assert not [v for v in ("31次", "7次", "贺岭南", "松岭", "主题党日11次") if v in text]
    return True


def test_an_afternoon_at_a_terminal(world):
    desk = Keyboard(PROGRAM, "抓实组织生活", patience=PATIENCE).shows("可以先补充").ready()
    desk.types("/draft\r").shows(STREAMING).shows("看依据").ready()
    desk.enters("主题党日改为15次", "改吗").enters("是", "15次")
    desk.types("/shorter\r").shows(STREAMING).ready()
    desk.enters("/undo", "已撤销")
    desk.enters("语气再庄重一些", "党员大会4次")
    desk.enters("/sources", "F2").enters("/accept", "下一节：保障安全渡运")
    desk.types("/draft\r").shows(STREAMING)
    desk.child.sendintr()
    desk.shows("已停止").ready()
    assert desk.leaves() == 0

    desk = Keyboard(PROGRAM, "-c", patience=PATIENCE).shows("上次|继续会话").ready()
    desk.enters("/retry", "46处").enters("组织应急演练3次，与海事所结对共建2次", "记下 F4")
    desk.enters("/show", "演练3次")
    for _ in range(SECTIONS - 2):
        desk.types("/accept\r").shows("下一节").ready().types("/draft\r").shows(STREAMING).ready()
    desk.enters("/accept", "全部小节都已定稿").enters("/export 报告.docx", "报告已写到")
    assert desk.leaves() == 0
    assert is_kept(world, "报告.docx")


def test_the_same_through_a_pipe(world):
    lines = ["/section 抓实组织生活", "/draft", "主题党日改为15次", "是", "/shorter", "/undo", "/accept"]
    lines += ["组织应急演练3次，与海事所结对共建2次", "/retry", "/accept", *["/draft", "/accept"] * (SECTIONS - 2), "/export 报告.docx"]
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run([sys.executable, *PROGRAM], input="\n".join(lines), capture_output=True, text=True, env=env, timeout=PATIENCE * 2)
    assert done.returncode == 0, done.stderr
    assert "全部小节都已定稿" in done.stderr and "未写入" not in done.stderr
    assert "党员大会4次" in done.stdout and "\x1b" not in done.stdout
    assert is_kept(world, "报告.docx")
