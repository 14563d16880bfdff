"""What a user says of the report itself: whose it is, of which year, of which type. Told in passing, it is a line of the facts file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from assistant.errors import InputError
from assistant.text.names import find_names

if TYPE_CHECKING:
    from assistant.facts.model import HeaderKey

_CLAUSE = re.compile(r"[^，,；;。\n]+")
_IS = r"(?:就?是|叫做?|为|名叫|改为|改成|应[为是]|[：:])\s*"
_WRITE = r"(?:我们?|请|帮我|给我|现在|准备)*(?:要|想|需要|得)?(?:写|起草)的?(?:是|一?[份篇个])?"
_PATTERNS: tuple[tuple[HeaderKey, re.Pattern[str]], ...] = (
    ("title", re.compile(rf"^(?:报告的?)?标题{_IS}(?P<value>\S.*)$")),
    ("type", re.compile(rf"^(?:报告类型{_IS}|{_WRITE})\s*(?P<value>\S*?(?:报告|总结|计划|述职))$")),
    ("org", re.compile(rf"^(?:我们?(?:这里|这边|单位)?|本单位|单位(?:名称)?){_IS}(?P<value>\S.*)$")),
    ("year", re.compile(rf"^(?:(?:报告)?年[度份]{_IS}|这?是|写的?是?)?\s*(?P<value>(?:19|20)\d\d)\s*年?度?的?(?:工作)?(?:报告|总结)?$")),
)
# That a report is to be written, which goes without saying.
_ANY_REPORT = re.compile(rf"^{_WRITE}(?:(?:本|全|今)?年[度终]?|个|的|党支部|支部|党建|工作)*(?:总结|报告|汇报|材料)[吧。]?$")
_UNIT = re.compile(r"(?:党支部|党总支|党委|党组|公司|集团|局|院|所|中心|学校|大学|街道|社区|厂|站|委员会|办公室|管理处|支队|大队)$")
_QUOTES = "“”\"'‘’"


def told(text: str) -> tuple[dict[HeaderKey, str], str]:
    """What a text says of the report, by key of the facts file, and what else it says.

    A year by itself counts only where the text says nothing but that: beside facts it is theirs.
    """
    found: dict[HeaderKey, str] = {}
    rest = ""
    for clause, mark in _clauses(text):
        if _ANY_REPORT.match(clause):
            continue
        key, value = _read(clause)
        if key and key not in found:
            found[key] = value
        else:
            rest += clause + mark
    rest = rest.strip("，,；;。 \n")
    return ({}, text) if rest and set(found) <= {"year"} else (found, rest)


def _clauses(text: str) -> Iterator[tuple[str, str]]:
    """The clauses of a text, each with the mark behind it."""
    for clause in _CLAUSE.finditer(text):
        yield clause.group().strip(), text[clause.end() : clause.end() + 1]


def _read(clause: str) -> tuple[HeaderKey | None, str]:
    for key, pattern in _PATTERNS:
        found = pattern.match(clause)
        value = found["value"].strip().strip(_QUOTES) if found else ""
        if value and key == "type":
            value = _known_type(value)
        if value and (key != "org" or _is_org(value)):
            return key, value
    return None, ""


def _is_org(value: str) -> bool:
    """Whether a text is the name of a unit and nothing more."""
    return bool(_UNIT.search(value)) or any(n.kind == "org" and (n.start, n.end) == (0, len(value)) for n in find_names(value))


def _known_type(name: str) -> str:
    """The report type called so, exactly or nearly; empty where there is none."""
    from assistant.drafting.outline import find_outline

    try:
        return find_outline(name).name
    except InputError:
        return ""
