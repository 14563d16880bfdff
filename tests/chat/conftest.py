"""A chat over a small real library with a scripted engine that writes what it is asked to."""

import asyncio
import re
from pathlib import Path

import pytest

from assistant.chat.dispatch import dispatch  # noqa: F401  (loaded once, so that no test waits for it)
from assistant.chat.opening import new_session, open_session, resumed_facts
from assistant.chat.store import SessionStore
from assistant.config import load_config
from assistant.engines import registry
from assistant.engines.scripted import Scripted
from assistant.facts.load import load_facts
from assistant.samples.library import Library

SAMPLE = """松岭电站党支部2023年工作总结

2023年，支部围绕安全发电开展工作，现将情况总结如下：

一、主要工作
（一）强化理论武装
坚持把学习贯彻党的创新理论作为首要任务，注重学习成果转化，把课堂搬到坝顶和机房旁。全年组织集体学习31次。
（二）严格组织生活
坚持从严从实抓组织生活，做到有计划、有检查、有总结。全年召开党员大会7次，值班长贺岭南带头领学。
二、存在的问题
学习形式比较单一，联系实际不够紧密。
三、下一步打算
继续加强理论武装，推动各项工作再上新台阶。
"""

FACTS = """# 支部的事实
报告类型: 国企党支部工作总结
单位: 白鹭湾渡运有限公司渡轮党支部
年度: 2025
事实:
  - 支部现有党员19名  # 年底数
  - 全年集体学习22次，专题研讨5次
  - 党支部书记明远舟讲党课3次
  - 小节: 组织生活
    内容: 召开党员大会4次、支委会12次
  - 开展主题党日11次
  - 排查整改安全隐患46处

# 不足
存在问题:
  - 学习形式不够丰富
下一步计划:
  - 发展党员2名
"""

STUDY, LIFE = "强化理论武装，筑牢思想根基", "严格组织生活，建强战斗堡垒"


def written_as_asked(request):
    """A paragraph of all points of the plan: what a perfect model would write."""
    plan = next(m.content for m in reversed(request.messages) if "【提纲】" in m.content)
    points = re.findall(r"^(?:事实|问题|计划|做法|效果|总述|方向|举措|表现|表态)：(.*)$", plan, re.M)
    return "，".join(points) + "。"


class Recorder:
    """A screen that remembers."""

    def __init__(self):
        self.lines = []
        self.pieces = []
        self.marks = []
        self.problems = []
        self.edited = None

    def out(self, text):
        self.lines.append(text)

    note = out

    def error(self, error):
        self.lines.append(f"错误：{error.message} 提示：{error.hint}")

    def begin(self, title):
        self.pieces.append("")

    def piece(self, text):
        self.pieces[-1] += text

    def rejected(self, problems):
        self.problems += problems

    def settled(self, text, marks, remark):
        self.lines.append(text)
        self.marks += marks

    def broken_off(self):
        self.lines.append("<stopped>")

    async def edit(self, text):
        return self.edited(text) if self.edited else None

    @property
    def text(self):
        return "\n".join(self.lines)


class Chats:
    """Opens sessions of one home folder; each input runs to its end."""

    def __init__(self, facts_path):
        self.facts_path = facts_path
        self.answer = written_as_asked
        self.engine = None
        self.seconds = 0.0
        self.stores = []

    def open_engine(self, name, config, **kwargs):
        self.engine = Scripted(lambda request: self.answer(request), name=name or "scripted:", seconds=self.seconds)
        return self.engine

    def open(self, row=None, facts=None):
        store = SessionStore()
        self.stores.append(store)
        row = store.find(row.id) if row else new_session(store, facts or load_facts(self.facts_path), None)
        screen = Recorder()
        return open_session(row, store, resumed_facts(row), load_config(), screen)

    def say(self, chat, *inputs):
        """What the screen shows for these inputs."""
        chat.screen.lines.clear()

        async def all_of_them():
            for text in inputs:
                await chat.take(text)

        asyncio.run(all_of_them())
        return chat.screen.text


@pytest.fixture(scope="session")
def library_home(tmp_path_factory):
    """A state folder with a library of one sample, made once."""
    home = tmp_path_factory.mktemp("home")
    sample = home / "范文.txt"
    sample.write_text(SAMPLE, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ASSISTANT_HOME", str(home / "state"))
        Library.open(load_config()).index([sample])
    return home / "state"


@pytest.fixture
def facts_path(own_world):
    path = own_world / "facts.yaml"
    path.write_text(FACTS, encoding="utf-8")
    return path


@pytest.fixture
def chats(own_world, library_home, facts_path, monkeypatch, tmp_path):
    import shutil

    shutil.copytree(library_home, tmp_path / "state", dirs_exist_ok=True)
    made = Chats(facts_path)
    monkeypatch.setattr(registry, "open_engine", made.open_engine)
    yield made
    for store in made.stores:
        store.close()


@pytest.fixture
def chat(chats):
    return chats.open()


@pytest.fixture
def say(chats, chat):
    return lambda *inputs: chats.say(chat, *inputs)


def repository():
    return Path(__file__).parents[2]
