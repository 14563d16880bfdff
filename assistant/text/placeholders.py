"""Gaps that somebody has yet to fill: XXX, 20XX年, X月X日, ××, ___, ***, 某某."""

from __future__ import annotations

import re
from typing import NamedTuple

from assistant.text.patterns import compiled

_MASK = r"[XxＸｘ×✕╳]"
# Words in which a lone X is a letter: X光, 维生素X, X射线.
NO_GAP = r"光|射线|线|染色体|日均线|轴|型|坐标|档|级|证|战警|[A-Za-z+＋-]"
_UNIT_AFTER = (
    r"(?=[年月日号次个名位人场期项条件份元万亿千百余多届批台套户家所座栋亩吨篇册本部支期轮遍份%％市县区省镇乡村局公司厂校院部门单位支党同书主委"
    r"学小中大组、，。；：“”《》（）\s]|纪念|活动|系统|项目|工程|街道|社区|$)"
)
_PATTERN = compiled(
    rf"""
      (?:20|19|二[〇○零])(?:{_MASK}{{2}}(?!{_MASK})|_{{2,}}|[*＊]{{2}}|□{{2}})\s?年?度?
    | 20[0-4](?:{_MASK}|_|[*＊])\s?年?度?
    | {_MASK}{{1,2}}月{_MASK}{{1,2}}[日号]
    | (?<![A-Za-z0-9]){_MASK}{{2,}}(?!{_MASK}|[A-WYZa-wyz]|染色体)
    | (?<=\d){_MASK}{{2,}}(?=[人次个名年月日万元件份场期项])
    | (?<![A-Za-z0-9素×+＋.])[XxＸ×](?!{NO_GAP}){_UNIT_AFTER}
    | [*＊]{{2,}} | (?<![A-Za-z0-9])[*＊](?=[一-鿿])
    | _{{2,}} | ＿{{2,}} | □{{2,}} | [○〇]{{2,}}(?=[市县区镇乡村局公司党支院校同年月])
    | 某某+ | 某(?=[省市县区镇乡村局厂校院](?!级|些|种|个)|公司|集团|单位|医院|学校|街道|社区|同志)
    """,
    re.VERBOSE,
)


class Gap(NamedTuple):
    """A gap: `text` stands at `start:end`."""

    start: int
    end: int
    text: str


def find_gaps(text: str) -> list[Gap]:
    """Return the gaps of `text` in order; a gap in a year or date covers it (20XX年度, X月X日)."""
    return [Gap(*m.span(), m.group()) for m in _PATTERN.finditer(text)]
