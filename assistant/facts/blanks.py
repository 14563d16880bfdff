"""Blanks (____): values of a text turned into questions, and answers put back in their place."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.facts.load import BLANK
from assistant.text.numerals import HAN_NUMERAL
from assistant.text.sentences import split_clauses
from assistant.text.spans import Slot

GAP = "____"

_AMOUNT = re.compile(
    rf"(?:约|近|逾|超过?|不到)?(?:\d[\d.,]*(?:[十百千]?[万亿](?!元|吨|平|千|立))?|(?<![\d万亿])[{HAN_NUMERAL}]+(?![一-鿿]*奖))[余多]?"
)
_PART_OF_DATE = re.compile(rf"(?:\d{{1,4}}|[{HAN_NUMERAL}]+)(?=[年月日号])")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_PARTED = re.compile(r"[\s,，、;；/]+")
_RETOLD = 4  # an answer that has so many characters of the question in a row tells all of it again
_OVERLAP = 3  # how much of what stands behind a blank an answer may bring along (12次 for ____次)


def blank_value(slot: Slot) -> str | None:
    """What stands for a slot's value in a question (____次, ____月____日, “____”), or None where nothing can."""
    if slot.kind == "quantity":
        blanked, count = _AMOUNT.subn(GAP, slot.value)
        return blanked if count == 1 or (count == 2 and re.search(r"[至到—~～-]", slot.value)) else None
    if slot.kind == "date":
        blanked, count = _PART_OF_DATE.subn(GAP, slot.value)
        return blanked if count else None
    marks = {"placeholder": GAP, "quoted": f"“{GAP}”", "title": f"《{GAP}》"}
    return marks.get(slot.kind)


def with_blanks(text: str, slots: Iterable[Slot], blanks: Iterable[str]) -> str:
    """`text` with each of `slots` (sorted) replaced by what stands for it."""
    pieces, position = [], 0
    for slot, blank in zip(slots, blanks, strict=True):
        pieces += [text[position : slot.start], blank]
        position = slot.end
    return "".join([*pieces, text[position:]])


def filled(question: str, answer: str) -> str | None:
    """The fact that `answer` makes of `question`, or None where it does not say what belongs in each blank.

    An answer may give the values in order (“4 12”, “2月15日”), with or without their units, or tell the whole thing anew.
    """
    answer = answer.strip()
    if BLANK.search(answer) or not answer:
        return None
    if _retells(question, answer):
        return answer
    literals = BLANK.split(question)
    values = _values(answer, len(literals) - 1)
    if values is None:
        return None
    pieces = [literals[0]]
    for value, behind in zip(values, literals[1:], strict=True):
        pieces += [_without_overlap(value, behind), behind]
    return "".join(pieces)


def _retells(question: str, answer: str) -> bool:
    words = [c.text for literal in BLANK.split(question) for c in split_clauses(literal)]
    return any(w[i : i + _RETOLD] in answer for w in words for i in range(len(w) - _RETOLD + 1))


def _values(answer: str, count: int) -> list[str] | None:
    if count == 1:
        return [answer]
    found = [_PARTED.split(answer), _NUMBER.findall(answer)]
    return next((values for values in found if len(values) == count), None)


def _without_overlap(value: str, behind: str) -> str:
    size = next((n for n in range(_OVERLAP, 0, -1) if len(behind) >= n and value.endswith(behind[:n])), 0)
    return value[: len(value) - size] if size < len(value) else value
