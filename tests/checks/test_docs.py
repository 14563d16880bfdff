from pathlib import Path

from assistant.checks.docs import explained, reference
from assistant.checks.registry import RULES


def test_the_reference_page_is_what_the_rules_say():
    page = Path(__file__).parents[2] / "docs" / "rules.md"
    assert page.read_text(encoding="utf-8") == reference(), "run: python -m assistant.checks.docs > docs/rules.md"


def test_a_rule_is_explained_with_reason_source_and_examples():
    text = explained(RULES["PH001"])
    assert all(part in text for part in ("理由：", "依据：", "会报告：", "不报告：", "PH001"))
