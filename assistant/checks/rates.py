"""Rates that the values beside them contradict: attendance, completion, shares, growth."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from assistant.checks.breakdowns import base, comparable
from assistant.checks.lexicon import words
from assistant.text.patterns import compiled
from assistant.text.quantities import Quantity

if TYPE_CHECKING:
    from assistant.checks.analysis import Analysis

_RATED = (
    "到会|回收|收回|参评|出席|参会|参加|参与|参训|出勤|完成|办结|整改|覆盖|合格|达标|转正|回访|投票|参学|到课|执行|兑现|满意|通过|优良|及时"
)
_WHOLE = (
    "应到|应出席|应参加|应参会|应参训|应参学|应到会|应办结|应完成|应整改|计划|目标|任务|参评|参加评议|报名|共有|现有|总数|"
    "受理|收到|交办|排查|发现|下达|发出|发放|全年任务"
)
_DONE = "实到|实际|到会|出席|参加|完成|办结|整改|已完成|合格|收回|满意|覆盖|通过"
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
        yield from _named_part(doc, low, rate, values)
        yield from _more_than_all(doc, low, rate)
        yield from _against_last_year(doc, low, rate, values)
        yield from _growth_first(doc, rate)


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


_OF_ALL = "到会|到课|出勤|出席|参会|参与|参学|参训|参评|合格|优秀|优良|满意|覆盖|整改|办结|达标|回收|投票|转正|普及|知晓|签订|及时|通过"


def _more_than_all(doc: Analysis, low: int, rate: Quantity) -> Iterator[WrongRate]:
    """到会率105%: shares of a whole that are more than the whole."""
    if rate.unit == "%" and rate.low is not None and 100 < rate.low < 1000:
        name = compiled(f"(?:{_OF_ALL})(?:率|度|占比)(?:已|均|全部)?(?:达到?了?|为|是|高达|提高到|提升到|升至)?$")
        if name.search(doc.text, max(low, rate.start - 12), rate.start):
            yield WrongRate(rate.start, rate.end, f"比率不能超过100%：“{rate.text}”")


def _named_part(doc: Analysis, low: int, rate: Quantity, values: list[Quantity]) -> Iterator[WrongRate]:
    """参评党员30名，优秀6名，优秀率25%: the part is named as the rate is, the whole stands before it."""
    name = compiled(r"(?P<n>[^\W\d]{2})率(?:已|均)?(?:达到?了?|为|是)?$").search(doc.text, max(low, rate.start - 8), rate.start)
    if not name or len(values) < 2 or compiled("完成|增长").match(name["n"]):
        return
    whole, part = values[-2], values[-1]
    near = doc.text[max(whole.end, part.start - 8) : part.start] + doc.text[part.end : part.end + 4]
    known = name["n"] in _DONE and compiled(f"(?:{_WHOLE})").search(doc.text, max(low, whole.start - 12), whole.start)  # by `_completed`
    if known or name["n"] not in near or not comparable(whole, part) or rate.start - part.end > 13:
        return
    if (base(whole) or 0) > (base(part) or 0):
        yield from _judged(rate, base(part), base(whole), f"{part.text}÷{whole.text}")


_BEFORE_NOW = r"(?:去年|上年|上一年|同期|年初)(?:度|同期|全年)?的?[^，。；\d]{0,10}$"


_CHANGED_BY = r"(?:增长|增加|提高|提升|上升|下降|减少|降低|压降|多|少)了?$"


def _against_last_year(doc: Analysis, low: int, rate: Quantity, values: list[Quantity]) -> Iterator[WrongRate]:
    """去年完成80件，今年完成100件，同比增长20%; 完成1200万元，比上年的1000万元增长30%."""
    if len(values) < 2 or not compiled(_GROWTH).search(doc.text, max(low, rate.start - 6), rate.start):
        return
    first, last = values[-2], values[-1]
    if not comparable(first, last) or first.percent or rate.start - last.end > 12:
        return
    was_first = compiled(_BEFORE_NOW).search(doc.text, max(low, first.start - 16), first.start)
    was_last = compiled(_BEFORE_NOW).search(doc.text, max(first.end, last.start - 16), last.start)
    if bool(was_first) != bool(was_last):
        before, now = (first, last) if was_first else (last, first)
        a, b = base(before), base(now)
        if a and b is not None:
            changed_by = was_first and compiled(_CHANGED_BY).search(doc.text, first.end, last.start)
            yield from _judged(rate, b if changed_by else abs(b - a), a, f"{before.text}和{now.text}")


def _growth_first(doc: Analysis, rate: Quantity) -> Iterator[WrongRate]:
    """产量增长120%，由100吨增加到200吨: the rate stands before its values."""
    word = compiled(_GROWTH).search(doc.text, max(rate.start - 6, 0), rate.start)
    change = compiled(rf"[，（(]{_FROM_TO}").match(doc.text, rate.end)
    if not word or not change:
        return
    a = [q for q in doc.between(change.start("a"), change.end("a")) if base(q)]
    b = [q for q in doc.between(change.start("b"), change.end("b")) if base(q) is not None]
    if len(a) == 1 and b and comparable(a[0], b[0]) and not a[0].percent:
        before, now = base(a[0]) or Fraction(0), base(b[0]) or Fraction(0)
        yield from _judged(rate, abs(now - before), before, f"由{a[0].text}到{b[0].text}")


def wrong_pairs(doc: Analysis) -> Iterator[WrongRate]:
    """发放问卷200份，收回210份: a part that is more than its whole."""
    for whole_word, part_word in _PAIRS:
        if whole_word not in doc.text or part_word not in doc.text:
            continue
        number, between = r"\d[\d,.]*", r"[^。；\n\d]"
        pattern = (
            rf"{whole_word}{between}{{0,10}}(?P<a>{number}){between}{{1,8}}，"
            rf"{between}{{0,6}}?{part_word}[^。；，\n\d]{{0,8}}(?P<b>{number})"
        )
        for match in compiled(pattern).finditer(doc.text):
            found = doc.between(match.start("a"), match.end("b") + 6)
            if len(found) == 2 and comparable(*found) and (base(found[1]) or 0) > (base(found[0]) or 0) > 0:
                yield WrongRate(found[1].start, found[1].end, f"“{part_word}”{found[1].text}，比“{whole_word}”的{found[0].text}还多")


_PAIRS = (
    *(
        ("发放", "收回"),
        ("发出", "收回"),
        ("发放", "回收"),
        ("发出", "回收"),
        ("应到", "实到"),
        ("应参加", "实际"),
        ("应参训", "实际"),
        ("应出席", "实际"),
    ),
    *((found, "整改") for found in ("排查", "发现", "查找", "查摆", "梳理")),
    *((taken, "办结") for taken in ("受理", "收到", "交办", "立案")),
    *((asked, "采纳") for asked in ("征集", "收集", "征求", "收到")),
    *(("收到", "答复"), ("立案", "结案")),
)


_SHARED = r"占(?:比|总数的?|党员总数的?|职工总数的?)?(?:约|达|为)?$"


def wrong_shares(doc: Analysis) -> Iterator[WrongRate]:
    """本科以上占60%，大专占30%，高中占20%: shares told apart in one way that are more than the whole."""
    group: list[Quantity] = []
    for rate in [*(q for q in doc.quantities if q.unit == "%"), None]:
        if rate is not None and _is_share(doc, rate) and (not group or _goes_on(doc, group[-1], rate)):
            group.append(rate)
            continue
        yield from _too_much(doc, group)
        group = [rate] if rate is not None and _is_share(doc, rate) else []


def _is_share(doc: Analysis, rate: Quantity) -> bool:
    return base(rate) is not None and bool(compiled(_SHARED).search(doc.text, max(rate.start - 10, 0), rate.start))


def _goes_on(doc: Analysis, last: Quantity, rate: Quantity) -> bool:
    return rate.start - last.end < 30 and not compiled("[。\n]").search(doc.text, last.end, rate.start)


def _too_much(doc: Analysis, group: list[Quantity]) -> Iterator[WrongRate]:
    if len(group) < 2:
        return
    edges = [max(group[0].start - 16, doc.sentence(group[0].start)[0]), *(q.end for q in group)]
    labels = [doc.text[low : q.start] for low, q in zip(edges, group, strict=False)]
    total = sum((base(q) or Fraction(0) for q in group), Fraction(0)) * (1 if base(group[0]) == group[0].low else 100)
    ways = {way for way in words("way") if all(compiled(way).search(label) for label in labels)}
    if total > Fraction(1005, 10) and ways:
        yield WrongRate(group[0].start, group[-1].end, f"各项占比相加为{float(total):g}%，超过100%")


def _judged(rate: Quantity, part: Fraction | None, whole: Fraction | None, said: str) -> Iterator[WrongRate]:
    """The rate, where it is further from the quotient than rounding or cutting off its last digit explains."""
    if not part or not whole or rate.low is None:
        return
    real = part / whole * 100 * (1 if rate.unit == "%" else 10)
    decimals = len(rate.text.rstrip("%％‰").partition(".")[2])
    if abs(real - rate.low) >= Fraction(1, 10**decimals):
        yield WrongRate(rate.start, rate.end, f"按{said}计算为{float(real):.{max(decimals, 1)}f}%，这里是{rate.text}")
