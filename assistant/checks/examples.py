"""Documents made from the example texts of rules: what `rules show` explains and the tests run."""

from __future__ import annotations

from assistant.checks.analysis import Analysis
from assistant.checks.model import Example
from assistant.documents.model import Document, Paragraph


def analysed(example: str | Example) -> Analysis:
    """An example as a rule sees it. A line of the form `|甲|乙|` is a table row."""
    text = example if isinstance(example, str) else example.text
    return Analysis(Document(None, "txt", tuple(_paragraphs(text))))


def _paragraphs(text: str) -> list[Paragraph]:
    from assistant.documents.plain import read_plain

    return list(read_plain(text))
