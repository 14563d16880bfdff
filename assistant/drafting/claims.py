"""Claims: what a draft says of deeds, arrangements and faults that nobody gave, or that only a worked example of the prompt says.

They hold no value, so that grounding does not see them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.drafting.repeats import SHORTEST, cut
from assistant.samples.passages import Kind
from assistant.text.pairs import shared
from assistant.text.sentences import Span, split_clauses, split_sentences

# What somebody did or set up: true of a unit only if its facts say so.
_DEED = re.compile(
    r"开展|举[办行]|召开|制定|修订|印发|出台|成立|设立|建立|组建|搭建|推行|实行|打造|创建|开设|编印|聘请|邀请|选派|签订|参观|观看|走访|慰问|培训"
    r"|检查|排查|推出|启动|完善|健全|评选|表彰|建成|荣获|获得|获评|解决了|取得了|指示"
    r"|(?<![党群团级])组织(?!生活|功能|保证|保障|观念|的|体系|设置|建设|优势|力|者|上|领导|和|、)"
)
# Under whom or with whose help something was done: nobody but who was named so, word for word.
_UNDER = re.compile(r"在[^，。；]{2,14}(?:领导|指导|支持|帮助|配合|努力)下")
_PART_OF = re.compile(r"其中(?:包括)?[，：]?")
# Faults that are never a matter of style: said of a unit only if its facts say so.
_GRAVE = re.compile(r"违[纪规法]|腐败|事故|造假|作假|虚报|瞒报|失职|渎职|受贿|投诉|上访|严重|恶劣|混乱|涣散|敷衍|应付")
# A plan told as done.
_DONE = re.compile(r"^一?年来|^今年以来|圆满完成|已经")
_OF_KIND: dict[Kind, tuple[re.Pattern[str], ...]] = {"problem": (_GRAVE,), "plan": (_DONE,)}
# A clause that only leads over to the next: alone it says nothing.
_LEADS = re.compile(r"^(?:通过|围绕|针对|为了|随着|结合|依托|按照|根据|在.{1,12}(?:中|下|时|上|后|过程))")
_VALUE = re.compile(r"[\d“《]|[一二三四五六七八九十百]+[次期名个项篇场人户]")
# A clause that has this share of its pairs of characters from what was given tells what was given.
GIVEN = 0.5


def without_claims(text: str, given: str, kind: Kind) -> str:
    """`text` without the clauses that claim a deed or a fault of which `given` (facts and points) says nothing.

    What carries a value stays: grounding judges it. A paragraph that would be left with nothing stays as it is.
    """
    kept = "".join(_without(s.text, claims(s.text, given, kind)) for s in split_sentences(text))
    return kept or text


def without_parts(text: str, given: str) -> str:
    """`text` with no figure told as part of another one (其中) where no fact tells it so."""
    return text if "其中" in given else _PART_OF.sub("", text)


def without_worked(text: str, worked: str, given: str) -> str:
    """`text` without the clauses that a worked example of the prompt says word for word and `given` does not; may be empty."""
    return "".join(_without(s.text, [c for c in split_clauses(s.text) if _is_worked(c.text, worked, given)]) for s in split_sentences(text))


def _is_worked(clause: str, worked: str, given: str) -> bool:
    return len(clause) >= SHORTEST and clause in worked and shared(clause, given) < GIVEN


def claims(text: str, given: str, kind: Kind) -> list[Span]:
    """The clauses of `text` that claim what nobody gave."""
    return [c for c in split_clauses(text) if _is_claim(c.text, given, kind)]


def _is_claim(clause: str, given: str, kind: Kind) -> bool:
    if _VALUE.search(clause):
        return False
    if any(under.group() not in given for under in _UNDER.finditer(clause)):
        return True
    patterns = (_DEED, *_OF_KIND.get(kind, ()))
    return any(p.search(clause) for p in patterns) and shared(clause, given) < GIVEN


def _without(sentence: str, gone: Sequence[Span]) -> str:
    """`sentence` without these of its clauses; empty where nothing is left that says something."""
    if not gone:
        return sentence
    kept = [c for c in split_clauses(sentence) if c not in gone]
    if not kept or (len(kept) == 1 and _LEADS.search(kept[0].text) and not _VALUE.search(kept[0].text)):
        return ""
    for clause in reversed(gone):
        sentence = cut(sentence, clause.start, clause.end)
    return sentence
