"""What a person sees who asks for help or types something wrong."""

import re

import pytest
import typer
from typer.testing import CliRunner

from assistant.cli.app import app
from assistant.cli.chinese import broken

ENGLISH = re.compile(r"Usage|Options|Commands|Arguments|required|default|Show |Install |Error|Try ")


def run(*arguments):
    return CliRunner().invoke(app, arguments)


def commands(group, *path):
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, *path, name)
        else:
            yield [*path, name]


ALL = list(commands(typer.main.get_command(app)))


@pytest.mark.parametrize("command", ALL, ids=" ".join)
def test_each_command_explains_itself_in_chinese_with_one_example(command):
    page = run(*command, "--help").stdout
    assert page.startswith("用法：")
    assert page.count(f"例：assistant {' '.join(command)}") == 1
    assert not ENGLISH.search(page)


def test_the_first_page_is_chinese_and_says_where_to_begin():
    page = run("--help").stdout
    assert not ENGLISH.search(page)
    assert "assistant init" in page
    assert "..." not in page.partition("命令：\n")[2]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["generat"], "没有命令 generat"),
        (["生成"], "没有命令 生成"),
        (["generate"], "缺少参数 FACTS"),
        (["generate", "f.yaml"], "缺少选项 -o / --output"),
        (["generate", "f.yaml", "-o"], "选项 -o 后面缺少内容"),
        (["generate", "f.yaml", "-o", "a.docx", "-j", "0"], "-j / --jobs 的内容不能用"),
        (["generate", "f.yaml", "-o", "a.docx", "-j", "两"], "-j / --jobs 的内容不能用"),
        (["check", "a.txt", "--nope"], "没有选项 --nope"),
        (["check", "a.txt", "--fix=1"], "选项 --fix 后面不能带内容"),
        (["rules", "show", "PH001", "PH002"], "多出了 PH002"),
        (["--nope"], "没有选项 --nope"),
        (["--debug"], "没有写命令"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_told_in_one_chinese_sentence_with_what_to_do(arguments, said):
    result = run(*arguments)
    assert result.exit_code == 2
    assert not result.stdout
    first, second = result.stderr.splitlines()
    assert first.startswith("错误：")
    assert said in first
    assert second.startswith("提示：")
    assert not ENGLISH.search(result.stderr)


def test_a_hint_gives_the_example_of_the_command_that_was_meant():
    assert "例如 assistant generate facts.yaml -o 报告.docx" in run("generate").stderr


def test_a_near_command_is_suggested():
    assert "是否想写 generate？" in run("generat").stderr


def test_lines_are_broken_by_columns_and_never_begin_with_a_closing_mark():
    assert broken("全年开展集体学习，共十次。", 20) == ["全年开展集体学习，共", "十次。"]
    assert broken("全年开展集体学习十次，共。", 20) == ["全年开展集体学习十次，", "共。"]
    assert broken("run assistant generate facts.yaml now", 20) == ["run assistant", "generate facts.yaml", "now"]


def test_completion_is_installed_in_chinese(monkeypatch):
    monkeypatch.setattr("shellingham.detect_shell", lambda *_: ("bash", "/bin/bash"))
    result = run("--install-completion")
    assert result.exit_code == 0
    assert result.stdout.startswith("已为 bash 装好自动补全")
    assert not ENGLISH.search(result.stdout.replace("completion", ""))
