import os
import signal
import subprocess
import sys

import pytest

from assistant.checks import halves, runner
from assistant.checks.analysis import Analysis
from assistant.checks.model import Hit
from assistant.checks.registry import RULES
from assistant.documents.read import read_bytes

pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
TEXT = "2024年党支部工作总结\n一、学习教育\n全年召开党员大会XX次，贯彻贯彻上级要求。\n共开展活动10次，其中学习6次、参观1次、服务2次。\n截止目前，完成整改。\n"


def document(text=TEXT):
    return Analysis(read_bytes(text.encode(), "a.txt"))


def test_the_second_part_is_done_in_a_child_and_both_come_back_in_order():
    here, there = halves.both(lambda name: (name, os.getpid()), "甲", "乙")
    assert here == ("甲", os.getpid())
    assert there[0] == "乙"
    assert there[1] != os.getpid()


def test_the_part_of_a_child_that_dies_is_done_here():
    def work(name):
        if os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return name

    parent = os.getpid()
    assert halves.both(work, "甲", "乙") == ("甲", "乙")


def test_no_child_stays_when_the_first_part_is_interrupted():
    def work(name):
        if os.getpid() != parent:
            signal.pause()
        raise KeyboardInterrupt

    parent = os.getpid()
    with pytest.raises(KeyboardInterrupt):
        halves.both(work, "甲", "乙")
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_a_long_text_gives_the_same_findings_in_halves(monkeypatch):
    whole = runner.run(document(), RULES.values())
    monkeypatch.setattr(halves, "possible", lambda: True)
    monkeypatch.setattr(runner, "_LONG", 0)
    assert runner.run(document(), RULES.values()) == whole
    assert {"PH001", "RP001", "NM001", "FX005"} <= {finding.rule for finding in whole.findings}


@pytest.mark.parametrize("code", ["PH001", "NM001"])
def test_a_rule_that_fails_in_either_half_is_told(monkeypatch, code):
    def broken(doc):
        raise ValueError("坏了")

    monkeypatch.setattr(halves, "possible", lambda: True)
    monkeypatch.setattr(runner, "_LONG", 0)
    rules = RULES | {code: RULES[code]._replace(find=broken), "RP001": RULES["RP001"]._replace(find=lambda doc: [Hit(0, 1, "重")])}
    result = runner.run(document(), rules.values())
    assert [(crash.rule, crash.error) for crash in result.crashes] == [(code, "ValueError: 坏了")]
    assert "RP001" in {finding.rule for finding in result.findings}


def test_a_child_starts_none_itself():
    program = "from assistant.checks import halves; print(halves.possible(), halves.both(lambda part: halves.possible(), 1, 2)[1])"
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.stdout.split()[1] == "False"
