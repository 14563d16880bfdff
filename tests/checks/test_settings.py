import json

import pytest
from typer.testing import CliRunner

from assistant.cli.app import app


def check(*arguments):
    return CliRunner().invoke(app, ["check", *map(str, arguments)])


def rules_of(result):
    return [f["rule"] for file in json.loads(result.stdout)["files"] for f in file["findings"]]


@pytest.fixture
def report(own_world):
    path = own_world / "报告.txt"
    path.write_text("工作总结\n谈话共计XX人次。\n参加学习的有X名。\n", encoding="utf-8")
    return path


def settings(own_world, text):
    (own_world / "assistant.toml").write_text(text, encoding="utf-8")


def test_rules_are_selected_and_ignored_by_settings_and_flags_win(report, own_world):
    settings(own_world, '[check]\nignore = ["PH"]\n')
    assert check(report).exit_code == 0
    assert check(report, "--ignore", "").exit_code == 1


def test_a_severity_can_be_changed_and_info_does_not_count(report, own_world):
    settings(own_world, '[check.severity]\nPH = "info"\n')
    result = check(report, "--output-format", "json")
    assert (result.exit_code, json.loads(result.stdout)["summary"]["info"]) == (0, 2)
    assert check(report, "--select", "PH").exit_code == 1


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ('[check.severity]\nPH = "fatal"', "fatal"),
        ('[[check.suppress]]\nrule = "PH001"', "reason"),
        ('[[check.suppress]]\nreason = "模板"', "rule"),
        ('[[check.suppress]]\nrule = "PH001"\nreason = "模板"\nfiles = "a"', "files"),
        ('[[check.suppress]]\nrule = "QQ001"\nreason = "模板"', "QQ001"),
    ],
)
def test_settings_that_cannot_be_used_are_wrong_usage(report, own_world, toml, said):
    settings(own_world, toml)
    result = check(report)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_suppression_takes_out_what_it_names_and_only_that(report, own_world):
    settings(own_world, '[[check.suppress]]\nrule = "PH001"\nfile = "报告.*"\ntext = "XX"\nreason = "人数待年底统计"\n')
    result = check(report, "--output-format", "concise")
    assert result.stdout.count("PH001") == 1
    assert "“X”" in result.stdout
    assert "没有起作用" not in result.stderr


def test_an_idle_suppression_is_reported_unless_its_file_was_not_checked(report, own_world):
    settings(
        own_world,
        '[[check.suppress]]\nrule = "LK001"\nreason = "旧模板"\n[[check.suppress]]\nrule = "PH"\nfile = "别的.txt"\nreason = "另一份"\n',
    )
    result = check(report)
    assert "旧模板" in result.stderr
    assert "另一份" not in result.stderr


def test_a_remark_in_the_text_needs_a_reason_and_a_use(own_world):
    path = own_world / "稿.md"
    path.write_text(
        "# 总结\n\n共XX次。<!-- check: ignore PH001 次数待核 -->\n\n<!-- check: ignore PH 下一行是模板 -->\n共X名。\n\n"
        "共XX项。<!-- check: ignore PH001 -->\n\n共5次。<!-- check: ignore PH001 已补 -->\n",
        encoding="utf-8",
    )
    result = check(path, "--output-format", "json")
    found = [(f["rule"], f["paragraph"]) for f in json.loads(result.stdout)["files"][0]["findings"]]
    assert sorted(found) == [("LK006", 8), ("LK006", 10), ("PH001", 8)]


def test_a_remark_in_plain_text_is_no_finding_itself(own_world):
    path = own_world / "稿.txt"
    path.write_text("总结\n共XX次。<!-- check: ignore PH001 次数,待核 -->\n", encoding="utf-8")
    assert check(path).exit_code == 0


def test_a_baseline_hides_what_was_accepted_and_shows_what_is_new(report, own_world):
    accepted = check(report, "--write-baseline", "基线.json")
    assert (accepted.exit_code, "2 处" in accepted.stderr) == (0, True)
    assert check(report, "--baseline", "基线.json").exit_code == 0
    report.write_text("新的一行\n" + report.read_text(encoding="utf-8") + "又有XX次。\n", encoding="utf-8")
    result = check(report, "--baseline", "基线.json", "--output-format", "json")
    assert [f["paragraph"] for f in json.loads(result.stdout)["files"][0]["findings"]] == [5]
    settings(own_world, '[check]\nbaseline = "基线.json"\n')
    assert rules_of(check(report, "--output-format", "json")) == ["PH001"]


def test_a_baseline_that_is_missing_or_broken_is_wrong_usage(report, own_world):
    assert check(report, "--baseline", "没有.json").exit_code == 2
    (own_world / "坏.json").write_text("{}", encoding="utf-8")
    assert check(report, "--baseline", "坏.json").exit_code == 2
