"""DT: years, dates and periods that contradict each other, the calendar, or the report's own year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as calendar_date

from assistant.checks.analysis import Analysis
from assistant.checks.clock import impossible_times, reversed_spans
from assistant.checks.lexicon import rows
from assistant.checks.matching import matches
from assistant.checks.model import Hit, Rule
from assistant.checks.periods import stale_goals, stray_years
from assistant.checks.years import PLAN_HEADING
from assistant.text.dates import Date
from assistant.text.patterns import compiled

PRACTICE = "实务：同一报告的年度、期间前后一致"
_MASKED_YEAR = r"(?<!\d)20[XxＸ×*＊]{2}年"
_STATED = "工作总结|工作情况|情况汇报|情况报告|工作报告|述职|总结如下|汇报如下|报告如下|工作汇报"
_REPORTING = rf"(?<!\d)(?P<at>(?P<y>(?:19|20)\d\d)年(?:度)?)[^，。；\n]{{0,14}}?(?:{_STATED})"
_BEFORE = 80  # characters looked at before a year
_ABOUT_OTHERS = "印发|文件|传达|听取|审议|对照|根据|按照|《|上年|去年|相比|同期"


def _years_differ(doc: Analysis) -> Iterator[Hit]:
    """The year of the title against those of headings and opening, of the date below, and of masked years in the text."""
    years = doc.years
    if not years or not doc.title_span:
        return
    start, end = doc.title_span
    if compiled(r"(?:19|20)\d\d").search(doc.text, start, end):
        masked = len(compiled(_MASKED_YEAR).findall(doc.text, end))
        if masked:
            yield Hit(start, end, f"标题是{years[0]}年，正文有{masked}处年份仍打着码")
    yield from _other_reporting_year(doc, years)
    yield from _signed_in_other_year(doc, years)


def _other_reporting_year(doc: Analysis, years: tuple[int, ...]) -> Iterator[Hit]:
    allowed = {*years, years[-1] + 1}
    for match in matches(doc, _REPORTING, begins="12"):
        if doc.title_span and match.start() < doc.title_span[1]:
            continue
        line, offset = doc.locate(match.start())
        before = line.text[max(offset - _BEFORE, 0) : offset]
        if not (line.level or offset < 60 or "现将" in before) or compiled(_ABOUT_OTHERS).search(before):
            continue
        year = int(match["y"])
        planned = year == years[-1] + 1 and compiled(PLAN_HEADING).search(line.text)
        if year not in years and not planned:
            yield Hit(match.start("at"), match.end("at"), f"标题是{_said(years)}，这里是{year}年")
    for paragraph, start in zip(doc.paragraphs, doc.starts, strict=True):
        if paragraph.level and compiled(PLAN_HEADING).search(paragraph.text):
            found = compiled(r"(?:19|20)\d\d(?=年)").search(paragraph.text)
            if found and int(found[0]) not in allowed - {years[0]} and not compiled("总结|完成|落实情况").search(paragraph.text):
                at = start + found.start()
                yield Hit(at, at + 5, f"报告是{_said(years)}的，下一年计划写成了{found[0]}年")


_EARLIEST = 10  # the month from which a year's report may be signed


def _said(years: tuple[int, ...]) -> str:
    return "、".join(f"{year}年" for year in years)


def _signed_in_other_year(doc: Analysis, years: tuple[int, ...]) -> Iterator[Hit]:
    """The date under the text: of the report's year or the next."""
    for paragraph, start in list(zip(doc.paragraphs, doc.starts, strict=True))[-4:]:
        text = paragraph.text
        found = compiled(r"^\s*((?:19|20)\d\d)年(\d{1,2})月\d{1,2}日\s*$").match(text)
        if not found or paragraph.part != "body":
            continue
        at, end = start + found.start(1), start + len(text.rstrip())
        if int(found[1]) not in {*years, years[-1] + 1}:
            yield Hit(at, end, f"落款是{found[1]}年，报告是{_said(years)}的")
        elif (
            int(found[1]) == years[0]
            and len(years) == 1
            and int(found[2]) < _EARLIEST
            and compiled("年(?:度|终)?[^半季月]{0,30}总结").search(doc.document.title)
        ):
            yield Hit(at, end, f"全年的总结，落款却是{found[1]}年{found[2]}月，早于年底", severity="warning")


def _stray_years(doc: Analysis) -> Iterator[Hit]:
    for date in stray_years(doc):
        yield Hit(date.start, date.end, f"报告是{doc.year}年的，这里写的是{date.text}的工作")


_FEW = 3
_RETROSPECT = r"今年(?!以来|的?(?:工作|经验|成绩|成效|情况|总结|基础|做法)|取得|已|完成了|开展了|上半年|存在)"


