"""`assistant draft` as a script uses it: the text on stdout, everything else on stderr, and an exit code that can be trusted."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.config import load_config
from assistant.samples.library import Library
from tests.drafting.conftest import SAMPLE
from tests.engines.loopback import serving

ROOT = Path(__file__).parents[2]
FACTS = """\
报告类型: 国企党支部工作总结
单位: 云栖港务有限公司理货党支部
年度: 2025
事实:
  - 小节: 组织生活
    内容: 召开党员大会4次
  - 小节: 组织生活
    内容: 开展主题党日11次
"""
TEXT = "支部坚持从严从实，全年召开党员大会4次，开展主题党日11次，做到有计划、有检查、有总结，组织生活更加规范。"
INVENTED = TEXT.replace("11次", "21次，观看《雾都》影片3部")


@pytest.fixture
def project(own_world):
    (own_world / "范文.md").write_text(SAMPLE, encoding="utf-8")
    (own_world / "facts.yaml").write_text(FACTS, encoding="utf-8")
    library = Library.open(load_config())
    library.index([own_world / "范文.md"])
    library.close()
    return own_world


def begun(*arguments, url):
    env = {**os.environ, "PYTHONPATH": str(ROOT), "OPENAI_BASE_URL": url, "ASSISTANT_OPENAI_RETRIES": "0"}
    command = [sys.executable, "-m", "assistant", "draft", *arguments, "-m", "openai:m"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env)


def drafted(*arguments, behave=lambda handler: handler.answer(TEXT)):
    """Exit code, stdout and stderr."""
    with serving(behave) as (url, _):
        process = begun(*arguments, url=url)
        out, err = process.communicate(timeout=300)
    return process.returncode, out, err


def test_the_text_is_on_stdout_and_nothing_else(project):
    code, out, err = drafted("组织生活", "-f", "facts.yaml")
    assert code == 0, err
    assert "党员大会4次" in out and "主题党日11次" in out
    assert all(line.startswith("支部坚持从严从实") and line.endswith("。") for line in out.splitlines())
    assert "组织生活" in err and "党员大会4次" not in err


def test_only_what_the_facts_support_is_printed(project):
    code, out, _ = drafted("组织生活", "-f", "facts.yaml", behave=lambda handler: handler.answer(INVENTED))
    assert code == 0
    assert "主题党日11次" in out and "党员大会4次" in out
    assert "21次" not in out and "雾都" not in out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("没有的一节", "-f", "facts.yaml"), "没有名为“没有的一节”的小节"),
        (("组织生活", "-f", "没有.yaml"), "没有.yaml"),
        (("组织生活",), "--facts"),
    ],
)
def test_wrong_usage_is_2(project, arguments, told):
    code, out, err = drafted(*arguments)
    assert (code, out) == (2, "") and told in err


def test_a_server_that_fails_is_3(project):
    code, out, err = drafted("组织生活", "-f", "facts.yaml", behave=lambda handler: handler.plain(401, {"error": "no"}))
    assert (code, out) == (3, "") and "错误：" in err and "提示：" in err


def test_ctrl_c_is_130(project):
    def interrupting(handler):
        handler.begin_stream()
        handler.piece("支部坚持")
        process.send_signal(signal.SIGINT)
        process.wait(timeout=300)

    with serving(interrupting) as (url, _):
        process = begun("组织生活", "-f", "facts.yaml", url=url)
        out, err = process.communicate(timeout=300)
    assert (process.returncode, out) == (130, "") and "已中断" in err
