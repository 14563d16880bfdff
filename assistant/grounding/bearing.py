"""Which way a number points: up or down, from or to, planned or done. A number that points another way is another number."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from typing import Literal, NamedTuple

from assistant.text.sentences import Span

_UP = re.compile(r"增|提高|提升|上升|多|升|超")
_DOWN = re.compile(r"降|减|少|缩短|节|回落")
_WAY = re.compile(r"(?:增加|增长|增|提高|提升|上升|多|升至|升到|超|下降|降低|降|减少|减|少|缩短|节约|节省|回落)(?:了|到|至|为|幅|约|近)*$")
_FROM = re.compile(r"(?:由|从)[^，,。；;]{0,10}$")
_TO = re.compile(r"(?:到|至|升为|降为|变为|增为|调整为|改为|扩为)(?:年末|年底|目前|现在)?的?$")
_PLANNED = re.compile(r"(?<!占年)(?<!度)计划(?!的|指标|任务|数|书)|力争|争取|明年|下一步|拟|目标|打算|新的一年|确保|不少于|不低于|至少")
_PAST = re.compile(r"(?:比|较|与|同)(?:[\d〇零一二三四五六七八九]{4}年|上年|去年|往年)")
_DONE = re.compile(r"全年(?!计划|不少于)|今年|一年来|年内|累计|已|先后|本年度|截至")
_PLAN_HEADING = re.compile(r"计划|打算|下一步|思路|安排|展望|努力方向")
_SUMMARY_HEADING = re.compile(r"总结|回顾|报告|述职")  # a title such as 工作总结及工作计划 speaks of both
_PLAN_OPENING = re.compile(r"下一步|明年|新的一年|今后|下一年|来年")
_LONGEST_HEADING = 40
_FINAL = "。！？!?；;…"

Tense = Literal["", "planned", "done"]


class Bearing(NamedTuple):
    """The ways of one number; an empty string where nothing says."""

    way: str = ""
    role: str = ""
    tense: Tense = ""

    def opposes(self, other: Bearing) -> bool:
        """Whether one goes up and the other down, or one is where the other starts from."""
        return _differ(self.way, other.way) or _differ(self.role, other.role)

    def other_time(self, other: Bearing) -> bool:
        """Whether one is planned and the other done."""
        return _differ(self.tense, other.tense)


def _differ(one: str, other: str) -> bool:
    return bool(one and other and one != other)


def bearing(before: str, *, tense: Tense = "") -> Bearing:
    """The bearing of a number by the sentence up to it; `tense` is that of the section: a plan stays one whatever a sentence says."""
    return Bearing(_way(before), _role(before), tense if tense == "planned" else _tense(before) or tense)


def tenses(text: str, sentences: Sequence[Span], told: Container[int], tense: Tense) -> list[Tense]:
    """The tense of the section each sentence stands in; `tense` where nothing says.

    A heading about plans alone holds until the next heading, 下一步 until the end of its paragraph. Headings are short lines without a
    final mark that hold no number; `told` are the sentences that do.
    """
    found, section, paragraph = [], tense, tense
    for number, sentence in enumerate(sentences):
        if not sentence.start or text[sentence.start - 1] == "\n":
            paragraph = section
            if number not in told and len(sentence.text) <= _LONGEST_HEADING and sentence.text[-1] not in _FINAL:
                section = paragraph = "planned" if _plans(sentence.text) else tense
        if _PLAN_OPENING.search(sentence.text):
            paragraph = "planned"
        found.append(paragraph)
    return found


def _plans(heading: str) -> bool:
    return bool(_PLAN_HEADING.search(heading)) and not _SUMMARY_HEADING.search(heading)


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


def _tense(before: str) -> Tense:
    before = _PAST.split(before)[-1]
    planned, done = (max((m.start() for m in cue.finditer(before)), default=-1) for cue in (_PLANNED, _DONE))
    if planned == done:
        return ""
    return "planned" if planned > done else "done"
