"""What a passage is for (总述, 成绩, 问题, 计划, 结尾), by rule: from its headings, its place and its first words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.samples.passages import Kind

_NEXT = r"下一?步|下一?阶段|下一?年|下半年|明年|来年|新一年|新的一年|今后"
_YEAR = r"(?P<year>20\d\d|[XxＸ×]{2,4})年"
_WORK = r"计划|打算|思路|安排|规划|举措|措施|重点|目标|任务|方向|展望|设想|要点|工作$"

PROBLEM_HEADING = re.compile(
    r"(存在|正视|直面|查摆|剖析|检视|反思|看到).{0,8}(问题|不足|短板|差距|困难|薄弱)|^[^补强弥克破]{0,6}(短板|不足|差距|弱项)"
    r"([、，及与和]?(短板|不足|差距|弱项|问题))+|(问题|不足|短板|差距|薄弱环节)(及|与|和|、|分析|原因|清单|$)|不足之处|原因分析|主要问题"
)
# Problems of others that were solved are work done.
SOLVED_HEADING = re.compile(
    r"^[^\u4e00-\u9fff]*(?:[一二三四五六七八九十]+[、)）])?(?:着力|聚力|切实|努力|及时)?(?:解决|破解|化解|攻克|回应|办好)"
)
PLAN_HEADING = re.compile(
    rf"({_NEXT}).{{0,14}}({_WORK})|^.{{0,6}}(工作)?(计划|打算|思路|设想|规划|展望)$|努力方向|(^|[、）.．\s与及和])(整改|改进)(措施|方向|思路)|"
    r"下一?步|下一?阶段|明年|来年"
)
# What a heading with a year is about: plans of a later year than the report's, or of any year in so many words.
YEAR_HEADING = re.compile(rf"{_YEAR}.{{0,14}}({_WORK})")
PLAN_WORD = re.compile(r"计划|打算|思路|规划|展望|设想|要点|方向|安排|目标")
LOOK_BACK = re.compile(r"完成|回顾|总结|落实情况|开展情况")
PART_HEADING = re.compile(r"第[一二三1-3]部分|(总结|回顾)$")
CLOSING_START = re.compile(r"^(以上|[特专]此|总之|综上|各位|同志们|让我们|雄关漫道)")
# A closing promises in general words: no count, no first and second point.
CLOSING_PROMISE = re.compile(r"(将|让我们|决心).*(贡献|答卷|奋|作为|前进|篇章|力量|承诺|胜利|辉煌|大坝|堡垒)")
POINT = re.compile(r"^\s*([（(]?[一二三四五六七八九十\d]{1,2}[）)、.．是]|第[一二三四五六七八九十][，,、]|首先|其次|最后)")
LONGEST_CLOSING = 220

# What a query says about the kind of passage it wants.
QUERY_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("problem", re.compile(r"不足|问题[:：]|存在.{0,4}问题|短板|差距|薄弱|不够|不强|不到位|有待|欠缺|不高")),
    (
        "plan",
        re.compile(r"下一?步|下一?阶段|下一?年|明年|来年|新一年|新的一年|今后|打算|计划(是|:|：)|将(继续|进一步|要)|工作计划|努力方向"),
    ),
    ("closing", re.compile(r"结尾|结束语|结语|表态|以上(报告|汇报)")),
    ("intro", re.compile(r"总述|开头|引言|导语|帽段|前言")),
)


def kind_of(heading: Sequence[str], text: str, *, opening: bool = False, ending: bool = False, year: int | None = None) -> Kind:
    """The kind of a passage under `heading` (outermost first) of a report on `year`.

    `opening`: it stands before the first heading, or in the first paragraph. `ending`: it is among the last two paragraphs.
    The outermost heading that decides wins: 整改 inside 成绩 stays done.
    """
    if ending and _closes(text):
        return "closing"
    for title in heading:
        if PROBLEM_HEADING.search(title) and not SOLVED_HEADING.search(title):
            return "problem"
        if PLAN_HEADING.search(title) or _is_later(title, year):
            return "plan"
    if opening and (not heading or (len(heading) == 1 and PART_HEADING.search(heading[0]))):
        return "intro"
    return "done"


def _is_later(title: str, year: int | None) -> bool:
    """Whether a heading speaks of the work of a year to come (2023年主要工作 in a report on 2022)."""
    m = YEAR_HEADING.search(title)
    if m is None or LOOK_BACK.search(title):
        return False
    return bool(PLAN_WORD.search(title)) or (m["year"].isdigit() and year is not None and int(m["year"]) > year)


def _closes(text: str) -> bool:
    if len(text) > LONGEST_CLOSING or POINT.match(text):
        return False
    return bool(CLOSING_START.match(text) or CLOSING_PROMISE.search(text))


def kind_wanted(query: str) -> Kind | None:
    """The kind of passage a query asks for in so many words, or None."""
    return next((kind for kind, pattern in QUERY_KINDS if pattern.search(query)), None)
