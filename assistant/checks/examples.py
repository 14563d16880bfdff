"""Documents made from the example texts of rules: what `rules show` explains and the tests run."""

from __future__ import annotations

from assistant.checks.analysis import Analysis
from assistant.checks.model import Example
from assistant.documents.markdown import read_markdown
from assistant.documents.model import Document
from assistant.documents.plain import read_plain


def analysed(example: str | Example) -> Analysis:
    """An example as a rule sees it: plain text, or Markdown where it holds a table."""
    text = example if isinstance(example, str) else example.text
    if "\n|" in text:
        return Analysis(Document(None, "md", read_markdown(text)))
    return Analysis(Document(None, "txt", read_plain(text)))
