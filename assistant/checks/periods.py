"""Times that do not fit the report's own year: another year's work told as its own, goals that were not brought up to date."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assistant.text.patterns import compiled

if TYPE_CHECKING:
    from assistant.checks.analysis import Analysis
    from assistant.text.dates import Date

_DONE = r"(?:全年|以来|度)?[，]?[^，。；、\n]{0,14}?(?:完成|开展|组织|召开|举办|发展|实现|培训|走访|慰问|共|累计|新增|推进|落实)"
_WHOLE_YEAR = (
    r"(?:全年|度?以来|度)?，(?:党支部|支部|总支|党总支|我们|全体党员|我支部|机关党总支)[^，。；\n]{0,4}(?:坚持|紧紧围绕|紧扣|认真|深入|扎实|以|在)"
    r"|(?:全年|度)?(?:工作)?，?(?:支部|党支部|总支)?取得了?"
)
_LOOKING_BACK = r"(?:回顾|总结)$"
_TO_COME = "将|拟|计划|预计|力争|确保|目标|规划|到|前|明年|来年|下一|打算|迎接|筹备|十四五|十五五"
_HISTORY = (
    "成立|组建|始建|建成|投产|同比|相比|比|较|增长|上年|自|从|历史|沿革|印发|文件|批复|〔|届|曾|荣获|获评|被评|表彰|授予|命名|入党|参加工作|"
    "毕业|转业|结转|遗留|开工|立项|签约|五年|至今|期间|周年|时期|以前|之前|版|修订|试行|到|力争|预计|将|年底前|起|巡察|巡视|审计|反馈|分别|连续"
)
_MOST_STRAYS = 3


def stray_years(doc: Analysis) -> Iterator[Date]:
    """Another year told as the year's own work; a report that does so often covers several years."""
    if len(doc.years) != 1:
        return
    strays = [date for date in doc.dates if date.first.year and _is_stray(doc, date)]
    if len(strays) <= _MOST_STRAYS:
        yield from strays


def _is_stray(doc: Analysis, date: Date) -> bool:
    year, own = date.first.year or 0, doc.year or 0
    if year == own or date.last.year != year or (year > own and doc.in_plan(date.start)) or doc.in_title(date.start):
        return False
    paragraph = doc.locate(date.start)[0]
    if paragraph.level or paragraph.is_title:
        return False
    sentence = doc.sentence(date.start)
    before, after = doc.text[max(sentence[0], date.start - 30) : date.start], doc.text[date.end : min(sentence[1], date.end + 60)]
    if compiled(_HISTORY).search(before + after[:24]):
        return False
    return _told(date, own, before, after)


def _told(date: Date, own: int, before: str, after: str) -> bool:
    """Whether what stands around a date of another year tells the work of that year as the report's."""
    year = date.first.year or 0
    if year > own:
        done = compiled("(?:全年|以来)").match(after) or (year > own + 1 and date.grain != "year" and compiled(_DONE).match(after))
        return bool(done) and not compiled(_TO_COME).search(before + after)
    whole = date.grain == "year"
    if own - year > _RECENT:
        return whole and bool(compiled(r"(?:度|，)?(?:全年|以来)").match(after) or compiled(r"，?全年").match(after))
    if whole and (compiled(_LOOKING_BACK).search(before) or compiled(_WHOLE_YEAR).match(after)):
        return True
    return bool(compiled(_DONE).match(after))


_RECENT = 2  # years back within which a date is more likely a slip than history


_GOAL_BEFORE = r"(?:正(?:全力|在)?|将于|即将|力争|预计|计划|确保|向着|冲刺|目标是?|拟于?)[^。；，\n]{0,10}[“]?$"
_GOAL_AFTER = r"[”]?(?:[^。；，\n]{0,6}(?:前|节点|目标|完成|竣工|投产|通车|交付|完工|冲刺))"
_SHORT_DATE = r"[“](?P<m>1[0-2]|[1-9])[.·](?P<d>3[01]|[12]\d|[1-9])[”](?=[^。；，\n]{0,4}(?:节点|目标))"


def stale_goals(doc: Analysis) -> Iterator[tuple[int, int]]:
    """Goals in the summary of a year whose day was within that year: told before the day, not brought up to date."""
    if not doc.year or not compiled("总结|述职|报告|汇报").search(doc.document.title):
        return
    for date in doc.dates:
        year, month = date.last.year or doc.year, date.last.month
        if date.grain in ("day", "part", "month") and month and month < 12 and year == doc.year and not doc.in_plan(date.start):
            yield from _goal(doc, date.start, date.end)
    for match in compiled(_SHORT_DATE).finditer(doc.text):
        if int(match["m"]) < 12 and not doc.in_plan(match.start()):
            yield from _goal(doc, match.start(), match.end())


def _goal(doc: Analysis, start: int, end: int) -> Iterator[tuple[int, int]]:
    before, after = doc.text[max(start - 24, 0) : start], doc.text[end : end + 20]
    if compiled(_GOAL_BEFORE).search(before) and compiled(_GOAL_AFTER).match(after):
        yield start, end
