"""Every specific value of a text as a typed slot: what must not wander from one report into another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.text.dates import Date, find_dates
from assistant.text.full_names import is_surname
from assistant.text.learned import find_learned
from assistant.text.lexicon import PublicTerm, public_spans
from assistant.text.names import NameContext, find_names
from assistant.text.placeholders import NO_GAP, find_gaps
from assistant.text.quantities import Quantity, find_quantities
from assistant.text.spans import Slot, SlotKind

__all__ = ["NameContext", "find_slots"]

_CONTACT = re.compile(
    r"(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)0\d{2,3}[-－ ]?\d{7,8}(?!\d)|(?<!\d)[48]00[-－]?\d{3}[-－]?\d{4}(?!\d)"
    r"|(?<=微信)(?:号)?[：: ]{1,2}[a-z0-9_ -]{5,24}|(?<=QQ)[：: ]{1,2}\d{5,12}|[\w.+-]{1,40}@[\w-]{1,40}\.[\w.]{2,20}|(?:https?://|www\.)[\w./?=&%#:-]{3,80}",
    re.ASCII,
)
# 一等奖, 二等功, DK138+200～DK171+640, K103处, 四成二, 叁名, 2023—2024采暖季.
_MARKS = re.compile(
    r"(?:特等|[一二三]等|[金银铜])奖|[特一二三]等功|[A-Z]{0,2}K\d{1,4}\+\d{3}(?:\.\d{1,3})?(?:[～~—-][A-Z]{0,2}K\d{1,4}\+\d{3}(?:\.\d{1,3})?)?"
    r"|(?<![A-Za-z])[A-Z]{0,2}K\d{1,4}(?=处|段|附近|里程|公里)"
    r"|[一二三四五六七八九]成(?:[一二三四五六七八九](?![员立为功果])|(?=[，。；、）左以多]|$))"
    r"|[壹贰叁肆伍陆柒捌玖拾佰仟]+[万元]*(?:元整|[名个次人元项期份户套])"
    r"|(?<!\d)(?:19|20)\d\d[-—－~～至]{1,2}(?:19|20)?\d\d(?=采暖|供暖|供热|学年|赛季|榨季|冬春)"
)
# 瓯组〔2013〕64号, 上午9时, 14点30分.
_DOCUMENT = re.compile(r"[一-鿿]{1,8}[〔［\[(（【](?:19|20)\d\d[〕］\])）】]\d{1,4}号")
_MONTHS = re.compile(r"(?<![\d.])\d{1,2}(?:[、，]\d{1,2})+月份?")  # 6、7月份
_HOUR = re.compile(
    r"(?:凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上?)?(?<!\d)(?:[01]?\d|2[0-4])(?:时|点)(?![\d间数位])(?:[0-5]?\d分|整|许|半)?|(?<!\d)(?:[01]?\d|2[0-3])[:：][0-5]\d(?!\d)"
    r"|(?:凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上?)?(?<![一二三四五六七八九十])[一二三四五六七八九十]{1,2}(?:点(?:[一二三四五]?十[一二三四五六七八九]?分|半|钟|整)|时许)"
)
# X联通, 周XX: in a sample, letters that stand for a name.
_LETTERED = re.compile(rf"(?<![A-Za-z0-9])[XＸ](?=[一-鿿])(?!{NO_GAP})")
_SURNAMED = re.compile(r"[一-鿿](?=[XxＸ×*＊]{1,2}(?![A-Za-z0-9XxＸ×*＊]))")
_NAMED = ("org", "place", "person")
# Kinds that may hold a public term or share words with one: “党建引领乡村振兴”行动 and 韩国庆 are names, 八项规定 holds no quantity.
_MAY_HOLD_PUBLIC = frozenset(["org", "title", "quoted", "place", "person"])
# A public term that begins with a number does not stand by chance across the end of a name, as 支部书记抓党建 does across a branch's.
_NUMBERED = re.compile("[一二三四五六七八九十].{2}")


def find_slots(text: str, *, context: NameContext | None = None, sure: bool = False) -> list[Slot]:
    """Return the specific values of `text`, sorted and not overlapping; public terms are none.

    `context` holds the names of the whole document; without it only names are found that their neighbours tell.
    Of an eager one, `sure` leaves out what is taken for a value to be on the safe side. Telephone numbers, addresses of mail and web
    count as quantities. Words such as 今年 and counts such as 三个方面 are none.
    """
    public = public_spans(text)
    kept: list[Slot] = []
    found = (_uncut(slot, text, public) for slot in _candidates(text, context, sure))
    for slot in sorted(found, key=lambda slot: (slot.start, -slot.end)):
        if _is_public(slot, public):
            continue
        free = max(slot.start, kept[-1].end if kept else 0)
        if free < slot.end:  # of slots that overlap, the later keeps what the earlier leaves (14次|云垄村)
            kept.append(_slot(text, free, slot.end, slot.kind))
    return kept


def _candidates(text: str, context: NameContext | None, sure: bool) -> Iterator[Slot]:
    yield from (_slot(text, gap.start, gap.end, "placeholder") for gap in find_gaps(text))
    yield from (_slot(text, *m.span(), "quantity") for pattern in (_CONTACT, _MARKS) for m in pattern.finditer(text))
    yield from (_slot(text, *m.span(), "title") for m in _DOCUMENT.finditer(text))
    yield from (_slot(text, *m.span(), "date") for pattern in (_HOUR, _MONTHS) for m in pattern.finditer(text))
    yield from (_slot(text, d.start, d.end, "year" if d.grain == "year" else "date") for d in find_dates(text) if _is_dated(d))
    yield from (_slot(text, q.start, q.end, "quantity") for q in find_quantities(text) if _is_counted(q))
    yield from (_slot(text, name.start, name.end, name.kind) for name in find_names(text, context, sure=sure))
    if context is not None and context.eager:
        counts = (value for value in find_learned(text) if value.kind == "quantity" and (value.sure or not sure))
        yield from (_slot(text, value.start, value.end, value.kind) for value in counts)
        yield from (_slot(text, *m.span(), "placeholder") for m in _LETTERED.finditer(text))
        yield from (_slot(text, *m.span(), "person") for m in _SURNAMED.finditer(text) if is_surname(m.group()))


def _slot(text: str, start: int, end: int, kind: SlotKind) -> Slot:
    return Slot(start, end, kind, text[start:end])


def _uncut(slot: Slot, text: str, public: Sequence[PublicTerm]) -> Slot:
    """A name without the end of a public term that it begins with (习近|平总书记同全国总工会)."""
    ends = [term.end for term in public if term.start < slot.start < term.end < slot.end] if slot.kind in _NAMED else []
    return _slot(text, ends[-1], slot.end, slot.kind) if ends else slot


def _is_dated(date: Date) -> bool:
    return not date.is_relative


def _is_counted(quantity: Quantity) -> bool:
    return quantity.unit_class != "discourse" or any(char.isdigit() for char in quantity.text)


def _is_public(slot: Slot, public: list[PublicTerm]) -> bool:
    """Whether a slot is part of a public term, or cuts into one that it may not hold."""
    for term in public:
        if term.start < slot.end and slot.start < term.end:
            inside = term.start <= slot.start and slot.end <= term.end
            named = term.group == "people" and slot.kind == "person"  # 向|雷锋|同志学习
            crossed = slot.start < term.start and slot.end < term.end and bool(_NUMBERED.match(term.text))  # [落实三区]三线
            if inside or named or crossed or slot.kind not in _MAY_HOLD_PUBLIC:
                return True
    return False
