import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.cli.app import app


def check(*arguments, stdin=None):
    return CliRunner().invoke(app, ["check", *map(str, arguments)], input=stdin)


@pytest.fixture
def report(own_world):
    path = own_world / "报告.txt"
    path.write_text("工作总结\n谈话共计XX人次。\n", encoding="utf-8")
    return path


def test_a_finding_exits_1_and_a_clean_text_0(report):
    assert check(report).exit_code == 1
    report.write_text("谈话共计20人次。\n", encoding="utf-8")
    assert check(report).exit_code == 0


def test_the_full_format_marks_the_phrase_under_its_line(report):
    lines = check(report).stdout.splitlines()
    assert lines[0].startswith(f"{report}:2:5: 错误 PH001")
    assert lines[1] == "  | 谈话共计XX人次。"
    assert lines[2] == "  |         ^^"
    assert lines[-1] == "共 1 处：错误 1（占位符 1）"


def test_the_concise_format_is_one_line_a_finding(report):
    assert check(report, "--output-format", "concise").stdout == f"{report}:2:5: error PH001 占位符“XX”没有换成真实内容\n"


def test_the_json_format_keeps_its_contract(report):
    told = json.loads(check(report, "--output-format", "json").stdout)
    finding = {
        "rule": "PH001", "severity": "error", "message": "占位符“XX”没有换成真实内容", "part": "body", "paragraph": 2,
        "start": 4, "end": 6, "text": "XX", "fix": None,
    }  # fmt: skip
    assert told == {
        "version": 1,
        "files": [{"path": str(report), "error": None, "findings": [finding]}],
        "summary": {"error": 1, "warning": 0, "info": 0},
    }


def test_stdin_is_checked_as_a_dash():
    result = check("-", "--output-format", "concise", stdin="共XX次。")
    assert result.exit_code == 1
    assert result.stdout.startswith("-:1:2: error PH001")


def test_a_missing_file_exits_2_and_the_others_are_still_checked(report):
    result = check("没有.txt", report, "--output-format", "json")
    told = json.loads(result.stdout)
    assert result.exit_code == 2
    assert "没有.txt" in told["files"][0]["error"]
    assert len(told["files"][1]["findings"]) == 1


def test_a_folder_means_the_readable_files_in_it_and_an_empty_one_exits_2(report, own_world):
    (own_world / "内").mkdir()
    assert check("内").exit_code == 2
    (own_world / "内" / "二.md").write_text("共X次", encoding="utf-8")
    told = json.loads(check(own_world, "--output-format", "json").stdout)
    assert sorted(f["path"] for f in told["files"]) == sorted([str(report), str(own_world / "内" / "二.md")])


def test_an_empty_file_has_nothing_to_check(own_world):
    (own_world / "空.txt").write_text(" \n", encoding="utf-8")
    assert check("空.txt").exit_code == 2


def test_rules_can_be_selected_and_ignored_by_code_and_family(report):
    assert check(report, "--ignore", "PH").exit_code == 0
    assert check(report, "--select", "PH002").exit_code == 0
    assert check(report, "--select", "PH", "--ignore", "PH002").exit_code == 1
    unknown = check(report, "--select", "PH01")
    assert (unknown.exit_code, "PH01" in unknown.stderr) == (2, True)


def test_exit_zero_hides_findings_but_not_errors(report):
    assert check(report, "--exit-zero").exit_code == 0
    assert check("没有.txt", "--exit-zero").exit_code == 2


def test_a_result_can_go_to_a_file(report, own_world):
    result = check(report, "--output-format", "json", "-o", own_world / "out.json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert json.loads((own_world / "out.json").read_text(encoding="utf-8"))["summary"]["error"] == 1


def test_an_unknown_format_is_wrong_usage(report):
    assert check(report, "--output-format", "xml").exit_code == 2


def test_checking_imports_none_of_the_heavy_packages(report):
    code = (
        "import sys\nfrom assistant.cli.app import app\n"
        "try:\n"
        f"    app(['check', {str(report)!r}])\n"
        "except SystemExit: pass\n"
        "print([m for m in sys.modules if m.split('.')[0] in "
        "('openai','chromadb','langchain_text_splitters','docx','ruamel','rich','lxml','xllamacpp','jinja2','httpx')])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    assert ran.stdout.splitlines()[-1] == "[]"


def test_rules_are_listed_and_shown():
    listed = CliRunner().invoke(app, ["rules", "list"])
    assert "PH001 错误 数值或名称打了码" in listed.stdout
    assert "理由：" in CliRunner().invoke(app, ["rules", "show", "ph001"]).stdout
    assert CliRunner().invoke(app, ["rules", "show", "PH999"]).exit_code == 2
