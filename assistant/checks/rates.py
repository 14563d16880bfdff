"""Rates that the values beside them contradict: attendance, completion, shares, growth."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from assistant.checks.breakdowns import base, comparable
from assistant.checks.matching import compiled
from assistant.text.quantities import Quantity

if TYPE_CHECKING:
    from assistant.checks.analysis import Analysis

_RATED = (
    "到会|回收|收回|参评|出席|参会|参加|参与|参训|出勤|完成|办结|整改|覆盖|合格|达标|转正|回访|投票|参学|到课|执行|兑现|满意|通过|优良|及时"
)
_WHOLE = (
    "应到|应出席|应参加|应参会|应参训|应参学|计划|目标|任务|应完成|应整改|共有|现有|总数|受理|收到|交办|排查|发现|下达|发出|发放|全年任务"
)
_DONE = "实到|实际到会|实际参加|实际参会|到会|出席|参加|完成|办结|整改|已完成|合格|收回|满意|覆盖|通过"
_SHARE = r"占(?:[^，。；\d]{0,14}?)的?(?=\d)"
_GROWTH = r"(?:增长|增加|提高|提升|上升|下降|减少|降低|压降|增幅|降幅)(?:了|为|达|约)?$"
_FROM_TO = r"[由从](?P<a>[^，。；]{1,24}?)(?:增长|增加|提高|提升|上升|扩大|下降|减少|降低|压降)(?:到|至|为)(?P<b>[^，。；]{1,20})"


class WrongRate(NamedTuple):
    """A rate that the text's own values contradict: where it stands and what it should be."""

    start: int
    end: int
    message: str


def wrong_rates(doc: Analysis) -> Iterator[WrongRate]:
    """The rates of a document that do not follow from the values they stand with."""
    for rate in doc.quantities:
        if not rate.percent or base(rate) is None:
            continue
        low = doc.sentence(rate.start)[0]
        values = [q for q in doc.between(low, rate.start) if not q.ordinal and base(q) is not None]
        yield from _growth(doc, low, rate, values)
        values = [q for q in values if not q.percent]
        yield from _completed(doc, low, rate, values)
        yield from _share(doc, rate, values)


def _completed(doc: Analysis, low: int, rate: Quantity, values: list[Quantity]) -> Iterator[WrongRate]:
    """应到50人，实到45人，到会率95%."""
    name = compiled(f"(?:{_RATED})率(?:达到?|为|是)?$").search(doc.text, max(low, rate.start - 8), rate.start)
    if not name or len(values) < 2 or not comparable(values[-1], values[-2]):
        return
    whole, part = values[-2], values[-1]
    before_whole, before_part = doc.text[max(low, whole.start - 12) : whole.start], doc.text[whole.end : part.start]
    if compiled(_WHOLE).search(before_whole) and compiled(_DONE).search(before_part) and rate.start - part.end < 14:
        yield from _judged(rate, base(part), base(whole), f"{part.text}÷{whole.text}")


def _share(doc: Analysis, rate: Quantity, values: list[Quantity]) -> Iterator[WrongRate]:
    """党员18人，占职工总数（60人）的35%: the part stands just before 占, the whole before it or behind 占."""
    found = compiled(_SHARE).search(doc.text, max(rate.start - 18, 0), rate.start + 1)
    if not values or not found or found.end() != rate.start:
        return
    part = values[-1]
    wholes = [q for q in values[:-1] if comparable(q, part) and (base(q) or 0) > (base(part) or 0)]
    if wholes and found.start() - part.end <= 8:
        whole = wholes[-1] if len(wholes) == 1 else max(wholes, key=lambda q: base(q) or 0)
        named = doc.text[found.start() + 1 : rate.start].strip("的")
        if not named or any(char in doc.text[max(whole.start - 14, 0) : whole.end + 8] for char in (named[:2], "总")):
            yield from _judged(rate, base(part), base(whole), f"{part.text}÷{whole.text}")


def _growth(doc: Analysis, low: int, rate: Quantity, values: list[Quantity]) -> Iterator[WrongRate]:
    """由200万元增长到250万元，增长20%."""
    word = compiled(_GROWTH).search(doc.text, max(low, rate.start - 6), rate.start)
    if not word or len(values) < 2:
        return
    first, last = values[-2], values[-1]
    change = compiled(_FROM_TO).search(doc.text, max(low, first.start - 30), rate.start)
    if not change or change.start("a") > first.start or last.start < change.start("b") - 1 or not comparable(first, last):
        return
    a, b = base(first), base(last)
    if first.percent and first.low is not None and last.low is not None:
        if abs(last.low - first.low) == rate.low:
            yield WrongRate(rate.start, rate.end, f"两个百分数相差{rate.text.rstrip('%％')}个百分点，不是{rate.text}")
    elif a and b is not None:
        yield from _judged(rate, abs(b - a), a, f"由{first.text}到{last.text}")


def _judged(rate: Quantity, part: Fraction | None, whole: Fraction | None, said: str) -> Iterator[WrongRate]:
    """The rate, where it is further from the quotient than rounding or cutting off its last digit explains."""
    if not part or not whole or rate.low is None:
        return
    real = part / whole * 100 * (1 if rate.unit == "%" else 10)
    decimals = len(rate.text.rstrip("%％‰").partition(".")[2])
    if abs(real - rate.low) >= Fraction(1, 10**decimals):
        yield WrongRate(rate.start, rate.end, f"按{said}计算为{float(real):.{max(decimals, 1)}f}%，这里是{rate.text}")
