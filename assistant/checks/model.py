"""The words of the checker: a rule, what it finds, and a finding as the user gets it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from assistant.checks.analysis import Analysis
    from assistant.documents.model import PartName

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
SEVERITY_NAMES: dict[Severity, str] = {"error": "错误", "warning": "警告", "info": "提示"}

FAMILIES: dict[str, str] = {
    "PH": "占位符",
    "DT": "日期和年份",
    "NM": "数字",
    "ST": "结构和序号",
    "FX": "固定提法和用词",
    "TY": "标点和字符",
    "RP": "重复",
    "LK": "残留内容",
    "FA": "与事实核对",
}


class Fix(NamedTuple):
    """What to put in place of a finding's text. A safe fix changes form only; others want a person's eye."""

    text: str
    safe: bool


class Hit(NamedTuple):
    """What a rule found: offsets in `Analysis.text`, the message (in Chinese), and how it may be mended.

    `severity` is given only where this hit weighs differently from its rule.
    """

    start: int
    end: int
    message: str
    fix: Fix | None = None
    severity: Severity | None = None


class Example(NamedTuple):
    """A text on which a rule fires or stays silent, with the facts (YAML) and the sample it is checked against where needed."""

    text: str
    facts: str = ""
    sample: str = ""


class Rule(NamedTuple):
    """One rule of the catalogue.

    `find` gets the analysed document and yields hits. `reason` says why a reviewer would mark it, `source` where that is laid
    down (standard and clause, or 实务). A hit that overlaps one of a rule named in `yields_to` is dropped.
    """

    code: str
    severity: Severity
    title: str
    reason: str
    source: str
    find: Callable[[Analysis], Iterable[Hit]]
    bad: tuple[str | Example, ...]
    good: tuple[str | Example, ...]
    advice: str = ""
    yields_to: tuple[str, ...] = ()

    @property
    def family(self) -> str:
        """The two letters of its family."""
        return self.code[:2]


class Finding(NamedTuple):
    """One thing to look at, as the JSON contract has it: `start` and `end` are offsets in paragraph `paragraph` of `part`."""

    rule: str
    severity: Severity
    message: str
    part: PartName
    paragraph: int
    start: int
    end: int
    text: str
    fix: Fix | None = None


class Crash(NamedTuple):
    """A rule that failed on a document: a bug of ours, told to the user, that must not hide what the other rules found."""

    rule: str
    error: str
