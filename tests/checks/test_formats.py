import json
import xml.etree.ElementTree as ElementTree

import pytest
from typer.testing import CliRunner

from assistant.cli.app import app


def check(*arguments):
    return CliRunner().invoke(app, ["check", *map(str, arguments)])


@pytest.fixture
def report(own_world):
    path = own_world / "报告.txt"
    path.write_text("工作总结\n谈话<b>共计XX人次,效果好。\n", encoding="utf-8")
    return path


def test_sarif_names_rule_place_and_level(report):
    run = json.loads(check(report, "--output-format", "sarif").stdout)["runs"][0]
    result = next(r for r in run["results"] if r["ruleId"] == "PH001")
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["snippet"]["text"]) == (2, 8, "XX")
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "PH001"
    assert run["invocations"][0]["executionSuccessful"] is True


def test_sarif_tells_of_files_that_could_not_be_checked(report):
    run = json.loads(check(report, "没有.txt", "--output-format", "sarif").stdout)["runs"][0]
    assert run["invocations"][0]["executionSuccessful"] is False


def test_junit_is_well_formed_and_counts(report):
    suites = ElementTree.fromstring(check(report, "没有.txt", "--output-format", "junit").stdout)
    first, second = suites.findall("testsuite")
    assert first.get("failures") == str(len(first.findall("testcase/failure"))) != "0"
    assert second.get("errors") == "1"


def test_github_commands_escape_what_would_end_them(report):
    lines = check(report, "--output-format", "github").stdout.splitlines()
    assert any(line.startswith("::error file=") and ",line=2,col=8,endColumn=10,title=PH001::" in line for line in lines)


def test_a_finding_in_a_table_cell_shows_its_own_cell(own_world):
    path = own_world / "表.md"
    path.write_text("# 表\n\n| 支部 | 人数 |\n|---|---|\n| 一支部 | XX |\n", encoding="utf-8")
    assert "\n  | XX\n  | ^^\n" in check(path).stdout


def test_control_characters_do_not_reach_the_terminal(own_world):
    path = own_world / "坏.txt"
    path.write_text("总结\n共\x1b[31mXX次。\n", encoding="utf-8")
    assert "\x1b" not in check(path).stdout


def test_facts_that_stand_nowhere_are_told_one_under_another_without_the_title_each_time(own_world):
    (own_world / "facts.yaml").write_text("单位: 甲公司党支部\n年度: 2025\n事实:\n  - 集体学习46次\n  - 慰问党员27户\n", encoding="utf-8")
    (own_world / "a.md").write_text("# 甲公司党支部2025年度工作总结\n\n全年工作有序。\n", encoding="utf-8")
    lines = CliRunner().invoke(app, ["check", "a.md", "-f", "facts.yaml"]).stdout.splitlines()
    assert [line.split(" ", 1)[1][:14] for line in lines[:2]] == ["警告 FA003 事实 F1", "警告 FA003 事实 F2"]
    assert lines[2].startswith("  = 建议")


def test_of_a_long_passage_said_twice_only_the_ends_are_shown(own_world):
    said = "".join(f"第{number}车间党员利用休息时间检修设备，把隐患消除在班前。" for number in "一二三四五六")
    (own_world / "长.txt").write_text(f"工作总结\n{said}\n{said}\n", encoding="utf-8")
    shown = [line for line in check(own_world / "长.txt").stdout.splitlines() if line.startswith("  |")]
    assert any("……" in line for line in shown)
    assert max(map(len, shown)) < 220
