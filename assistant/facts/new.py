"""A new facts file for a type of report: what its samples tell, section by section, as questions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from assistant.drafting.fit import in_genre, words_of
from assistant.drafting.outline import Outline, OutlineSection
from assistant.drafting.route import route
from assistant.facts.blanks import GAP
from assistant.facts.layout import Entry, Group, Value, facts_text
from assistant.facts.model import Fact, FactKind
from assistant.facts.questions import Known, Question, questions_of
from assistant.samples.library import Library
from assistant.samples.passages import Kind, Passage

FEWEST, MOST = 4, 7  # questions a section
OFTEN = 1.25  # a thing told by so many samples is asked for, others only where there are too few
MOST_PLANS, MOST_TOPICS = 5, 4
MOST_PASSAGES = 3000

HEAD = """\
事实清单：报告里的数字、日期、名称只从这里来。这是一份空白的清单，问题由范文归纳而来。
把 ____ 换成本单位的情况；用不着的整行删去，没有问到的另加一行，一行写一件事。
还留着 ____ 的行不会写进报告，只会提醒您补上。写好后用 assistant facts check 检查。
每行写“键: 值”，冒号用英文半角，后面空一格；井号后面是说明。"""
PROBLEMS = "存在的不足，一条一个，实事求是；不写也可以"
PLANS = "下一年的打算，一条一件"
OPENING = "开头：基本情况"


def new_facts(outline: Outline, library: Library, year: int) -> str:
    """The text of a facts file whose questions come from the samples, those of this type of report first.

    Raises LibraryError where the library cannot be used, InputError where it is empty.
    """
    leaves = list(outline.leaves())
    known = _known(outline, library)
    done = questions_of(_passages(library, ("intro", "done"), outline.name), outline.name, known)
    kinds = {leaf.kind for leaf in leaves}
    lists = [("facts", "做了哪些工作", list(_groups(done, leaves)))]
    if "problem" in kinds:
        lists.append(("problems", PROBLEMS, [Group("", list(_topics(library, outline, "problem", "在{}方面，____", MOST_TOPICS)))]))
    if "plan" in kinds:
        plans = questions_of(_passages(library, ("plan",), outline.name), outline.name, known)
        entries = [Entry(q.text) for q in _enough(plans, MOST_PLANS)]
        lists.append(("plans", PLANS, [Group("", [*entries, *_topics(library, outline, "plan", "在{}方面，计划____", 2)])]))
    return facts_text(HEAD, _values(outline, year), lists)


def _values(outline: Outline, year: int) -> list[Value]:
    return [
        Value("type", outline.name),
        Value("org", None, "单位全称，用在开头和落款"),
        Value("short_names", [], "正文中的称呼，可以写几个，如 [第一党支部]；可以不写"),
        Value("year", year, "报告写的是哪一年"),
        Value("addressee", None, "报告送给谁；可以不写"),
        Value("date", None, "落款的日期，如 2025-12-20；可以不写"),
    ]


def _known(outline: Outline, library: Library) -> Known:
    """Whether a question is in the words of the genre or of the outline, and has no value of a sample."""
    own = "\n".join([outline.name, *(t for s in outline.leaves() for t in (s.title, s.guidance, *s.words))])
    own_words = frozenset(words_of(own))
    leaks = library.leaks()

    def known(text: str) -> bool:
        words = text.replace(GAP, "，")
        return in_genre(words, own, own_words) and not leaks.find(words)

    return known


def _passages(library: Library, kinds: Sequence[Kind], report_type: str) -> list[Passage]:
    """The passages of these kinds, those of the type first; of a large library only so many."""
    own = [p for kind in kinds for p in library.passages_of(kind, report_type)]
    others = (p for kind in kinds for p in library.passages_of(kind) if p.report_type != report_type)
    return list(islice((*own, *others), MOST_PASSAGES))


def _groups(questions: Iterable[Question], leaves: Sequence[OutlineSection]) -> Iterator[Group]:
    """The questions by section, each with what the section is about."""
    by_section: dict[int, list[Question]] = defaultdict(list)
    for question in questions:
        place = _place(question.text, leaves, question.told)
        if place is not None:
            by_section[place].append(question)
    for index, leaf in enumerate(leaves):
        if leaf.kind not in ("intro", "done") or not by_section[index]:
            continue
        chosen = _enough(by_section[index], MOST, FEWEST if leaf.title else 0)
        entries = [Entry(q.text, section=_declared(q.text, leaves, index)) for q in chosen]
        yield Group(f"{leaf.title or OPENING}：{leaf.guidance}" if leaf.title else OPENING, entries)


def _enough(questions: Sequence[Question], most: int, fewest: int = FEWEST) -> list[Question]:
    """Those that many samples tell, and as many of the others as make up for too few."""
    often = sum(q.weight >= OFTEN for q in questions)
    return list(questions[: min(max(often, fewest), most)])


def _place(text: str, leaves: Sequence[OutlineSection], told: Sequence[str] = (), kind: FactKind = "fact") -> int | None:
    """The section that a fact of this text belongs to; where its words do not say, the passages that tell such a thing do."""
    return route([Fact("F1", kind, text)], leaves, (lambda fact: told) if told else None).get("F1")


def _declared(text: str, leaves: Sequence[OutlineSection], index: int) -> str | None:
    """The section to name with a question, where its words alone would not lead there."""
    return None if _place(text, leaves) == index else leaves[index].title or None


def _topics(library: Library, outline: Outline, kind: Kind, wording: str, count: int) -> Iterator[Entry]:
    """Prompts for a problem or a plan in the fields where most samples have one."""
    done = [s for s in outline.leaves() if s.kind == "done"]
    passages = library.passages_of(kind, outline.name) or library.passages_of(kind)
    told = {(_place(p.text, done), p.document) for p in passages[:MOST_PASSAGES]}
    often = Counter(place for place, _ in told if place is not None)
    for place in sorted(range(len(done)), key=lambda i: (-often[i], i))[:count]:
        yield Entry(wording.format(subject(done[place].title)))


def subject(title: str) -> str:
    """What a section is about: 理论武装 of “强化理论武装，筑牢思想根基”."""
    first = title.partition("，")[0]
    return first[2:] if len(first) >= 6 else first
