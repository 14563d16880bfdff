"""Going to Word and back loses no text and no structure, whatever the report is."""

import hypothesis.strategies as st
from hypothesis import HealthCheck, given, settings

from assistant.config import load_config
from assistant.documents.read import read_bytes
from assistant.documents.report import Block, Report
from assistant.documents.to_report import to_report
from assistant.export import render
from assistant.export.printable import printable_report

CONFIG = load_config({})
PHRASES = st.sampled_from(
    ["一、", "（一）", "1.", "（1）", "附件：", "公司党委：", "2025年12月20日", "【待补：次数】", "XX", "“", "。", "\t", "\n", " ", "<&>"]
)
TEXTS = st.lists(st.one_of(PHRASES, st.text(max_size=6)), min_size=1, max_size=6).map("".join)
KINDS = st.sampled_from(["title", "addressee", "text", "attachment", "signature", "date"])
PARAGRAPHS = st.builds(Block, KINDS, TEXTS)
HEADINGS = st.builds(Block, st.just("heading"), TEXTS, st.integers(1, 4))
TABLES = st.integers(1, 3).flatmap(
    lambda columns: st.builds(Block, st.just("table"), rows=st.lists(st.tuples(*[TEXTS] * columns), min_size=1, max_size=3).map(tuple))
)
WORDS = st.text("党建工会总结 ab", max_size=5).map(str.strip)
REPORTS = st.builds(
    Report,
    st.lists(st.one_of(PARAGRAPHS, HEADINGS, TABLES), min_size=1, max_size=8).map(tuple),
    WORDS,
    st.lists(WORDS.filter(bool), max_size=3).map(tuple),
)


def kept(report):
    """The report as far as any file can hold it: printable, without blank paragraphs, cells without spaces around them."""
    blocks = []
    for block in printable_report(report).blocks:
        if block.kind == "table":
            rows = tuple(tuple("\n".join(filter(None, [cell.strip()])) for cell in row) for row in block.rows)
            blocks.append(Block("table", rows=rows))
        elif block.text.strip():
            blocks.append(block)
    return Report(tuple(blocks), report.author, report.keywords)


@given(REPORTS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_report_comes_back_from_word_as_it_was(report):
    expected = kept(report)
    if expected.blocks:
        assert to_report(read_bytes(render(report, ".docx", CONFIG))) == expected
