"""Asking for what a report lacks, with the lines a person types."""

import pytest

from assistant.cli.asking import Asking
from assistant.drafting.missing import Missing

FACTS = "事实:\n  - 讲党课____次  # 党课台账\n  - 党员大会____次、支委会____次\n存在问题: []\n"
QUESTIONS = [
    Missing("讲党课____次", "fact", "第 2 行", old="讲党课____次"),
    Missing("党员大会____次、支委会____次", "fact", "第 3 行", old="党员大会____次、支委会____次"),
]
GAP = Missing("组织培训____", "fact", "（一）队伍", section="队伍", hint="【待补：培训数量】")


@pytest.fixture
def path(own_world):
    path = own_world / "facts.yaml"
    path.write_text(FACTS, encoding="utf-8")
    return path


@pytest.fixture
def asking(path):
    """Offers to somebody who types the given lines; an exception among them is what happens there."""
    typed = []

    def ask(prompt):
        line = typed.pop(0)
        if isinstance(line, type):
            raise line
        return line

    asking = Asking(path, ask)

    def offer(missing, *lines):
        typed[:] = lines
        return asking.offer(missing)

    return offer


def test_an_answer_is_written_and_comments_are_kept(asking, path):
    assert asking(QUESTIONS, "y", "4", "")
    assert path.read_text(encoding="utf-8").split() == FACTS.replace("讲党课____次", "讲党课4次").split()


def test_enter_skips_and_is_no_change(asking, path):
    assert not asking(QUESTIONS, "y", "", "")
    assert path.read_text(encoding="utf-8") == FACTS


def test_an_answer_that_does_not_fit_is_asked_for_again(asking, path, capsys):
    assert asking(QUESTIONS, "y", "", "5", "5 12")
    assert "这里有 2 个空" in capsys.readouterr().err
    assert "党员大会5次、支委会12次" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("line", ["", "n", KeyboardInterrupt, EOFError])
def test_the_offer_may_be_declined(asking, path, line):
    assert not asking(QUESTIONS, line)
    assert path.read_text(encoding="utf-8") == FACTS


@pytest.mark.parametrize("stop", [KeyboardInterrupt, EOFError])
def test_leaving_midway_keeps_the_answers_given(asking, path, stop):
    assert asking(QUESTIONS, "y", "4", stop)
    assert "讲党课4次" in path.read_text(encoding="utf-8")


def test_nothing_is_asked_twice(asking):
    assert asking(QUESTIONS, "y", "4", "")
    assert not asking(QUESTIONS[1:])


def test_an_answered_gap_becomes_a_fact_of_its_section(asking, path, capsys):
    assert asking([GAP], "y", "3次")
    assert "【待补：培训数量】" in capsys.readouterr().err
    assert "  - 小节: 队伍\n    内容: 组织培训3次\n" in path.read_text(encoding="utf-8")


def test_nothing_is_offered_where_nothing_can_be_written(asking, path, capsys):
    assert not Asking(path.with_suffix(".xlsx")).offer(QUESTIONS)
    assert capsys.readouterr().err == ""
