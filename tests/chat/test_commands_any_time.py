"""Each command at a moment when there is nothing for it to do: one sentence, and what to do next; never a bug, never a call."""

import pytest

from assistant.chat.commands import COMMANDS
from tests.chat.conftest import LIFE

AT_THE_START = {
    "help": "/section",
    "section": "还没有选定小节",
    "sections": "未起草",
    "show": "还没有选定小节",
    "draft": "从“强化理论武装",
    "shorter": "还没有选定小节",
    "longer": "还没有选定小节",
    "rewrite": "还没有选定小节",
    "retry": "还没有起草过",
    "undo": "没有可以撤销的了",
    "accept": "还没有选定小节",
    "edit": "还没有选定小节",
    "facts": "F1",
    "fact": "请写出事实",
    "save": "没有新的事实",
    "sources": "还没有选定小节",
    "check": "还没有正文",
    "history": "",
    "usage": "还没有调用过模型",
    "export": "还没有定稿的小节",
    "model": "scripted",
    "sessions": "轮",
    "exit": "",
}
BEFORE_THE_DRAFT = ("shorter", "longer", "rewrite", "accept", "edit", "sources")


def test_the_table_has_every_command():
    assert set(AT_THE_START) == set(COMMANDS)


@pytest.mark.parametrize(("name", "answer"), AT_THE_START.items())
def test_at_the_start(chat, say, name, answer):
    shown = say(f"/{name}")
    assert answer in shown and "程序内部出错" not in shown
    assert chat.failed is None or chat.failed.hint, "an error says what to do next"


@pytest.mark.parametrize("name", BEFORE_THE_DRAFT)
def test_before_the_section_is_written(say, name):
    say("/section 组织生活")
    assert f"“{LIFE}”还没有写" in say(f"/{name}")


@pytest.mark.parametrize("line", [f"/{name} 不相干的话" for name in COMMANDS if name not in ("draft", "fact", "exit", "model")])
def test_with_words_it_does_not_expect(chat, say, line):
    assert "程序内部出错" not in say(line)
    assert chat._engine is None or chat._engine.requests == []


def test_a_section_may_be_named_with_the_draft(chat, say):
    say("/draft 组织生活")
    assert chat.state.current == LIFE and chat.draft(LIFE).complete
    assert "已经写好" in say("/draft")


@pytest.mark.parametrize("text", ["先写组织生活这一节", "写“组织生活”", "写组织生活吧"])
def test_a_section_may_be_named_in_plain_words(chat, say, text):
    say(text)
    assert chat.state.current == LIFE and chat.draft(LIFE).complete


def test_plain_words_without_a_section_begin_with_the_first_of_the_body(chat, say):
    assert "从“强化理论武装，筑牢思想根基”写起" in say("写吧")
    assert chat.draft().complete


def test_completion_offers_every_command():
    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document

    from assistant.chat.complete import CommandCompleter

    completer = CommandCompleter(lambda: object())
    offered = {c.text.strip() for c in completer.get_completions(Document("/"), CompleteEvent())}
    assert offered == set(COMMANDS)
