"""NM: numbers that contradict each other, and forms of numbers."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import accumulate

from assistant.checks.analysis import Analysis
from assistant.checks.breakdowns import Breakdown, base, breakdowns, overlap, partition
from assistant.checks.counted import counted_phrases, headed_lists
from assistant.checks.matching import Match, any_of, matches, matching
from assistant.checks.measures import measures
from assistant.checks.model import Hit, Rule
from assistant.checks.rates import wrong_pairs, wrong_rates, wrong_shares
from assistant.checks.tables import table_sums
from assistant.text.patterns import compiled

_NUMERALS = "GB/T 15835—2011 《出版物上数字用法》"


def _number(value: Fraction) -> str:
    """A value as people write it: 12, 3.5, 3500万."""
    for scale, name in ((10**8, "亿"), (10**4, "万")):
        if value >= scale and value % (scale // 100) == 0:
            return f"{float(value / scale):g}{name}"
    return f"{float(value):.10g}"


def _parts_differ(doc: Analysis) -> Iterator[Hit]:
    for given in breakdowns(doc):
        total = base(given.total) or Fraction(0)
        parts = [base(part) or Fraction(0) for part in given.parts]
        if _contradicts(given, total, parts):
            said = "＋".join(_number(part / given.total.factor) for part in parts)
            real = _number(sum(parts, Fraction(0)) / given.total.factor)
            stop = max(given.total.end, given.parts[-1].end)
            start = min(given.total.start, given.parts[0].start)
            yield Hit(start, stop, f"分项相加为{real}（{said}），与“{given.total.text}”不符")


def _contradicts(given: Breakdown, total: Fraction, parts: list[Fraction]) -> bool:
    """Whether the parts cannot be those of the total: one is larger, or they are a division of it that does not add up."""
    whole = sum(parts, Fraction(0))
    if total == 0 or total in accumulate(parts):  # 30名，其中正式28名、预备2名，积极分子4名: what follows is no part
        return False
    if max(parts) > total and given.trigger != "共计":
        return True
    if len(parts) < 2 or overlap(given.labels):
        return False
    off = abs(whole - total)
    if partition(given.labels):
        return off <= total
    if whole > total and given.trigger == "其中":
        return whole <= 2 * total
    room = Fraction(1, 4) if len(parts) > 2 or given.trigger == "共计" else Fraction(3, 20)
    return off <= max(total * room, min(total / 3, Fraction(1)))


def _tables_differ(doc: Analysis) -> Iterator[Hit]:
    for found in table_sums(doc):
        text = f"“{found.label}”各项相加为{_number(found.real)}，合计写的是{_number(found.given)}"
        yield Hit(found.start, found.end, text)


def _rates_differ(doc: Analysis) -> Iterator[Hit]:
    for wrong in (*wrong_rates(doc), *wrong_pairs(doc), *wrong_shares(doc)):
        yield Hit(wrong.start, wrong.end, wrong.message)


def _measures_differ(doc: Analysis) -> Iterator[Hit]:
    """One measure with two values, where no period or body beside them tells them apart."""
    first: dict[tuple[str, frozenset[str]], tuple[Fraction, str, int]] = {}
    for measure in measures(doc):
        value = base(measure.quantity) or Fraction(0)
        here = doc.number(measure.quantity.start)
        known = first.setdefault((measure.name, measure.scope), (value, measure.quantity.text, measure.quantity.start))
        if known[0] != value and doc.number(known[2]) != here:
            name = measure.name.partition("|")[0]
            where = doc.locate(known[2])[0].index
            text = f"“{name}”前面（第{where}段）是{known[1]}，这里是{measure.quantity.text}"
            yield Hit(measure.quantity.start, measure.quantity.end, text)


def _count_phrases(doc: Analysis) -> Iterator[Hit]:
    for start, end, message in (*counted_phrases(doc), *headed_lists(doc)):
        yield Hit(start, end, message)


_DIGITS = r"\d一二三四五六七八九十百千两"
_N = r"(?:\d[\d,.]*|[一二三四五六七八九十百千两]+)[万亿]?"


_NEARLY = r"(?:大约|将近|接近|超过|不足|至少|最多|(?<![签预节合公邀制契条履附最邻临靠亲])(?:近|约)|逾|(?<![赶反])超)$"


def _doubled_approximation(doc: Analysis) -> Iterator[Hit]:
    """A number with 余 or 多 behind another word of approximation: 近百余人."""
    if doc.characters.isdisjoint("余多"):
        return
    for match in matches(doc, rf"{_N}[余多](?!年来)[万亿]?", begins=_DIGITS):
        word = compiled(_NEARLY).search(doc.text, max(match.start() - 4, 0), match.start())
        if word:
            yield Hit(word.start(), match.end(), f"“{doc.text[word.start() : match.end()]}”约数叠用，留一个")


def _kilo_unit(doc: Analysis, match: Match) -> bool:
    return doc.text[match.end() : match.end() + 1] in "瓦克米卡伏焦帕赫牛字"


RULES = (
    Rule(
        code="NM001",
        severity="error",
        title="分项之和与总数不符",
        reason="“其中”列出的各项应与总数对得上，任何一项都不能超过总数",
        source="实务：数据勾稽一致",
        advice="核对台账，改总数或分项",
        find=_parts_differ,
        bad=(
            "共开展活动10次，其中集中学习6次、观看影片1次、参观2次。",
            "现有党员30名，其中正式党员28名、预备党员3名。",
            "培训20人次，其中骨干25人次。",
            "召开党员大会4次、支委会12次、党课4次，共计22次。",
            "全年处置隐患36项（重大隐患2项、一般隐患33项）。",
        ),
        good=(
            "共开展9次主题党日活动，其中学习教育6次，观看影片1次，参观教育基地2次。",
            "现有党员30名，其中女党员8名，本科以上学历25名。",
            "全年办实事20件，其中为老旧小区加装电梯3件。",
            "现有党员30名，其中女党员8名、少数民族党员2名。",
        ),
    ),
    Rule(
        code="NM002",
        severity="error",
        title="表格合计不符",
        reason="合计行、合计列应等于各项之和",
        source="实务：表内数据勾稽一致",
        advice="核对各项后改正",
        find=_tables_differ,
        bad=("统计表\n| 支部 | 党员 | 培训 |\n|---|---|---|\n| 一支部 | 12 | 3 |\n| 二支部 | 15 | 4 |\n| 合计 | 28 | 7 |",),
        good=(
            "统计表\n| 支部 | 党员 |\n|---|---|\n| 一支部 | 12 |\n| 二支部 | 15 |\n| 合计 | 27 |",
            "统计表\n| 项目 | 数量 |\n|---|---|\n| 甲 | 1 |\n| 乙 | 2 |\n| 小计 | 3 |\n| 丙 | 4 |\n| 小计 | 4 |\n| 合计 | 7 |",
            "统计表\n| 支部 | 到会率 |\n|---|---|\n| 一支部 | 95% |\n| 合计 | 96% |",
        ),
    ),
    Rule(
        code="NM003",
        severity="error",
        title="比率与数值不符",
        reason="到会率、完成率、占比、增幅应能由文中的数值算出来",
        source="实务：数据勾稽一致；两个百分数相减的差用“百分点”",
        advice="重新计算后改正",
        find=_rates_differ,
        bad=(
            "应到50人，实到45人，到会率95%。",
            "现有职工60人，党员18人，占职工总数的35%。",
            "由200万元增长到250万元，增长20%。",
            "满意率由85%提高到90%，提高5%。",
        ),
        good=(
            "应到50人，实到45人，到会率90%。",
            "应到52人，实到45人，到会率86.5%。",
            "满意率由85%提高到90%，提高5个百分点。",
            "由200万元增长到250万元，增长25%。",
        ),
    ),
    Rule(
        code="NM004",
        severity="warning",
        title="同一指标前后数值不同",
        reason="同一件事在两处写了不同的数",
        source="实务：数据前后一致",
        advice="核对台账；口径或期间不同的，写明口径和期间",
        find=_measures_differ,
        bad=(
            "工作总结\n全年开展主题党日活动17次。\n组织生活规范，开展主题党日活动15次。",
            "工作总结\n发放慰问金3.5万元。\n发放慰问金3万元。",
        ),
        good=("上半年开展主题党日活动7次。\n全年开展主题党日活动15次。", "第一党支部开展主题党日12次。\n第二党支部开展主题党日11次。"),
    ),
    Rule(
        code="NM005",
        severity="warning",
        title="概括的数与列举的项数不符",
        reason="“五学”应有五个“学”，“三宽四有”应有三个“宽”四个“有”",
        source="实务：数字概括与所列一致",
        advice="核对所列各项，补上缺的或改概括语",
        find=_count_phrases,
        bad=(
            "推行领导带头学、支部集中学、党员自主学、线上灵活学的“五学”模式。",
            "做到“三深入”：深入班组、深入一线。",
            "健全三项制度，即学习制度、考勤制度。",
        ),
        good=(
            "建设视野宽、渠道宽、人脉宽，有计划、有分工、有检查、有总结的“三宽四有”团队。",
            "开展“四学”：领导带头学、支部集中学、党员自主学、线上灵活学。",
        ),
    ),
    Rule(
        code="NM006",
        severity="warning",
        title="约数叠用",
        reason="“近”“约”与“余”“多”“左右”都表示约数，只用一个",
        source=f"{_NUMERALS}；《现代汉语八百词》",
        advice="留一个表示约数的词",
        find=any_of(
            _doubled_approximation,
            matching(
                rf"(?:大约|大概|约|近|将近|接近)有?(?:大约|大概|近|将近|接近)(?={_N})",
                "“{text}”约数叠用，留一个",
                needs="约近",
                begins="大概约近将接",
            ),
            matching(rf"{_N}余[万亿]余|{_N}余[^，。；、\n\d]{{0,3}}(?:左右|上下)", "“{text}”约数叠用，留一个", needs="余", begins=_DIGITS),
            matching(r"\d[\d,.]*(?:多余|余多)(?=[人名次个户件万亿元])", "“{text}”约数叠用，留一个", words="多余|余多", begins=r"\d"),
            matching(
                rf"{_N}[^，。；、\n\d]{{0,3}}(?:以上|以下)(?:左右|上下)",
                "“{text}”约数叠用，留一个",
                words="以上左右|以下左右|以上上下|以下上下",
                begins=_DIGITS,
            ),
        ),
        bad=("惠及近百余人。", "开展约20余次。", "采购2000余万余元。", "大约近30人参加。", "30余人左右"),
        good=("近年来成效明显", "2000余万元", "近百人", "约30人", "签约3多家"),
    ),
    Rule(
        code="NM007",
        severity="warning",
        title="数字与单位写法不当",
        reason="阿拉伯数字后不用“千”“百”作单位；起止数字都要带“万”“亿”“%”",
        source=f"{_NUMERALS}4.1.2、5.1.3",
        advice="如“4000元”“9亿～16亿元”“15%～30%”",
        find=any_of(
            matching(
                r"\d[\d.]*[百千](?:\d[百十]?)?(?=[元人名个次户吨家条件项株亩册份篇余多度斤公])",
                "“{text}”应写成阿拉伯数字，如4000",
                needs="百千",
                begins=r"\d",
                unless=_kilo_unit,
            ),
            matching(
                r"(?<![\d.年月日第至到\-—～])(?P<at>\d+(?:\.\d+)?)(?:～|~|－|-|—|至|到)\d+(?:\.\d+)?(?:万(?!州)|亿|[%％])",
                "起止两个数都要带单位：“{text}”后面缺单位",
                needs="万亿%％",
                begins=r"\d",
            ),
            matching(r"\d万\d[千百](?=[元人名个次户])", "“{text}”应写成阿拉伯数字，如1.5万", needs="千百", begins=r"\d"),
            matching(r"(?<=\d)人/次", "“{text}”应为“人次”", words="人/次"),
            matching(r"(?<=[\d万余多])(?:个)?平方(?=[，。；、）]|$)", "“{text}”应为“平方米”", words="平方"),
        ),
        bad=("节约4千元。", "投入9～16亿元。", "下降15-30%。", "捐款1万5千元。", "培训30人/次。"),
        good=("投入1.5万元", "装机5千瓦", "9亿～16亿元", "15%～30%", "两千元"),
    ),
)
