"""Totals with the parts that a text gives for them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from assistant.checks.lexicon import words
from assistant.checks.matching import HAN, Match
from assistant.text.patterns import compiled
from assistant.text.quantities import Quantity

if TYPE_CHECKING:
    from assistant.checks.analysis import Analysis


class Breakdown(NamedTuple):
    """A total with the parts given for it, each in the total's unit; `labels` is what is said about each part."""

    total: Quantity
    parts: tuple[Quantity, ...]
    labels: tuple[str, ...]
    trigger: str


_BEFORE_TOTAL = 24
_TRIGGER = r"其中|包括|分别(?:是|为)|（"
_LONGEST_BRACKET = 120
_LONGEST_LIST = 400
_BEFORE_PARTS = 80  # characters around the words of a division that may hold its values
_SUM_AFTER = r"(?:共计|合计|总计|一共|(?<=[，；])(?:全年)?共(?:有|计|完成|开展)?(?:党员|职工)?)(?=\d|[一二三四五六七八九十百千万])"
_ENDS = r"[。；\n]"


def base(quantity: Quantity) -> Fraction | None:
    """The exact value in the base unit of its class, None where it is a range or an approximation."""
    low, high = quantity.low, quantity.high
    if quantity.approx != "exact" or low is None or (low is not high and low != high):
        return None
    return low if quantity.factor == 1 else low * quantity.factor


def comparable(a: Quantity, b: Quantity) -> bool:
    """Whether two values count in the same measure."""
    return a.unit == b.unit or (a.unit_class == b.unit_class and a.unit_class in ("length", "area", "mass"))


def breakdowns(doc: Analysis) -> Iterator[Breakdown]:
    """The totals of the text with their parts, as 其中, 包括, 分别为 or a bracket introduce them, or 共计 closes them."""
    for match in compiled(_TRIGGER).finditer(doc.text):
        total = _total_before(doc, match.start())
        if total is not None:
            end = _end(doc, match)
            parts = [q for q in doc.between(match.end(), end) if comparable(q, total) and base(q) is not None and not q.ordinal]
            parts = [q for q in parts if not _in_brackets(doc.text, match.end(), q.start)]
            if len(parts) > (match[0] == "（"):
                yield Breakdown(total, tuple(parts), _labels(doc, match.end(), parts), match[0])
    yield from _summed_after(doc)
    yield from _shared_out(doc)


def _total_before(doc: Analysis, offset: int) -> Quantity | None:
    """The value that stands shortly before a trigger, in its paragraph and sentence."""
    low = max(doc.sentence(max(offset - 1, 0))[0], offset - _BEFORE_TOTAL)
    found = [q for q in doc.between(low, offset) if not q.ordinal and not q.percent and base(q) is not None]
    return found[-1] if found else None


def _end(doc: Analysis, trigger: Match) -> int:
    if trigger[0] == "（":
        return doc.text.find("）", trigger.end(), trigger.end() + _LONGEST_BRACKET)
    far = trigger.end() + _LONGEST_LIST
    stop = compiled(_ENDS).search(doc.text, trigger.end(), far)
    return stop.start() if stop else min(far, len(doc.text))


def _in_brackets(text: str, start: int, offset: int) -> bool:
    return text.count("（", start, offset) > text.count("）", start, offset)


def _labels(doc: Analysis, start: int, parts: list[Quantity]) -> tuple[str, ...]:
    """What stands between one part and the next: before each number, and what directly follows it."""
    labels = []
    for part in parts:
        after = compiled(rf"{HAN}{{0,8}}").match(doc.text, part.end)
        labels.append(doc.text[start : part.start] + (after[0] if after else ""))
        start = part.end
    return tuple(labels)


def _summed_after(doc: Analysis) -> Iterator[Breakdown]:
    """甲3次、乙2次，共计5次."""
    for match in compiled(_SUM_AFTER).finditer(doc.text):
        here = doc.between(match.start(), match.end() + 12)
        if not here or base(here[0]) is None:
            continue
        total, low = here[0], doc.sentence(match.start())[0]
        parts = [q for q in doc.between(low, match.start()) if comparable(q, total) and base(q) is not None and not q.ordinal]
        if len(parts) > 1 and not compiled("其中|包括|分别").search(doc.text, low, match.start()):
            yield Breakdown(total, tuple(parts), _labels(doc, low, parts), "共计")


# Ways to share a total out that leave nothing over: where all the words of a row stand before parts, the parts are all.
_WAYS = (
    ("上半年", "下半年"),
    ("一季度", "二季度", "三季度", "四季度"),
    ("办结", "办理"),
    ("已", "正在"),
    ("完成", "推进"),
    ("男", "女"),
    ("正式", "预备"),
    ("在职", "退休"),
)


def _shared_out(doc: Analysis) -> Iterator[Breakdown]:
    """活动15次，上半年8次，下半年9次: a total with the parts of a known division, without 其中; or the parts, then 全年共."""
    for way in _WAYS:
        if any(word not in doc.text for word in way):
            continue
        for match in compiled(rf"{way[0]}[^。；\n]{{1,40}}?{way[1]}").finditer(doc.text):
            yield from _divided(doc, match, way)


def _divided(doc: Analysis, match: Match, way: tuple[str, ...]) -> Iterator[Breakdown]:
    low, high = doc.sentence(match.start())
    low, high = max(low, match.start() - _BEFORE_PARTS), min(high, match.end() + _BEFORE_PARTS)
    values = [q for q in doc.between(low, high) if base(q) is not None and not q.ordinal and not q.percent]
    places = [doc.text.find(word, match.start(), high) for word in way]
    given = [q for at in places if at >= 0 and (q := next((v for v in values if v.start >= at), None))]
    rest = [q for q in values if q not in given and comparable(q, given[0])] if given else []
    if len(given) < len(way) or len(set(given)) < len(given) or len(rest) != 1 or not all(comparable(q, rest[0]) for q in given):
        return
    told = compiled("其中|包括|分别").search(doc.text, low, given[0].start)
    if not told and (rest[0].end < given[0].start or _is_sum(doc, rest[0])):
        yield Breakdown(rest[0], tuple(given), way, "共计")


def _is_sum(doc: Analysis, quantity: Quantity) -> bool:
    """Whether what stands before a value says that it is the whole."""
    return bool(compiled("(?:共|全年|总|合计|累计)[^，。；]{0,6}$").search(doc.text, max(quantity.start - 10, 0), quantity.start))


_COMPLETE = (("男", "女"), ("正式", "预备"), ("在职", "退休"), ("在岗", "退休"), ("少数民族", "汉族"), ("合格", "不合格"))


def overlap(labels: tuple[str, ...]) -> bool:
    """Whether parts are told apart in more than one way, (女党员, 本科以上), so that their sum means nothing."""
    ways = {number for number, way in enumerate(words("way")) for label in labels if compiled(way).search(label)}
    return len(ways) > 1


def partition(labels: tuple[str, ...]) -> bool:
    """Whether the parts plainly make up the whole (男 and 女, 正式 and 预备)."""
    said = "".join(labels)
    return any(all(word in said for word in pair) for pair in _COMPLETE)
