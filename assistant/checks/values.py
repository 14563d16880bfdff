"""The numbers of a document with what they count: which total a part belongs to, which measure a value is of."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from assistant.checks.matching import HAN, compiled
from assistant.text.quantities import Quantity

if TYPE_CHECKING:
    from assistant.checks.analysis import Analysis


class Breakdown(NamedTuple):
    """A total with the parts given for it, each in the total's unit; `labels` is what is said about each part."""

    total: Quantity
    parts: tuple[Quantity, ...]
    labels: tuple[str, ...]
    trigger: str


_BEFORE_TOTAL = 24
_TRIGGER = r"其中|包括|分别(?:是|为)|（(?=[^（）\n]*\d[^（）\n]*[、，；][^（）\n]*\d[^（）\n]*）)"
_SUM_AFTER = r"(?:共计|合计|总计|一共)(?:\d|[一二三四五六七八九十百千万])"
_ENDS = r"[。；\n]"


def base(quantity: Quantity) -> Fraction | None:
    """The exact value in the base unit of its class, None where it is a range or an approximation."""
    if quantity.approx != "exact" or quantity.low is None or quantity.low != quantity.high:
        return None
    return quantity.low * quantity.factor


def comparable(a: Quantity, b: Quantity) -> bool:
    """Whether two values count in the same measure."""
    return a.unit == b.unit or (a.unit_class == b.unit_class and a.unit_class in ("length", "area", "mass"))


def breakdowns(doc: Analysis) -> Iterator[Breakdown]:
    """The totals of the text with their parts, as 其中, 包括, 分别为 or a bracket introduce them, or 共计 closes them."""
    for match in compiled(_TRIGGER).finditer(doc.text):
        total = _total_before(doc, match.start())
        if total is not None:
            end = _end(doc, match)
            parts = [q for q in doc.between(match.end(), end) if comparable(q, total) and base(q) is not None and not q.ordinal]
            parts = [q for q in parts if not _in_brackets(doc.text, match.end(), q.start)]
            if parts:
                yield Breakdown(total, tuple(parts), _labels(doc, match.end(), parts), match[0])
    yield from _summed_after(doc)


def _total_before(doc: Analysis, offset: int) -> Quantity | None:
    """The value that stands shortly before a trigger, in its paragraph and sentence."""
    low = max(doc.sentence(max(offset - 1, 0))[0], offset - _BEFORE_TOTAL)
    found = [q for q in doc.between(low, offset) if not q.ordinal and not q.percent and base(q) is not None]
    return found[-1] if found else None


def _end(doc: Analysis, match: object) -> int:
    start, trigger = match.end(), match[0]  # type: ignore[attr-defined,index]
    if trigger == "（":
        return doc.text.find("）", start)
    stop = compiled(_ENDS).search(doc.text, start)
    return stop.start() if stop else len(doc.text)


def _in_brackets(text: str, start: int, offset: int) -> bool:
    return text.count("（", start, offset) > text.count("）", start, offset)


def _labels(doc: Analysis, start: int, parts: list[Quantity]) -> tuple[str, ...]:
    """What stands between one part and the next: before each number, and what directly follows it."""
    labels = []
    for part in parts:
        after = compiled(rf"[{HAN}]{{0,8}}").match(doc.text, part.end)
        labels.append(doc.text[start : part.start] + (after[0] if after else ""))
        start = part.end
    return tuple(labels)


def _summed_after(doc: Analysis) -> Iterator[Breakdown]:
    """甲3次、乙2次，共计5次."""
    for match in compiled(_SUM_AFTER).finditer(doc.text):
        here = doc.between(match.start(), match.end() + 12)
        if not here or base(here[0]) is None:
            continue
        total, low = here[0], doc.sentence(match.start())[0]
        parts = [q for q in doc.between(low, match.start()) if comparable(q, total) and base(q) is not None and not q.ordinal]
        if len(parts) > 1 and not compiled("其中|包括|分别").search(doc.text, low, match.start()):
            yield Breakdown(total, tuple(parts), _labels(doc, low, parts), "共计")


# Words that tell parts apart; parts told apart in two ways (女党员, 本科以上) may overlap.
_WAYS = (
    "男|女",
    "少数民族|汉族",
    "岁|青年|中青年|老年",
    "学历|学位|本科|大专|研究生|硕士|博士|中专|高中",
    "职称|高级|中级|初级|技师|工程师",
    "正式|预备|积极分子|发展对象",
    "在职|在岗|退休|离休|流动",
    "国家级|省级|市级|区级|县级|部级|集团级|公司级",
    "优秀|合格|称职|良好|先进",
    "书记|委员|干部|中层|一线|班组长",
)
_COMPLETE = (("男", "女"), ("正式", "预备"), ("在职", "退休"), ("在岗", "退休"), ("少数民族", "汉族"), ("合格", "不合格"))