def _relative_time(doc: Analysis) -> Iterator[Hit]:
    """今年 in a plan that calls the same time 明年; where 今年 is the rule, the report was given in the year of its plan."""
    if "今年" not in doc.text:
        return
    planned = [match for match in compiled(_RETROSPECT).finditer(doc.text) if doc.in_plan(match.start())]
    next_year = any(doc.in_plan(match.start()) for match in compiled("明年|来年|下一年").finditer(doc.text))
    if next_year and len(planned) <= _FEW:
        for match in planned:
            yield Hit(match.start(), match.end(), "计划中用“今年”，别处用“明年”或写明下一年，时间基准不一致")


_CUT_OFF = r"截[至止](?:到|于)?(?=\d|[一二三四五六七八九十])"


def _cut_offs(doc: Analysis) -> Iterator[Hit]:
    """Counts up to different days of one year."""
    if "截" not in doc.characters:
        return
    ends = {match.end(): match.start() for match in compiled(_CUT_OFF).finditer(doc.text)}
    first: dict[int | None, Date] = {}
    for date in doc.dates:
        if date.start not in ends or date.grain not in ("day", "part", "month"):
            continue
        year = date.last.year if date.last.year != doc.year else None
        known = first.setdefault(year, date)
        if (known.last.month, known.grain, known.last.day) != (date.last.month, date.grain, date.last.day):
            yield Hit(ends[date.start], date.end, f"统计截止时间不一致：前面是“{known.text}”，这里是“{date.text}”")


def _impossible(doc: Analysis) -> Iterator[Hit]:
    for date in doc.dates:
        if not date.exists:
            yield Hit(date.start, date.end, f"没有“{date.text}”这个日期")
    for start, end in impossible_times(doc):
        yield Hit(start, end, f"没有“{doc.text[start:end]}”这个时间")


def _stale(doc: Analysis) -> Iterator[Hit]:
    for start, end in stale_goals(doc):
        text = f"年度总结中仍写“{doc.text[start:end]}”是将来的目标，可能没有更新"
        yield Hit(start, end, text, severity="warning")


_AHEAD = "迎接|喜迎|将召开|即将|召开在即|筹备|献礼|胜利召开做"


def _anachronisms(doc: Analysis) -> Iterator[Hit]:
    """Events of a later year than the report's own; in a plan, than the year after."""
    if not doc.years or max(doc.years) < 2000:
        return
    for words, year in rows("events.tsv"):
        known = max(doc.years)
        if int(year) <= known or (len(doc.years) == 1 and int(year) > known + 20):
            continue
        if not doc.has_any(words):
            continue
        for match in compiled(words).finditer(doc.text):
            sentence = doc.text[slice(*doc.sentence(match.start()))]
            if int(year) == doc.years[0] + 1 and doc.in_plan(match.start()):
                continue
            if not compiled(_AHEAD).search(sentence):
                yield Hit(match.start(), match.end(), f"报告是{_said(doc.years)}的，“{match[0]}”是{year}年的事")
                break


_ACROSS_YEARS = "学年|供暖|采暖|冬|跨年|次年|翌年|年度"


def _wrong_order(doc: Analysis) -> Iterator[Hit]:
    """Periods that end before they begin, and weekdays that are not those of their dates."""
    for start, end in reversed_spans(doc.text):
        yield Hit(start, end, f"“{doc.text[start:end]}”先后颠倒")
    for number, date in enumerate(doc.dates):
        first, last = date.first, date.last
        if first.month and last.month and first.year == last.year and (first.month, first.day or 0) > (last.month, last.day or 31):
            if not compiled(_ACROSS_YEARS).search(doc.text[max(date.start - 6, 0) : date.end + 6]):
                yield Hit(date.start, date.end, f"“{date.text}”先后颠倒")
        elif first.year and last.year and first.year > last.year:
            yield Hit(date.start, date.end, f"“{date.text}”先后颠倒")
        if date.grain == "weekday" and number:
            yield from _weekday(doc, doc.dates[number - 1], date)


def _weekday(doc: Analysis, day: Date, weekday: Date) -> Iterator[Hit]:
    between = doc.text[day.end : weekday.start]
    year, month, number = day.first
    year = year or doc.year
    if between.strip("（(，, ") or not (year and month and number and day.exists) or day.first != day.last:
        return
    wanted = calendar_date(year, month, number).isoweekday()
    if weekday.count != wanted:
        yield Hit(weekday.start, weekday.end, f"{year}年{month}月{number}日是星期{'一二三四五六日'[wanted - 1]}")


