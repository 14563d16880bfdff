"""FA: the report against the facts file and against the samples - the same judgement that drafting makes."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.analysis import Analysis
from assistant.checks.model import Example, Hit, Rule

_FACTS = "单位: 临江港务有限公司机关党支部\n年度: 2025\n事实:\n  - 现有党员16名\n  - 全年组织集体学习46次\n"
_SENTENCE = "支部把服务窗口搬到装卸现场，让船员和司机少跑一趟路、少等一刻钟，用实打实的变化换来口碑。"


def _values(doc: Analysis, *, contradicting: bool) -> Iterator[Hit]:
    """The values that the facts do not support; those that a sample has are told apart by FA004."""
    if doc.grounding is None:
        return
    for value in doc.grounding.violations:
        against = bool(value.contradicts) or value.status == "swapped"
        if value.status != "sample" and against is contradicting and not _is_page_number(doc, value.slot.start):
            yield Hit(value.slot.start, value.slot.end, value.reason or f"事实清单里没有“{value.slot.value}”")


def _is_page_number(doc: Analysis, offset: int) -> bool:
    """Whether `offset` stands in a header or footer that is nothing but the number of the page."""
    paragraph = doc.locate(offset)[0]
    return paragraph.part in ("header", "footer") and not paragraph.text.strip(_OF_A_PAGE)


_OF_A_PAGE = "0123456789 　-－—–·/第页共"


def _unknown(doc: Analysis) -> Iterator[Hit]:
    return _values(doc, contradicting=False)


def _contradicted(doc: Analysis) -> Iterator[Hit]:
    return _values(doc, contradicting=True)


def _unused(doc: Analysis) -> Iterator[Hit]:
    """Facts without a trace, reported at the title (or the first line), as they stand nowhere."""
    if doc.grounding is None or doc.facts is None:
        return
    start, _ = doc.title_span or (0, 0)
    texts = {fact.id: fact.text for fact in doc.facts.facts}
    for use in doc.grounding.uses.values():
        if use.status == "missing":
            yield Hit(start, start, f"事实 {use.fact} 没有写到：{texts[use.fact]}")


def _from_samples(doc: Analysis) -> Iterator[Hit]:
    """Values that only a sample has (where there are facts to tell), and runs of 30 and more characters of a sample."""
    for value in doc.grounding.violations if doc.grounding else ():
        if value.status == "sample":
            yield Hit(value.slot.start, value.slot.end, value.reason or f"“{value.slot.value}”来自范文")
    for run in doc.sample_runs:
        yield Hit(run.start, run.end, f"与范文逐字相同（{run.end - run.start}字）")


RULES = (
    Rule(
        code="FA001",
        severity="error",
        title="事实清单里没有的数值、名称",
        reason="稿件里的数、日期、单位、活动名称都应有依据",
        source="本单位的事实清单（-f）",
        advice="核对来源：写错的改正，确有其事的补进事实清单",
        find=_unknown,
        yields_to=("PH001", "PH002", "PH003", "PH004", "FX001", "FX004", "DT005"),
        bad=(Example("2025年度工作总结\n全年慰问困难职工27户。", _FACTS),),
        good=(Example("2025年度工作总结\n全年组织集体学习46次，现有党员16名。", _FACTS), "没有事实清单时不检查27户。"),
    ),
    Rule(
        code="FA002",
        severity="error",
        title="与事实清单矛盾",
        reason="同一件事，稿件和事实清单写的数不同",
        source="本单位的事实清单（-f）",
        advice="以核实后的数为准，统一改正",
        find=_contradicted,
        bad=(Example("2025年度工作总结\n现有党员18名，组织集体学习46次。", _FACTS),),
        good=(Example("2025年度工作总结\n现有党员十六名，组织集体学习46次。", _FACTS),),
    ),
    Rule(
        code="FA003",
        severity="warning",
        title="事实没有写到",
        reason="事实清单里的一条在稿件中找不到",
        source="本单位的事实清单（-f）",
        advice="补写，或从事实清单中删去",
        find=_unused,
        bad=(Example("2025年度工作总结\n现有党员16名。", _FACTS),),
        good=(Example("2025年度工作总结\n现有党员16名，组织集体学习46次。", _FACTS),),
    ),
    Rule(
        code="FA004",
        severity="error",
        title="来自范文的内容",
        reason="范文里的数值、名称，或大段原话，不是本单位的",
        source="本机的范文库；实务：范文只借写法",
        advice="换成本单位的事实，或用自己的话重写",
        find=_from_samples,
        bad=(
            Example(
                f"2025年度工作总结\n{_SENTENCE}\n全年组织集体学习46次，开展主题党日活动12次，为职工办实事9件，三项工作都有台账、有照片、有评议。",
                sample=f"党支部总结\n一年来，{_SENTENCE}",
            ),
        ),
        good=(Example("2025年度工作总结\n把服务送到码头一线。", sample=f"党支部总结\n{_SENTENCE}"),),
    ),
)
