"""Last year's facts file as this year's questions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.errors import FactsError
from assistant.facts.blanks import GAP, blank_value, with_blanks
from assistant.facts.layout import Entry, Group, Value, facts_text
from assistant.facts.load import BLANK
from assistant.facts.model import Fact, FactKind, FactsFile
from assistant.facts.topics import Topics, parts
from assistant.text.sentences import split_clauses
from assistant.text.slots import find_slots
from assistant.text.spans import Slot

HEAD = """\
事实清单：由{old}年的清单变来，每条上面的说明是当年的写法。
把 ____ 换成{new}年的情况；用不着的整行删去，没有问到的另加一行。还留着 ____ 的行不会写进报告。
行首有井号的条目没有数字可换：今年仍然如此的，去掉井号，照今年的情况改好。"""
KEPT = "今年仍然存在的，去掉行首的井号"
PLANNED = "当年计划的完成情况"

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# What makes a plan of a text, and says nothing of what was done.
_INTENT = re.compile(
    r"^(?:(?:20\d\d年|全年)?(?:计划|力争|争取|确保|拟|打算|预计)再?)|(?:不少于|不低于|至少|不超过|力争)|(?<=[\d_\u4e00-\u9fff])以上$"
)


def rolled_over(facts: FactsFile) -> str:
    """The text of next year's facts file.

    Numbers and dates become blanks, the year and those beside it the next; names stay. Plans are asked for again, and so is
    what came of them. What has no number is left out as a comment. Raises FactsError for a file without a year.
    """
    if facts.year is None:
        raise FactsError(f"{facts.path or '事实清单'} 没有写年度", "请加一行“年度: 2025”，写明是哪一年的清单")
    years = range(facts.year - 1, facts.year + 2)
    known = _all(facts, "fact")
    asked = Topics()
    lists = [
        ("facts", "做了哪些工作", [Group("", [_entry(f, years, asked) for f in known]), *_plans_kept(facts, years, asked)]),
        ("problems", "存在的不足", [Group(KEPT, [Entry(f.text, left_out=True) for f in _all(facts, "problem")]), OPEN_PROBLEM]),
        ("plans", "下一年的打算", [Group("", [_entry(f, years, Topics()) for f in _all(facts, "plan")]), OPEN_PLAN]),
    ]
    return facts_text(HEAD.format(old=facts.year, new=facts.year + 1), _values(facts, years), lists)


OPEN_PROBLEM = Group("", [Entry(f"在{GAP}方面，还存在{GAP}的不足")])
OPEN_PLAN = Group("", [Entry(f"计划{GAP}")])


def _all(facts: FactsFile, kind: FactKind) -> list[Fact]:
    """Facts and open questions of one kind in the order of the file."""
    return sorted((f for f in (*facts.facts, *facts.questions) if f.kind == kind), key=lambda f: int(f.id[1:]))


def _values(facts: FactsFile, years: Sequence[int]) -> list[Value]:
    given = [
        Value("type", facts.report_type),
        Value("title", facts.title and _later(facts.title, years)),
        Value("org", facts.org),
        Value("short_names", facts.short_names or None),
        Value("year", years[-1]),
        Value("addressee", facts.addressee),
    ]
    return [v for v in given if v.value is not None] + [Value("date", None, "落款的日期；可以不写")]


def _entry(fact: Fact, years: Sequence[int], asked: Topics) -> Entry:
    """A fact as a question, with its old wording above; one without anything to ask for as a comment."""
    text = _question(fact.text, years)
    if not BLANK.search(text):
        return Entry(text, fact.section, fact.source, left_out=True)
    for part in _pieces(text):
        asked.finish(part)
    remark = "" if BLANK.search(fact.text) else f"{years[1]}年：{fact.text}"
    return Entry(text, fact.section, fact.source, remark)


def _plans_kept(facts: FactsFile, years: Sequence[int], asked: Topics) -> Iterator[Group]:
    """What came of last year's plans, as far as no other question asks for it."""
    entries = []
    for plan in facts.of("plan"):
        text = _INTENT.sub("", _question(plan.text, years))
        if not BLANK.search(text):
            text = f"{text.rstrip('。；')}，{GAP}"
        if not all(asked.of(part).done for part in _pieces(text)):
            entries.append(Entry(text, plan.section, remark=f"{years[1]}年的计划：{plan.text}"))
    if entries:
        yield Group(PLANNED, entries)


def _pieces(text: str) -> list[str]:
    """What a question asks for, clause by clause."""
    return [part for clause in split_clauses(text) if GAP in clause.text for part in parts(clause.text)]


def _question(text: str, years: Sequence[int]) -> str:
    """`text` with blanks for what changes from year to year: numbers and dates, and what was named together with a date."""
    slots = find_slots(text)
    dated = any(s.kind == "date" for s in slots)
    changing = ("quantity", "date", "quoted", "title") if dated else ("quantity", "date")
    changed = [(s, blank) for s in slots if s.kind in changing and (blank := _blank(s, years))]
    blanked = with_blanks(text, [s for s, _ in changed], [blank for _, blank in changed])
    return _later(blanked, years)


def _blank(slot: Slot, years: Sequence[int]) -> str | None:
    """What stands for a slot; a year in a date stays to be counted on."""
    year = _YEAR.match(slot.value) if slot.kind == "date" else None
    if year is None:
        return blank_value(slot)
    rest = blank_value(Slot(slot.start + year.end(), slot.end, "date", slot.value[year.end() :].lstrip("年")))
    return f"{year[0]}年{rest}" if rest else None


def _later(text: str, years: Sequence[int]) -> str:
    """`text` with the report's year and those beside it one later; other years (成立于2009年) stay."""
    return _YEAR.sub(lambda m: str(int(m[0]) + (int(m[0]) in years)), text)
