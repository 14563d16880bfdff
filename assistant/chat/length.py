"""Shorter and longer: how much an instruction asks for, and cutting a text down by rule where the model did not."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.text.sentences import Span, split_clauses, split_sentences

SHORTER, LONGER = 0.65, 1.4
# A paragraph may be this much over its wanted length before it is cut, and must have grown by so much to count as longer.
OVER, GROWN = 1.15, 1.05

_LENGTH = re.compile(r"(\d{2,5})\s*字")
# The first that fits says how long a text is wanted, as a multiple of what it is.
_FACTORS = (
    (re.compile(r"一半|减半|对半"), 0.5),
    (re.compile(r"翻倍|翻一番|(?:加|长)一倍"), 2.0),
    (re.compile(r"太短|过短|不够长|(?:别|不要|不能)(?:太|过|写得?太)(?:短|简)|太(?:简单|简略|笼统|单薄)"), LONGER),
    (re.compile(r"太长|过长|太(?:啰嗦|繁琐)|过于冗长|(?:别|不要|不能)(?:太|过|写得?太)(?:长|啰嗦)"), SHORTER),
    (re.compile(r"短[一些点]|[写更再]得?[更再]?短|缩短|缩减|压缩|精[简炼]|简[练短洁略明]|概括|删减|少写|字[数儿]?[再更]?少|啰嗦"), SHORTER),
    (re.compile(r"长[一些点]|[写更再]得?[更再]?长|[拉加]长|展开|扩[写充展]|详[细尽]|充实|丰富|多写|字[数儿]?[再更]?多"), LONGER),
    (re.compile(r"具体[一些点]|[写更]得?[更再]?具体"), LONGER),
)
# An instruction of nothing but these words asks for another length and for nothing else.
_LENGTH_ONLY = re.compile(
    r"(?:请|帮我|麻烦|再|把|将|给我|这一?[段节]|本[段节]|第[一二三四五六七八九十\d]+[段]|最后一段|全[文段节]|整[体段节]|篇幅|内容|文字|正文|段落|字数|长度"
    r"|写|得|改|变|调|弄|稍微?|略微?|尽量|尽可能|适当|一[下写些]|一点儿?|点儿?|些|短|长|精[简炼]|简[练短洁略明]|概括|压缩|缩[短减]|删减|扩[写充展]"
    r"|展开|详[细尽]|充实|丰富|具体|加|减|太|过|啰嗦|繁琐|简单|笼统|单薄|了|吧|的|更|少|多|一半|减半|翻倍|一倍|控制|在|到|至|成|为|约|大概|左右|上下|以[内上]|\d+\s*字?"
    r"|不要|别|要|可以"
    r"|[，,。！\s])+"
)


def wanted_length(instruction: str) -> int | None:
    """The number of characters an instruction names."""
    found = _LENGTH.search(instruction)
    return int(found[1]) if found else None


def wanted_factor(instruction: str) -> float | None:
    """The multiple of its length that a text is wanted at, where an instruction says so in words (再短一些, 展开写)."""
    return next((factor for words, factor in _FACTORS if words.search(instruction)), None)


def is_length_only(instruction: str) -> bool:
    """Whether an instruction asks for another length and for nothing else."""
    asks = wanted_length(instruction) is not None or wanted_factor(instruction) is not None
    return asks and _LENGTH_ONLY.fullmatch(instruction) is not None


def cut_down(text: str, limit: int, is_sound: Callable[[str], bool]) -> str:
    """`text` without the sentences, then the clauses, that it can do without, from its end on, until it has at most `limit` characters.

    `is_sound` says whether a text still tells what it must; what comes out is sound, or `text` itself.
    """
    for split in (split_sentences, split_clauses):
        for piece in reversed(split(text)):
            if len(text) <= limit:
                return text
            shorter = _without(text, piece)
            if shorter and is_sound(shorter):
                text = shorter
    return text


def _without(text: str, piece: Span) -> str:
    """`text` without a piece of it and the mark behind that; the clause before ends the sentence where the piece did."""
    before, after = text[: piece.start], text[piece.end :]
    mark = "" if piece.text[-1] in "。！？" else after[:1]
    after = after[len(mark) :]
    if mark in ("。", "！", "？", "") and before[-1:] in ("，", "；", "："):
        before = before[:-1] + (mark or "。")
    return before + after
