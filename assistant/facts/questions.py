"""Questions for a facts file: what the samples of a report type tell with a figure, a date or a name of their own."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.facts.blanks import GAP, blank_value, with_blanks
from assistant.facts.topics import Topic, Topics, parts
from assistant.samples.passages import Passage
from assistant.text.sentences import Span, split_clauses
from assistant.text.spans import Slot

SHORTEST, LONGEST = 4, 24  # characters of a question besides its blanks
MOST_BLANKS = 4
OTHERS = 0.25  # what a sample of another report type counts
TOLD_OFTEN = 2  # a thing told by so many samples may be asked for in a word or two (党课)
SHORTEST_TOPIC = {"percent": 5}  # other things by as many characters; of what a share is, more must be said
SHORTEST_OTHER = 3
LIKEWISE = 0.3  # parts told by this share of the samples that tell the foremost part are asked for with it

_LEAD = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]+[）).．、]|[一二三四五六七八九十]是|其中|先后|并且?|共(?=[组开完举撰推收])|累计|还|也|且|同时|今年|到?年底前?|我)+"
)
# What hangs on a clause before it, tells of one occasion, or names no thing.
_HANGING = re.compile(
    r"^(?:占|比|较|同比|由|从|平均|人均|均|达到?|其余|其他|被|把|将|以|为|使|让|向|对|在|是|即|每|至今|连续|一次|提前|变|归并|立行立改|重点任务|用____|紧扣|围绕|聚焦|"
    r"确立|采取|树立|牢记|针对|结合|按照|根据|通过|承担|已|共|限期|当场|公布|完成整改|年内办结|解决问题|发现|____(?:任|同志|个|件|小时|天|名为))|当选|岁|任务.*任务|第____|"
    r"[于由从至把将在以]$|上升|下降|提高|增长|减少|缩短|延长|降低|压减|压缩|迅速|以下|以上|件事|项工作|推动____"
)
_ONLY_NAMED = re.compile(r"“____”(?!.*____)(?!.*(?:品牌|课堂|讲堂))")

Known = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Question:
    """A text with blanks; `weight` is how many samples tell such a thing, `told` what some of them say, with their headings."""

    text: str
    weight: float
    told: tuple[str, ...] = field(default=(), compare=False)


def questions_of(passages: Iterable[Passage], report_type: str, known: Known) -> list[Question]:
    """The questions of these passages, those of most samples first; each thing is asked for once.

    Samples of another type than `report_type` count less. `known` tells whether a text is in the words of the genre and holds
    nothing of a sample: others are left out. A sample's values are blanks.
    """
    asked: dict[str, list[Passage]] = defaultdict(list)
    topics = Topics()
    for passage in passages:
        weight = 1.0 if passage.report_type == report_type else OTHERS
        for text in asked_in(passage):
            asked[text].append(passage)
            for part in parts(text):
                topics.of(part).samples[passage.document] = weight
    return sorted(_chosen(asked, topics, known), key=lambda q: -q.weight)


def asked_in(passage: Passage) -> Iterator[str]:
    """The clauses of a passage that give a value, with blanks for it."""
    for clause in split_clauses(passage.text):
        slots = [s for s in passage.slots if clause.start <= s.start and s.end <= clause.end]
        if slots and (text := _asked(clause, slots)):
            yield text


def _asked(clause: Span, slots: Sequence[Slot]) -> str | None:
    blanks = ["" if slot.kind == "person" else blank_value(slot) for slot in slots]
    moved = [Slot(s.start - clause.start, s.end - clause.start, s.kind, s.value) for s in slots]
    if None in blanks:
        return None
    text = _LEAD.sub("", with_blanks(clause.text, moved, [b or "" for b in blanks]))
    told = len(text.replace(GAP, ""))
    sound = 0 < text.count(GAP) <= MOST_BLANKS and SHORTEST <= told <= LONGEST
    return text if sound and not _HANGING.search(text) and not _ONLY_NAMED.search(text) else None


def _chosen(asked: Mapping[str, Sequence[Passage]], topics: Topics, known: Known) -> Iterator[Question]:
    """The questions: whole ones first, then what is left of those that were asked for in part."""
    wordings = Counter({text: len(passages) for text, passages in asked.items()})

    def rank(text: str) -> tuple[float, ...]:
        found = parts(text)
        return (-_weight(found, topics), -len(found), text.count("“") + text.count("《"), -wordings[text], len(text))

    ranked = sorted(asked, key=rank)
    for whole in (True, False):
        for text in ranked:
            left = [part for part in parts(text) if not topics.of(part).done]
            if left and (len(left) == len(parts(text)) or not whole) and _sound(left, topics) and known("、".join(left)):
                for part in left:
                    topics.finish(part)
                told = tuple(" ".join([*p.heading, p.text]) for p in asked[text])
                yield Question("、".join(left), _weight(left, topics), told)


def _weight(found: Sequence[str], topics: Topics) -> float:
    """How many samples tell what a question asks for: the foremost part where all are told nearly as often, else the average."""
    weights = [topics.of(part).weight for part in found]
    return max(weights) if min(weights) >= LIKEWISE * max(weights) else sum(weights) / len(weights)


def _sound(found: Sequence[str], topics: Topics) -> bool:
    """Whether it is clear what each part asks for."""
    return all(_tells(topics.of(part)) for part in found)


def _tells(topic: Topic) -> bool:
    size = len(topic.name)
    return size >= SHORTEST_TOPIC.get(topic.unit, SHORTEST_OTHER) or (size > 1 and topic.weight >= TOLD_OFTEN)