RULES = (
    Rule(
        code="DT001",
        severity="error",
        title="标题年份与正文不一致",
        reason="标题、开头、各部分标题和落款说的应是同一年度",
        source=PRACTICE,
        advice="核对报告年度，统一年份",
        find=_years_differ,
        bad=(
            "2021年度党支部工作总结\n现将2022年度工作情况汇报如下：\n一、学习教育\n组织学习。",
            "2021年机关党支部工作报告\n20XX年，支部组织学习。",
            "2023年工作总结\n全年组织学习。\n二、2023年工作计划\n抓好学习。",
        ),
        good=(
            "2023年工作总结及2024年工作计划\n现将2023年工作总结和2024年计划汇报如下：\n一、2023年工作总结\n学习。\n二、2024年工作计划\n学习。",
            "2023年工作总结\n全年组织学习。\n2024年1月5日",
        ),
    ),
    Rule(
        code="DT002",
        severity="warning",
        title="正文出现别的年份的工作",
        reason="一年的总结里写了另一年完成的工作，可能是上年的稿子没有改",
        source=PRACTICE,
        advice="核对年份；属于历史沿革或对比的，写明“上年”“自……以来”",
        find=_stray_years,
        yields_to=("DT001",),
        bad=("2023年党支部工作总结\n一、学习教育\n2022年全年完成集中学习12次。",),
        good=(
            "2023年党支部工作总结\n一、概况\n支部成立于2016年11月。\n比2022年增长5%。\n“十四五”期间开展工作。",
            "2023年工作总结\n2023年全年完成学习12次。",
        ),
    ),
    Rule(
        code="DT003",
        severity="warning",
        title="计划中的“今年”与“明年”混用",
        reason="同一份计划里“今年”和“明年”指的是同一年，读者会弄错时间",
        source=PRACTICE,
        advice="统一写明年份，如“2026年年底前”",
        find=_relative_time,
        bad=("2021年工作总结\n一、工作总结\n组织学习。\n二、2022年工作计划\n明年要抓好落实。预计于今年年底前制定制度。",),
        good=("2021年工作总结\n一、工作总结\n今年以来组织学习。\n二、2022年工作计划\n在今年工作基础上，明年抓好落实。",),
    ),
    Rule(
        code="DT004",
        severity="warning",
        title="统计截止时间不一致",
        reason="同一报告的数据应统计到同一时间",
        source=PRACTICE,
        advice="统一截止时间，或分别说明",
        find=_cut_offs,
        bad=("工作总结\n截至9月底，开展活动9次。\n截至10月底，培训20人。",),
        good=("工作总结\n截至10月底，开展活动9次。\n截至10月底，培训20人。", "截至2022年底有党员20名，截至2023年底有党员22名。"),
    ),
    Rule(
        code="DT005",
        severity="error",
        title="日期不存在或已经过时",
        reason="日历上没有的日期；年度总结里仍把年内的日子写成将来的目标",
        source="GB/T 7408；实务",
        advice="核对日期；已过的节点写明是否完成",
        find=lambda doc: (*_impossible(doc), *_stale(doc)),
        bad=(
            "2月30日召开大会。",
            "于13月5日完成。",
            "会议于25时召开。",
            "第五季度完成评比。",
            "2023年工作总结\n目前正全力向着“8.20”节点目标冲刺。",
        ),
        good=("2024年2月29日召开大会。", "2023年工作总结\n6月30日前完成了换届。", "2023年工作总结\n二、2024年计划\n力争6月底前完成。"),
    ),
    Rule(
        code="DT006",
        severity="warning",
        title="提到了后来才有的会议、活动",
        reason="报告年度里还没有发生的事，多半是从别的年份的稿子里抄来的",
        source="公开报道的会议、活动时间",
        advice="核对年份，换成当年的会议、活动",
        find=_anachronisms,
        bad=("2021年党支部工作总结\n一、学习教育\n深入学习党的二十大精神。",),
        good=(
            "2021年工作总结\n一、总结\n学习。\n二、2022年工作计划\n学习党的二十大精神。",
            "2021年工作总结\n一、总结\n以优异成绩迎接党的二十大。",
        ),
    ),
    Rule(
        code="DT007",
        severity="warning",
        title="起止颠倒或星期不符",
        reason="结束在开始之前，或写的星期不是那一天的星期",
        source="实务：查日历核对",
        advice="核对起止时间和星期",
        find=_wrong_order,
        bad=("6月至3月开展培训。", "活动从9月持续到6月。", "2023年5月1日（星期五）开会。"),
        good=("11月至次年3月供暖。", "3月至6月开展培训。", "2023年5月1日（星期一）开会。"),
    ),
)
