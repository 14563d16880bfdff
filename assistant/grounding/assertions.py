"""Values that are no numbers: all of it (百分之百, 全覆盖, 全部整改), none of it (零投诉), a prize (一等奖), how often (每月)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.text.spans import Slot

Group = Literal["all", "none", "prize", "rhythm"]

_DONE = "完成|办结|整改|落实|到位|销号|转正|合格|达标|解决|兑现|通过|化解|签订|清零|收回|交纳|缴纳|参加|参训|覆盖"
_BAD = "投诉|事故|违纪|违规|违法|上访|信访|差错|失误|缺席|缺课|伤亡|发案|感染|返贫|积压"
_PATTERNS: tuple[tuple[Group, re.Pattern[str]], ...] = (
    ("all", re.compile(rf"百分之百|百分百|全覆盖|全部(?:{_DONE})|(?:均|悉数)已?(?:{_DONE})|无一(?:例外|缺席|遗漏)")),
    ("none", re.compile(rf"(?:零|0)(?:{_BAD})")),
    ("prize", re.compile(r"(?:特等|[一二三四]等|优胜|优秀组织|金|银|铜|优秀)奖|[一二三]等功|(?:冠|亚|季)军")),
    ("rhythm", re.compile(r"(?:每个?|逐|按)(?:半年|月|季度?|周|天|日|年)(?!度|龄|底|初|末|份|内)")),
)
_HOW_OFTEN = re.compile(r"^(?:每个?|逐|按)|(?<=季)度")
_MEANT = re.compile(r"(?:确保|力争|争取|推动|努力|力求|逐步|着力|推进|目标|要求|必须|做到|不得)[^，,。；;]{0,16}$")
_NOT = re.compile(r"(?:未|没有|尚未|不能|难以|不|并非)[^，,。；;]{0,4}$")


@dataclass(frozen=True, slots=True)
class Assertion:
    """What a text claims without a number; `text` stands at `start:end`."""

    start: int
    end: int
    text: str
    group: Group

    @property
    def slot(self) -> Slot:
        """The place of the assertion; it counts as a quantity."""
        return Slot(self.start, self.end, "quantity", self.text)

    def supports(self, other: Assertion) -> bool:
        """Whether this, said by a fact, lets a text say `other`: the same prize, or all of it in any words."""
        return self.group == other.group and (self.group == "all" or self._said == other._said)

    @property
    def _said(self) -> str:
        """The claim in one spelling: 零事故 for 0事故, 月 for 每月, 每个月 and 按月."""
        return _HOW_OFTEN.sub("", self.text).replace("天", "日") if self.group == "rhythm" else self.text.replace("0", "零")


def find_assertions(text: str) -> list[Assertion]:
    """The assertions of `text` in order; what is only meant (确保全覆盖) or denied (未全部完成) is none."""
    found = [Assertion(m.start(), m.end(), m.group(), group) for group, pattern in _PATTERNS for m in pattern.finditer(text)]
    return sorted((a for a in found if _is_claimed(text, a)), key=lambda a: a.start)


def _is_claimed(text: str, found: Assertion) -> bool:
    before = text[max(found.start - 24, 0) : found.start]
    return found.group in ("prize", "rhythm") or not (_MEANT.search(before) or _NOT.search(before))


def supporting(said: Assertion, facts: Iterable[tuple[str, Sequence[Assertion]]]) -> tuple[str, ...]:
    """The facts that let a text say `said`."""
    return tuple(fact for fact, claimed in facts if any(one.supports(said) for one in claimed))
