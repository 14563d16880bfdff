"""`assistant facts` as it is typed."""

import datetime

import pytest
from typer.testing import CliRunner

from assistant.cli.app import app
from assistant.facts.load import load_facts

SAMPLE = """柳岸局机关党支部2023年工作报告

一、主要工作
全年召开党员大会4次、支委会13次。开展“河畔初心”主题党日11次。
二、存在的问题
理论学习的深度不够。
"""
FACTS = """\
报告类型: 机关党支部工作报告
年度: 2025
事实:
  - 集中学习24次
  - 开展主题党日12次
  - 培训____人次
"""


def facts(*arguments):
    return CliRunner().invoke(app, ["facts", *map(str, arguments)])


@pytest.fixture
def sample(own_world):
    folder = own_world / "范文" / "机关党支部工作报告"
    folder.mkdir(parents=True)
    (folder / "柳岸局.txt").write_text(SAMPLE, encoding="utf-8")
    (own_world / "assistant.toml").write_text('[samples]\npaths = ["范文"]\n', encoding="utf-8")


@pytest.fixture
def file(own_world):
    path = own_world / "facts.yaml"
    path.write_text(FACTS, encoding="utf-8")
    return path


def test_new_builds_the_library_and_writes_the_file(sample, own_world):
    result = facts("new", "--type", "机关党支部工作报告", "-o", "新.yaml")
    assert (result.exit_code, result.stdout) == (0, "已建立 新.yaml\n")
    assert "全年召开党员大会____次、支委会____次" in [q.text for q in load_facts(own_world / "新.yaml").questions]
    assert "assistant facts check 新.yaml" in result.stderr


def test_new_shows_the_text_where_no_file_is_named(sample):
    result = facts("new", "--type", "机关党支部工作报告", "--year", 2024)
    assert result.stdout.startswith("# 事实清单")
    assert "\n年度: 2024\n" in result.stdout


def test_the_year_is_this_one_or_early_in_the_year_the_last(sample):
    today = datetime.date.today()
    assert f"\n年度: {today.year - (today.month <= 3)}\n" in facts("new", "--type", "机关党支部工作报告").stdout


def test_new_never_overwrites(file):
    before = file.read_bytes()
    result = facts("new", "--from", file, "-o", file)
    assert (result.exit_code, file.read_bytes()) == (2, before)
    assert "已经存在" in result.stderr


def test_new_from_last_year(file, own_world):
    assert facts("new", "--from", file, "-o", "2026.yaml").exit_code == 0
    new = load_facts(own_world / "2026.yaml")
    assert (new.year, new.facts, new.questions[0].text) == (2026, (), "集中学习____次")


@pytest.mark.parametrize("arguments", [(), ("--type", "机关党支部工作报告", "--from", "x.yaml"), ("--from", "x.yaml", "--year", "2025")])
def test_new_wants_a_type_or_last_years_file(arguments):
    assert facts("new", *arguments).exit_code == 2


def test_an_unknown_type_names_those_there_are():
    result = facts("new", "--type", "诗集")
    assert (result.exit_code, "机关党支部工作报告" in result.stderr) == (2, True)


def test_check_shows_the_sections_and_what_is_not_filled_in(file):
    result = facts("check", file)
    assert result.exit_code == 0
    assert "  F1  集中学习24次" in result.stdout
    assert result.stderr.splitlines()[0] == "第 6 行还没有填写：培训____人次"
    assert f"assistant generate {file} -o 报告.docx" in result.stderr


def test_many_blanks_are_told_in_a_few_lines_and_a_file_of_blanks_only_is_not_drafted(tmp_path):
    blank = tmp_path / "空.yaml"
    blank.write_text("报告类型: 机关党支部工作报告\n年度: 2025\n事实:\n" + "  - 培训____人次\n" * 40, encoding="utf-8")
    said = facts("check", blank).stderr.splitlines()
    assert len(said) == 12
    assert said[-2] == "还有 30 处没有填写"
    assert "有几条填几条" in said[-1]
    refused = CliRunner().invoke(app, ["generate", str(blank), "-o", str(tmp_path / "a.docx")])
    assert refused.exit_code == 2
    assert "还没有一条填好的事实" in refused.stderr


def test_check_finds_contradictions_and_duplicates_and_exits_1(file):
    file.write_text(FACTS + "  - 组织主题党日活动13次\n  - 全年集中学习二十四次\n", encoding="utf-8")
    result = facts("check", file)
    assert result.exit_code == 1
    assert "第 5 行（F2）与第 7 行（F4）矛盾" in result.stdout
    assert "第 4 行（F1）与第 8 行（F5）重复" in result.stdout


def test_check_makes_no_library(file, tmp_path):
    facts("check", file)
    assert not (tmp_path / "state" / "samples").exists()


def test_check_asks_an_existing_library_where_a_fact_belongs(sample, file):
    assert CliRunner().invoke(app, ["samples", "index"]).exit_code == 0
    assert facts("check", file).exit_code == 0
