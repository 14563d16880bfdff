import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from typer.testing import CliRunner

from assistant.checks import registry
from assistant.checks.analysis import Analysis
from assistant.checks.examples import analysed
from assistant.checks.files import FEW, Options, check_files
from assistant.checks.model import Hit
from assistant.checks.runner import run
from assistant.cli.app import app
from assistant.documents.model import Document, Paragraph
from assistant.facts.load import parse_facts


def test_a_hit_over_two_paragraphs_is_cut_at_the_end_of_the_first():
    rule = registry.RULES["PH001"]._replace(find=lambda doc: [Hit(2, 9, "跨段")])
    (finding,) = run(analysed("甲乙丙丁\n戊己庚辛"), [rule]).findings
    assert (finding.paragraph, finding.start, finding.end, finding.text) == (1, 2, 4, "丙丁")


def test_the_same_finding_is_told_once():
    rule = registry.RULES["PH001"]._replace(find=lambda doc: [Hit(0, 1, "重"), Hit(0, 1, "重")])
    assert len(run(analysed("甲乙丙丁"), [rule]).findings) == 1


def test_a_rule_that_crashes_is_internal_and_the_others_still_run(own_world, monkeypatch):
    def broken(doc):
        raise ZeroDivisionError("分母为零")

    monkeypatch.setitem(registry.RULES, "TY001", registry.RULES["TY001"]._replace(find=broken))
    (own_world / "报告.txt").write_text("共XX次。\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["check", "报告.txt", "--output-format", "json"])
    assert result.exit_code == 4
    assert "TY001" in result.stderr and "ZeroDivisionError" in result.stderr
    assert json.loads(result.stdout)["summary"]["error"] == 1


def test_many_files_are_checked_by_several_processes_in_their_order(own_world):
    for number in range(FEW + 3):
        (own_world / f"{number:02}.txt").write_text(f"第{number}份\n共XX次。\n", encoding="utf-8")
    seen = []
    outcome = check_files([str(own_world)], Options(select=("PH",)), lambda done, total: seen.append((done, total)))
    assert [file.path[-6:-4] for file in outcome.files] == [f"{n:02}" for n in range(FEW + 3)]
    assert all(len(file.findings) == 1 for file in outcome.files)
    assert seen[-1] == (FEW + 3, FEW + 3)


def test_ctrl_c_during_many_files_ends_at_once_with_nothing_but_the_word(own_world):
    for number in range(300):
        (own_world / f"{number:03}.txt").write_text("工作总结\n" + "全年开展活动12次，成效明显。\n" * 200, encoding="utf-8")
    command = [sys.executable, "-m", "assistant", "check", str(own_world)]
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True, text=True, env=env)
    tasks = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while len(tasks.read_text().split()) < 2:  # until the workers run
        time.sleep(0.05)
    time.sleep(0.5)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert said.split() == ["已中断"]


def test_the_date_at_the_end_is_looked_for_in_the_body_and_not_in_the_page_footers():
    text = "一年来，支部认真组织学习，扎实开展活动，各项工作都取得了新的成效。" * 12
    lines = ["党支部2025年工作总结", text, "第一党支部", "2025年12月5日"]
    footers = [Paragraph(f"— {n} —", n, part="footer") for n in (1, 2, 3)]

    def found(*body):
        paragraphs = (*(Paragraph(line, n, is_title=n == 1) for n, line in enumerate(body, start=1)), *footers)
        analysis = Analysis(Document(Path("x.docx"), "docx", paragraphs))
        return [(f.paragraph, f.text) for f in run(analysis, registry.chosen_rules(("ST009",), ())).findings]

    assert found(*lines) == []
    assert found(*lines[:-1]) == [(3, "第一党支部")]


def test_the_number_of_a_page_is_no_value_that_the_facts_must_hold():
    facts = parse_facts("单位: 甲公司党支部\n年度: 2025\n事实:\n  - 集体学习46次\n")
    body = [Paragraph("2025年工作总结", 1, is_title=True), Paragraph("集体学习46次，慰问党员7户。", 2)]
    footers = [Paragraph("— 1 —", 1, part="footer"), Paragraph("第3页 共9页", 2, part="footer"), Paragraph("编印5册", 3, part="footer")]
    analysis = Analysis(Document(Path("x.docx"), "docx", (*body, *footers)), facts)
    assert [f.text for f in run(analysis, registry.chosen_rules(("FA",), ())).findings] == ["7户", "5册"]
