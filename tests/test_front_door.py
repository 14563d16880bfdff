"""The pages a reader meets first say what is so: what they show as output is output, their links lead somewhere, their how-tos work."""

import ast
import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.checks.examples import found
from assistant.cli.app import app
from assistant.documents.report import Block, Report

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh-CN.md")
PAGES = [*READMES, "CONTRIBUTING.md", "CHANGELOG.md", *(str(p.relative_to(ROOT)) for p in (ROOT / "docs").glob("*.md"))]
BASE = {"config", "paths", "database", "errors", "processes", "cli.console"}


def page(name):
    return (ROOT / name).read_text(encoding="utf-8")


def snippets(name, language):
    return re.findall(rf"```{language}\n(.*?)```", page(name), re.DOTALL)


def shown_after(text, command):
    """The lines a page shows after `command`, without those that stand for what was left out."""
    block = re.search(rf"```\n[$>] {re.escape(command)}\n(.*?)```", text, re.DOTALL)
    assert block, command
    return [line for line in block[1].splitlines() if line.strip() != "…"]


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name):
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", page(name))
    assert [link for link in links if not ((ROOT / name).parent / link).exists()] == []


@pytest.mark.parametrize("name", READMES)
def test_findings_shown_are_those_of_the_checker(name, tmp_path, monkeypatch):
    shutil.copy(ROOT / "docs" / "pictures" / "草稿.md", tmp_path)
    shutil.copy(ROOT / "prompts" / "init" / "facts.yaml", tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ASSISTANT_HOME", str(tmp_path / "home"))
    command = "check 草稿.md -f facts.yaml --ignore FA003 --output-format concise"
    assert shown_after(page(name), f"assistant {command}") == CliRunner().invoke(app, command.split()).stdout.splitlines()


def test_sections_shown_are_those_of_facts_check(tmp_path, monkeypatch):
    shutil.copy(ROOT / "prompts" / "init" / "facts.yaml", tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ASSISTANT_HOME", str(tmp_path / "home"))
    shown = shown_after(page("README.md"), "assistant facts check facts.yaml")
    said = CliRunner().invoke(app, ["facts", "check", "facts.yaml"]).stdout.splitlines()
    assert shown == said[: len(shown)]


def test_first_steps_shown_are_those_that_init_tells(tmp_path, monkeypatch):
    monkeypatch.setenv("ASSISTANT_CACHE", str(tmp_path / "nothing fetched"))
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(app, ["init", "年度总结"]).output in page("README.zh-CN.md")


@pytest.mark.parametrize("name", READMES)
def test_commands_shown_exist(name):
    for line in re.findall(r"^[$> ]*assistant ([a-z]+)", page(name), re.MULTILINE):
        assert CliRunner().invoke(app, [line, "--help"]).exit_code == 0, line


def test_the_rule_of_the_how_to_holds_on_its_examples():
    from assistant.checks.matching import matching
    from assistant.checks.model import Rule
    from assistant.checks.registry import RULES

    (rule,) = eval(f"({snippets('CONTRIBUTING.md', 'python')[0].strip()})", {"Rule": Rule, "matching": matching})
    assert rule.code not in RULES, "a newcomer takes the code from the text"
    assert all(found(example, [rule]).findings for example in rule.bad)
    assert not any(found(example, [rule]).findings for example in rule.good)


def test_the_exporter_of_the_how_to_writes_a_report():
    exporter = snippets("CONTRIBUTING.md", "python")[1]
    namespace = {}
    exec(exporter, namespace)
    written = namespace["render"](Report((Block("title", "总结"),)), {})
    assert written.decode() == '[{"kind": "title", "text": "总结"}]'


def test_the_chat_command_of_the_how_to_registers(monkeypatch):
    from assistant.chat.commands import registry

    monkeypatch.setattr(registry, "COMMANDS", dict(registry.COMMANDS))
    snippet = snippets("CONTRIBUTING.md", "python")[2]
    exec("from __future__ import annotations\n" + snippet, {"command": registry.command})
    assert registry.parse("/字数")[0].name == "count"


def test_the_outline_of_the_how_to_is_a_type_of_report(tmp_path, monkeypatch):
    (tmp_path / "prompts" / "outlines").mkdir(parents=True)
    (tmp_path / "prompts" / "outlines" / "工会工作总结.yaml").write_text(snippets("CONTRIBUTING.md", "yaml")[0], encoding="utf-8")
    (tmp_path / "assistant.toml").touch()
    monkeypatch.chdir(tmp_path)
    shown = CliRunner().invoke(app, ["outline", "show", "工会总结"])
    assert "服务职工" in shown.stdout


def imports(package):
    for path in (ROOT / "assistant" / package).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("assistant."):
                yield node.module.removeprefix("assistant.")


def table():
    rows = re.findall(r"^\| `(\w+)` \|.*\| ([\w ]*)\|$", page("docs/architecture.md"), re.MULTILINE)
    return {name: set(allowed.split()) for name, allowed in rows}


def test_the_architecture_page_names_every_package():
    assert set(table()) == {p.parent.name for p in (ROOT / "assistant").glob("*/__init__.py")}


@pytest.mark.parametrize("package", sorted(table()))
def test_a_package_imports_only_what_the_architecture_page_allows(package):
    used = {module.split(".")[0] for module in imports(package) if module not in BASE}
    assert used - table()[package] - {package, "assistant"} == set()


def test_modules_named_on_the_architecture_page_exist():
    named = re.findall(r"`((?:\w+/)\w+\.py)`", page("docs/architecture.md"))
    assert named
    assert [module for module in named if not (ROOT / "assistant" / module).exists()] == []
