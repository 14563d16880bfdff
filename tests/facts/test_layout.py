"""The text of a facts file that a person is to fill in."""

import pytest

from assistant.facts.layout import Entry, Group, Value, facts_text, scalar
from assistant.facts.load import parse_facts


@pytest.mark.parametrize(
    "text",
    [
        "讲党课____次",
        "2025",
        "“晨读”____期",
        "研究：____",
        "注意: 冒号",
        "# 不是说明",
        "- 不是列表",
        "____%",
        "%开头",
        "3.5",
        "true",
        "a #b",
        "引号\"和'",
        "行:",
    ],
)
def test_every_text_is_read_back_as_it_was(text):
    written = facts_text("说明", [Value("org", text)], [("facts", "", [Group("组", [Entry(text, section=text, remark=text)])])])
    facts = parse_facts(written)
    (entry,) = (*facts.facts, *facts.questions)
    assert (facts.org, entry.text, entry.section) == (text, text, text)


def test_plain_text_stays_without_quotes():
    assert scalar("全年召开党员大会____次、支委会____次") == "全年召开党员大会____次、支委会____次"


def test_an_entry_left_out_comes_back_without_its_mark():
    written = facts_text("", [], [("facts", "", [Group("", [Entry("甲事", "甲节", left_out=True), Entry("乙事")])])])
    assert [f.text for f in parse_facts(written).facts] == ["乙事"]
    assert [f.text for f in parse_facts(written.replace("  # ", "  ")).facts] == ["甲事", "乙事"]
