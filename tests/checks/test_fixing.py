import difflib
import json
import time

import pytest
from docx import Document
from typer.testing import CliRunner

from assistant.checks.files import Options, check_file
from assistant.checks.fixing import difference
from assistant.cli.app import app


def check(*arguments):
    return CliRunner().invoke(app, ["check", *map(str, arguments)])


TEXT = "工作总结\n认真学习,深入思考。。全年慰问社区(村)党员，贯彻贯彻会议精神，共XX次。\n"


@pytest.fixture
def report(own_world):
    path = own_world / "报告.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_safe_fixes_change_form_only_and_keep_a_backup(report, own_world):
    result = check(report, "--fix")
    assert report.read_text(encoding="utf-8") == "工作总结\n认真学习，深入思考。全年慰问社区（村）党员，贯彻贯彻会议精神，共XX次。\n"
    assert (own_world / "报告.txt.bak").read_text(encoding="utf-8") == TEXT
    assert "改正 3 处" in result.stderr
    assert result.exit_code == 1  # the placeholder and the doubled word are still there


def test_unsafe_fixes_are_made_only_when_asked_for(report):
    check(report, "--fix", "--unsafe")
    assert "，贯彻会议精神，共XX次" in report.read_text(encoding="utf-8")


def test_a_difference_is_shown_and_nothing_written(report, own_world):
    result = check(report, "--diff")
    assert "-认真学习,深入思考。。" in result.stdout
    assert "+认真学习，深入思考。" in result.stdout
    assert report.read_text(encoding="utf-8") == TEXT
    assert [p.name for p in own_world.iterdir()] == ["报告.txt"]


def test_a_second_run_has_nothing_to_fix_and_keeps_the_first_backup(report, own_world):
    check(report, "--fix")
    check(report, "--fix")
    assert (own_world / "报告.txt.bak").read_text(encoding="utf-8") == TEXT
    report.write_text(TEXT, encoding="utf-8")
    check(report, "--fix")
    assert (own_world / "报告.txt.bak2").exists()


def test_standard_input_cannot_be_fixed():
    result = CliRunner().invoke(app, ["check", "-", "--fix"], input="学习,思考。")
    assert result.exit_code == 2


def test_word_files_keep_everything_but_the_fixed_phrase(own_world):
    path = own_world / "报告.docx"
    document = Document()
    paragraph = document.add_paragraph()
    paragraph.add_run("认真学习").bold = True
    paragraph.add_run(",深入思考。。")
    document.save(path)
    assert "改正 2 处" in check(path, "--fix").stderr
    runs = Document(path).paragraphs[0].runs
    assert ("".join(r.text for r in runs), runs[0].bold) == ("认真学习，深入思考。", True)


def test_findings_become_comments_in_a_copy(report, own_world):
    result = check(report, "--annotate", own_world / "批注.docx", "--output-format", "json")
    comments = list(Document(own_world / "批注.docx").comments)
    assert any("PH001" in comment.text for comment in comments)
    assert len(json.loads(result.stdout)["files"][0]["findings"]) >= len(comments) > 3
    assert check(report, report, "--annotate", report).exit_code == 2


def test_a_difference_is_that_of_difflib_and_takes_time_in_proportion(own_world):
    (own_world / "长.txt").write_text(
        "工作总结\n" + "".join(f"学习,认真{n}。\n文字。\n文字。\n文字。\n" for n in range(4000)), encoding="utf-8"
    )
    file = check_file("长.txt", Options(select=("TY001",)))
    began = time.process_time()
    shown = difference(file, unsafe=False)
    assert time.process_time() - began < 2
    before = [paragraph.text for paragraph in file.paragraphs][:41]
    after = [line.replace(",", "，") for line in before]
    expected = list(difflib.unified_diff(before, after, "长.txt", "长.txt（修改后）", lineterm="", n=1))
    assert shown.split("\n")[: len(expected)] == expected
