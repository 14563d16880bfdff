"""Values with the name of what they measure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from assistant.checks.breakdowns import base
from assistant.checks.lexicon import words
from assistant.text.patterns import compiled
from assistant.text.quantities import Quantity

if TYPE_CHECKING:
    from assistant.checks.analysis import Analysis


_STAFF = frozenset(["党员", "正式党员", "预备党员", "职工", "党支部", "党小组", "在职党员", "入党积极分子", "女党员"])
_WHOLE = frozenset(["党支部", "本支部", "我支部", "全支部", "党总支", "总支"])  # names of the whole unit limit nothing
_LONGEST_NAME = 16
_NO_QUOTES = {ord("“"): None, ord("”"): None}


class Measure(NamedTuple):
    """A value with the name of what it measures and the scope it holds for (periods and bodies named beside it)."""

    name: str
    scope: frozenset[str]
    quantity: Quantity


def measures(doc: Analysis) -> Iterator[Measure]:
    """The exact values of the summary with what they measure, where the text names it in more than a general word."""
    for quantity in doc.quantities:
        if quantity.unit in ("", "号") or quantity.ordinal or quantity.percent or base(quantity) is None or doc.in_plan(quantity.start):
            continue
        name = _name(doc, quantity)
        if len(name) > 2 and name not in _generic():
            yield Measure(f"{name}|{quantity.unit_class}", _scope(doc, quantity), quantity)


def _name(doc: Analysis, quantity: Quantity) -> str:
    """What a value counts: 主题党日 of 开展主题党日活动17次 and of 17次主题党日活动."""
    text, start, end = doc.text, quantity.start, quantity.end
    low, high = max(start - _LONGEST_NAME, doc.sentence(start)[0]), min(end + _LONGEST_NAME, len(text))
    while start > low and _is_wording(text[start - 1]):
        start -= 1
    while end < high and _is_wording(text[end]):
        end += 1
    said = text[start : quantity.start].translate(_NO_QUOTES)
    lead = _verbs().sub("", said)
    trail = text[quantity.end : end].translate(_NO_QUOTES) if end < high else ""
    name = _suffixes().sub("", lead)
    if not name:
        name = _suffixes().sub("", trail)
    if name in _STAFF and (compiled("(?:现有|共有|有)$").search(said.removesuffix(lead)) or _is_roll(doc, start, quantity)):
        return f"现有{name}"
    if name in ("发展", "培养", "转正", "吸收", "慰问", "表彰") and trail:
        name += _suffixes().sub("", trail)
    return name


def _is_roll(doc: Analysis, start: int, quantity: Quantity) -> bool:
    """支部党员64名，其中…: a value that opens its sentence as the number of all."""
    opens = start == doc.sentence(start)[0] and doc.text.startswith(("支部党员", "党支部党员", "总支党员"), start)
    return opens and doc.text.startswith("，其中", quantity.end)


def _is_wording(char: str) -> bool:
    return char.isalpha() or char in "“”"


def _scope(doc: Analysis, quantity: Quantity) -> frozenset[str]:
    start, end = doc.sentence(quantity.start)
    before, after = doc.text[start : quantity.start], doc.text[quantity.end : min(quantity.end + 4, end)]
    named = compiled(words("periods")[0]).findall(before + after.partition("，")[0]) + compiled(words("bodies")[0]).findall(before + after)
    if compiled("(?:全年|一年来|年内|今年(?:以来)?)[^，。；]{0,4}累计").search(before):
        named = [name for name in named if name != "累计"]
    return frozenset(named) - _WHOLE


@cache
def _generic() -> frozenset[str]:
    return frozenset(words("generic")[0].split("|"))


@cache
def _verbs() -> re.Pattern[str]:
    return compiled(rf"^(?:{words('verbs')[0]})+")


@cache
def _suffixes() -> re.Pattern[str]:
    return compiled(f"(?:{words('suffixes')[0]})+$")
