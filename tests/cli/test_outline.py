"""`assistant outline` as it is typed."""

import pytest
from typer.testing import CliRunner

from assistant.cli.app import app
from assistant.drafting.outline import read_outline

REPORT = "2024年工作总结\n\n一、主要工作\n全年集中学习24次，讲党课4次。\n二、存在的问题\n学习不够系统。\n"


def outline(*arguments):
    return CliRunner().invoke(app, ["outline", *map(str, arguments)])


@pytest.fixture
def report(own_world):
    path = own_world / "总结.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def test_list_and_show_tell_what_there_is():
    assert "机关党支部工作报告（" in outline("list").stdout
    assert "（一）坚持政治引领，深化理论武装    约 380 字" in outline("show", "机关党支部工作报告").stdout


def test_from_shows_the_outline_of_a_report(report):
    result = outline("from", report)
    assert result.exit_code == 0
    assert result.stdout.startswith("# 由《总结.txt》得出")
    assert "{{ year }} 是年度" in result.stdout
    assert "  - title: 存在的问题\n    kind: problem\n" in result.stdout


def test_from_writes_a_type_that_can_be_used(report, own_world):
    (own_world / "assistant.toml").touch()
    result = outline("from", report, "-o", own_world / "prompts" / "outlines" / "科室总结.yaml")
    assert (result.exit_code, "报告类型: 科室总结" in result.stderr) == (0, True)
    assert read_outline(own_world / "prompts" / "outlines" / "科室总结.yaml").title == "{{ year }}年工作总结"
    assert "一、主要工作" in outline("show", "科室总结").stdout


def test_from_never_overwrites(report, own_world):
    result = outline("from", report, "-o", report)
    assert (result.exit_code, report.read_text(encoding="utf-8")) == (2, REPORT)


def test_from_wants_a_report_that_can_be_read(own_world):
    assert outline("from", "没有.docx").exit_code == 2
