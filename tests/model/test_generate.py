"""A small report, end to end, by the real model: what `make demo` does at full length."""

import json

import pytest
from docx import Document
from typer.testing import CliRunner

from assistant.cli.app import app
from assistant.documents.read import read
from assistant.documents.to_report import to_report
from assistant.facts.load import load_facts
from assistant.grounding.ground import Grounder

pytestmark = pytest.mark.model

FACTS = """\
标题: 云栖港务有限公司理货党支部2025年工作总结
单位: 云栖港务有限公司理货党支部
年度: 2025
日期: 2025-12-05
小节:
  - {标题: 强化理论武装, 字数: 200}
  - {标题: 服务生产经营, 字数: 200}
事实:
  - {小节: 强化理论武装, 内容: 全年集中学习23次，专题研讨5次}
  - {小节: 强化理论武装, 内容: 党支部书记顾长川讲党课3次}
  - {小节: 服务生产经营, 内容: 理货差错率下降0.4个百分点，节约成本35万元}
存在问题:
  - 青年党员培养的办法不多
下一步计划:
  - 计划发展党员3名
"""

SAMPLE = """\
# 鹿溪公司党支部2024年工作总结

## 一、主要工作

支部坚持学在经常、用在日常，推动学习成果转化。全年组织集体学习88次，邀请鹿溪市委党校夏明远教授辅导。

支部把党建融入生产经营，引导党员带头攻坚克难。完成吞吐量660万吨，创新工作持续深化。
"""


def test_the_real_model_writes_a_report_that_keeps_the_promise_and_a_second_run_is_quick(own_world):
    (own_world / "facts.yaml").write_text(FACTS, encoding="utf-8")
    (own_world / "范文").mkdir()
    (own_world / "范文" / "鹿溪.md").write_text(SAMPLE, encoding="utf-8")
    runner = CliRunner()
    assert runner.invoke(app, ["samples", "index", "范文"]).exit_code == 0
    result = runner.invoke(app, ["generate", "facts.yaml", "-o", "报告.docx", "--report", "run.json"])
    assert result.exit_code == 0, result.output

    run = json.loads((own_world / "run.json").read_text(encoding="utf-8"))
    assert run["facts"]["unused"] == []
    assert run["usage"]["calls"] >= 5
    assert run["usage"]["cached_tokens"] > run["usage"]["prompt_tokens"] / 2
    text = "\n".join(b.text for b in to_report(read(own_world / "报告.docx")).blocks)
    assert Grounder(load_facts(own_world / "facts.yaml")).check(text).violations == ()
    assert not [v for v in ("88次", "夏明远", "鹿溪", "660万吨", "2024") if v in text]
    assert Document(str(own_world / "报告.docx")).paragraphs

    again = runner.invoke(app, ["generate", "facts.yaml", "-o", "再来.md", "--report", "again.json"])
    assert again.exit_code == 0
    assert json.loads((own_world / "again.json").read_text(encoding="utf-8"))["usage"]["calls"] == 0