def overlap(labels: tuple[str, ...]) -> bool:
    """Whether parts are told apart in more than one way, so that their sum means nothing."""
    ways = {number for number, way in enumerate(_WAYS) for label in labels if compiled(way).search(label)}
    return len(ways) > 1


def partition(labels: tuple[str, ...]) -> bool:
    """Whether the parts plainly make up the whole (男 and 女, 正式 and 预备)."""
    said = "".join(labels)
    return any(all(word in said for word in pair) for pair in _COMPLETE)


class Measure(NamedTuple):
    """A value with the name of what it measures and the scope it holds for (periods and bodies named beside it)."""

    name: str
    scope: frozenset[str]
    quantity: Quantity


_VERBS = (
    "开展|组织|召开|举办|举行|进行|完成|实施|共|累计|全年|先后|共计|总共|合计|已|了|积极|认真|定期|分别|今年|本年|年内|一年来|今年以来|全年共|集中|"
    "支部|党支部|我支部|我们|本支部|达到|达|为|有|是|到|组织党员|年度|截至目前|目前|主动|及时|坚持|牵头|通过|和|并|还|又|其中|以来|实现|上报|"
    "现|全部|专门|深入|按期|按时|切实"
)
_SUFFIXES = "(?:活动|工作|会议|同志|情况|任务|等|的|了|人员|方面|内容|左右)+$"
_GENERIC = frozenset(
    [
        "活动",
        "会议",
        "培训",
        "学习",
        "人员",
        "党员",
        "干部",
        "职工",
        "群众",
        "问题",
        "建议",
        "意见",
        "项目",
        "制度",
        "措施",
        "任务",
        "工作",
        "参加",
        "参与",
        "覆盖",
        "惠及",
        "受益",
        "服务",
        "投入",
        "资金",
        "金额",
        "增加",
        "增长",
        "减少",
        "提高",
        "比",
        "较",
        "每",
        "平均",
        "以上",
        "其他",
        "各类",
        "多",
        "另",
        "占",
        "达成",
        "收到",
        "解决",
        "提出",
        "整改",
        "办理",
        "印发",
        "发放",
        "制作",
        "形成",
        "整理",
        "家",
        "户",
        "名",
        "教育",
        "讲座",
        "走访",
        "慰问",
        "检查",
        "提升",
        "查摆",
        "排查",
        "发现",
        "征集",
        "协调",
    ]
)
_PERIODS = r"每|[上下]半年|[一二三四1-4]季度|\d{1,2}月|[一二三四五六七八九十]+月|去年|上年|明年|同期|近[三五两\d]年|[三五]年来|累计|其中|人均|平均|计划|目标|力争|确保|预计|以来|截[至止]|应|分别"
_BODIES = rf"第[一二三四五六七八九十\d]+(?:党支部|支部|党小组|小组|标段|分公司|项目)|[{HAN}]{{2,6}}(?:支部|党小组|科室|车间|班组|分公司|社区|村|处|室|部)(?=[^，。]{{0,4}}$)|集团|公司党委|上级|局党委|各支部|各党支部|总支"


def measures(doc: Analysis) -> Iterator[Measure]:
    """The exact values of the summary with what they measure, where the text names it in more than a general word."""
    for quantity in doc.quantities:
        if quantity.ordinal or quantity.percent or base(quantity) is None or doc.in_plan(quantity.start) or quantity.unit in ("", "号"):
            continue
        name = _name(doc, quantity)
        if name and name not in _GENERIC and len(name) > 2:
            yield Measure(f"{name}|{quantity.unit_class}", _scope(doc, quantity), quantity)


def _name(doc: Analysis, quantity: Quantity) -> str:
    """What a value counts: 主题党日 of 开展主题党日活动17次 and of 17次主题党日活动."""
    before = compiled(rf"[{HAN}“”]*$").search(doc.text, max(quantity.start - 20, doc.sentence(quantity.start)[0]), quantity.start)
    lead = compiled(rf"^(?:{_VERBS})+").sub("", (before[0] if before else "").replace("“", "").replace("”", ""))
    after = compiled(rf"[{HAN}“”]{{0,14}}(?![{HAN}“”])").match(doc.text, quantity.end)
    trail = (after[0] if after else "").replace("“", "").replace("”", "")
    name = compiled(_SUFFIXES).sub("", lead)
    if not name:
        name = compiled(_SUFFIXES).sub("", trail)
    elif name in ("发展", "培养", "转正", "吸收", "慰问", "表彰") and trail:
        name += compiled(_SUFFIXES).sub("", trail)
    return name


def _scope(doc: Analysis, quantity: Quantity) -> frozenset[str]:
    start, end = doc.sentence(quantity.start)
    said = doc.text[start : quantity.start] + doc.text[quantity.end : min(quantity.end + 4, end)]
    return frozenset(compiled(_PERIODS).findall(said) + compiled(_BODIES).findall(said))
