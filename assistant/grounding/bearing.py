"""Which way a number points: up or down, from or to, planned or done. A number that points another way is another number."""

from __future__ import annotations

import re
from typing import NamedTuple

_UP = re.compile(r"增|提高|提升|上升|多|升|超")
_DOWN = re.compile(r"降|减|少|缩短|节|回落")
_WAY = re.compile(r"(?:增加|增长|增|提高|提升|上升|多|升至|升到|超|下降|降低|降|减少|减|少|缩短|节约|节省|回落)(?:了|到|至|为|幅|约|近)*$")
_FROM = re.compile(r"(?:由|从)[^，,。；;]{0,10}$")
_TO = re.compile(r"(?:到|至|升为|降为|变为|增为)$")
_PLANNED = re.compile(r"计划|力争|争取|明年|下一步|拟|目标|打算|新的一年|确保")
_DONE = re.compile(r"全年(?!计划|不少于)|今年|一年来|年内|累计|已|先后|本年度|截至")


class Bearing(NamedTuple):
    """The ways of one number; an empty string where nothing says."""

    way: str = ""
    role: str = ""
    tense: str = ""

    def differences(self, other: Bearing) -> int:
        """In how many respects both say something and not the same."""
        return sum(bool(a and b and a != b) for a, b in zip(self, other, strict=True))


def bearing(before: str, *, planned: bool = False) -> Bearing:
    """The bearing of a number by the sentence up to it; `planned` where it comes from a plan."""
    return Bearing(_way(before), _role(before), "planned" if planned else _tense(before))


def _way(before: str) -> str:
    match = _WAY.search(before)
    if match is None:
        return ""
    return "up" if _UP.match(match.group()) else "down"


def _role(before: str) -> str:
    clause = re.split(r"[，,；;。]", before)[-1]
    if _TO.search(clause) and re.search("由|从", clause):
        return "to"
    return "from" if _FROM.search(clause) and not _TO.search(clause) else ""


def _tense(before: str) -> str:
    last = {name: max((m.start() for m in cue.finditer(before)), default=-1) for name, cue in (("planned", _PLANNED), ("done", _DONE))}
    if max(last.values()) < 0:
        return ""
    return max(last, key=lambda name: last[name])
