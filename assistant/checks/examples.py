"""Documents made from the example texts of rules: what `rules show` explains and the tests run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.checks.analysis import Analysis
from assistant.checks.model import Example, Rule
from assistant.checks.runner import Result, run
from assistant.checks.suppress import remarks, without
from assistant.documents.markdown import read_markdown
from assistant.documents.model import Document
from assistant.documents.plain import read_plain
from assistant.grounding import Leak, Run

_SHORTEST = 30


@dataclass(frozen=True, slots=True)
class _Shared:
    start: int
    end: int
    document: str = "范文"
    paragraph: int = 1


class _OneSample:
    """A sample library of one short text, as an example gives it."""

    def __init__(self, text: str) -> None:
        self.text = text

    def find(self, text: str) -> Sequence[Leak]:
        """No values: what an example shows is wording."""
        return ()

    def runs(self, text: str, n: int = _SHORTEST) -> Sequence[Run]:
        """The first run of at least `n` characters that both have."""
        starts = [start for start in range(len(text) - n + 1) if text[start : start + n] in self.text]
        if not starts:
            return ()
        end = starts[0] + n
        while end < len(text) and text[starts[0] : end + 1] in self.text:
            end += 1
        return (_Shared(starts[0], end),)


def analysed(example: str | Example) -> Analysis:
    """An example as a rule sees it: plain text, or Markdown where it holds a table."""
    whole = example if isinstance(example, Example) else Example(example)
    if "\n|" in whole.text:
        return Analysis(Document(None, "md", read_markdown(whole.text)))
    document = Document(None, "txt", read_plain(whole.text))
    if not whole.facts:
        return Analysis(document, leaks=_OneSample(whole.sample) if whole.sample else None)
    from assistant.facts.load import parse_facts

    return Analysis(document, parse_facts(whole.facts))


def found(example: str | Example, rules: Iterable[Rule]) -> Result:
    """What `rules` say about an example, remarks in it heeded."""
    doc = analysed(example)
    result = run(doc, rules)
    said = remarks(example if isinstance(example, str) else example.text, seen=True)
    return Result(without(result.findings, "", (), said)[0], result.crashes)
