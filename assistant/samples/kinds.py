"""What a passage is for (总述, 成绩, 问题, 计划, 结尾), by rule: from its headings, its place and its first words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.samples.passages import Kind

_NEXT = r"下一?步|下一?阶段|下一?年|下半年|明年|来年|新一年|新的一年|今后|20\d\d年|[XxＸ×]{2,4}年"
_WORK = r"计划|打算|思路|安排|规划|举措|措施|重点|目标|任务|方向|展望|设想|要点|工作$"

PROBLEM_HEADING = re.compile(
    r"存在.{0,8}(问题|不足|短板|差距|困难|薄弱)|(问题|不足|短板|差距|薄弱环节)(及|与|和|、|分析|原因|清单|$)|不足之处|原因分析|主要问题"
)
PLAN_HEADING = re.compile(
    rf"({_NEXT}).{{0,14}}({_WORK})|^.{{0,6}}(工作)?(计划|打算|思路|设想|规划|展望)$|努力方向|(^|[、）.．\s与及和])(整改|改进)(措施|方向|思路)|"
    r"下一?步|下一?阶段|明年|来年"
)
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


def kind_of(heading: Sequence[str], text: str, *, opening: bool = False, ending: bool = False) -> Kind:
    """The kind of a passage under `heading` (outermost first).

    `opening`: it stands before the first heading, or in the first paragraph. `ending`: it is among the last two paragraphs.
    The outermost heading that decides wins: 整改 inside 成绩 stays done.
    """
    if ending and _closes(text):
        return "closing"
    for title in heading:
        if PROBLEM_HEADING.search(title):
            return "problem"
        if PLAN_HEADING.search(title):
            return "plan"
    if opening and (not heading or (len(heading) == 1 and PART_HEADING.search(heading[0]))):
        return "intro"
    return "done"


def _closes(text: str) -> bool:
    if len(text) > LONGEST_CLOSING or POINT.match(text):
        return False
    return bool(CLOSING_START.match(text) or CLOSING_PROMISE.search(text))


def kind_wanted(query: str) -> Kind | None:
    """The kind of passage a query asks for in so many words, or None."""
    return next((kind for kind, pattern in QUERY_KINDS if pattern.search(query)), None)
