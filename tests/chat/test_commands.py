import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document

from assistant.chat.commands import COMMANDS, is_command, parse
from assistant.chat.complete import CommandCompleter
from assistant.errors import InputError
from tests.chat.conftest import LIFE

ASKED_FOR = """help section sections facts fact sources check shorter longer rewrite undo retry accept edit show history save export model
usage sessions exit"""


def test_every_command_that_was_asked_for_is_there():
    assert set(ASKED_FOR.split()) <= set(COMMANDS)


def test_no_name_is_used_twice():
    names = [n for c in COMMANDS.values() for n in (c.name, *c.aliases)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    "line", ["/section 三", "／section 三", "、section 三", "/SECTION 三", "／ｓｅｃｔｉｏｎ　三", "/小节 三", " /section  三 "]
)
def test_a_command_may_be_typed_on_any_keyboard(line):
    command, argument = parse(line)
    assert is_command(line) and (command.name, argument) == ("section", "三")


@pytest.mark.parametrize(
    ("typed", "meant"), [("/acept", "/accept"), ("/sectoin x", "/section"), ("/exprt a.docx", "/export"), ("/定搞", "/定稿")]
)
def test_an_unknown_command_gets_the_nearest(typed, meant):
    with pytest.raises(InputError) as error:
        parse(typed)
    assert meant in error.value.hint


def test_an_unknown_command_is_never_sent_to_the_model(chat, say):
    say("/section 组织生活", "/draft")
    calls = len(chat._engine.requests)
    assert "没有命令 /shoter" in say("/shoter 把它写短")
    assert len(chat._engine.requests) == calls


def test_a_command_takes_one_line_but_facts_may_be_many(chat, say):
    assert "只能写一行" in say("/export a.docx\n/exit")
    assert not chat.leaving
    say("/section 组织生活", "/fact 慰问党员6人次\n走访9户")
    assert [c.new for c in chat.state.changes] == ["慰问党员6人次", "走访9户"]


def test_help_names_every_command_and_explains_one(say):
    shown = say("/help")
    assert all(f"/{name}" in shown for name in COMMANDS)
    assert "/定稿" in say("/help accept")
    assert "没有命令 x" in say("/help x")


def completions(chat, text):
    completer = CommandCompleter(lambda: chat)
    return [c.text for c in completer.get_completions(Document(text), CompleteEvent())]


def test_commands_sections_facts_files_and_models_are_completed(chat, say, own_world):
    say("/sections")
    assert completions(chat, "/se") == ["section ", "sections", "sessions"] or "section " in completions(chat, "/se")
    assert completions(chat, "／acc") == ["accept"]
    assert completions(chat, "/section 组织") == [LIFE]
    assert "F5" in completions(chat, "/fact F")
    (own_world / "旧报告.docx").touch()
    assert completions(chat, "/export 旧报") == ["告.docx"]
    assert "embedded:" in completions(chat, "/model emb")


def test_plain_text_is_not_completed(chat, say):
    assert completions(chat, "主题党日") == []
    assert completions(None, "/se") == []


def test_exit_leaves(chat, say):
    say("/exit")
    assert chat.leaving
