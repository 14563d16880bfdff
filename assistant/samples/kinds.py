"""What a passage is for (总述, 成绩, 问题, 计划, 结尾), by rule: from its headings, its place and its first words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.samples.passages import Kind

_NEXT = r"下一?步|下一?阶段|下一?年|下半年|明年|来年|新一年|新的一年|今后|20\d\d年|[XxＸ×]{2,4}年"
_WORK = r"计划|打算|思路|安排|规划|举措|措施|重点|目标|任务|方向|展望|设想|工作$"

PROBLEM_HEADING = re.compile(
    r"存在.{0,8}(问题|不足|短板|差距|困难|薄弱)|(问题|不足|短板|差距|薄弱环节)(及|与|和|、|分析|原因|清单|$)|不足之处|原因分析|主要问题"
)
PLAN_HEADING = re.compile(
    rf"({_NEXT}).{{0,14}}({_WORK})|^.{{0,6}}(工作)?(计划|打算|思路|设想|规划|展望)$|努力方向|整改(措施|方向|思路)|改进(措施|方向)|"
    r"下一?步|下一?阶段|明年|来年"
)
DONE_HEADING = re.compile(r"总结|回顾|开展情况|完成情况|工作情况|主要(工作|做法|成效)|履职情况|履行.{0,10}情况|成绩|成效|做法|亮点|特色")
CLOSING_START = re.compile(
    r"^(以上|总之|综上|回顾(过去|一年)|展望|新的一年|面对新|站在新|成绩属于|各位|同志们|特此|我将|雄关漫道|使命|让我们)"
)

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


def kind_of(heading: Sequence[str], text: str, *, first: bool = False, last: bool = False) -> Kind:
    """The kind of a passage under `heading` (outermost first); `first` and `last` tell its place among the report's passages.

    The outermost heading that decides wins: 整改 inside 成绩 stays done. A passage before any heading is the introduction.
    """
    if last and CLOSING_START.match(text) and len(text) < 300:
        return "closing"
    for title in heading:
        if PROBLEM_HEADING.search(title):
            return "problem"
        if PLAN_HEADING.search(title):
            return "plan"
    if not heading:
        return "intro" if first else "closing" if last else "done"
    if first and len(heading) == 1 and DONE_HEADING.search(heading[0]):
        return "intro"
    return "done"


def kind_wanted(query: str) -> Kind | None:
    """The kind of passage a query asks for in so many words, or None."""
    return next((kind for kind, pattern in QUERY_KINDS if pattern.search(query)), None)
