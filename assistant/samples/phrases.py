"""Stock phrases: the sentences and clauses of a sample that say nothing particular, and are all that a model sees of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from assistant.text.body_words import unknown_runs
from assistant.text.dates import find_dates
from assistant.text.lexicon import public_spans, word_set
from assistant.text.quantities import find_quantities
from assistant.text.sentences import Span, split_clauses, split_sentences
from assistant.text.spans import Slot
from assistant.text.tokens import tokens
from assistant.text.vocabulary import cut, is_noun, rank

SHORTEST, LONGEST = 6, 45
_COMFORTABLE = 28  # longer phrases, taken over as they are, come near to copying
_RARE = 12_000  # words rarer than this belong to a trade (烘干, 虫害), not to the genre
_TRADE_WORDS = 2  # a phrase with so many of them is about one unit's work
# Groups of public terms that only units of one trade say (三级查房): public, but no word for the report of another trade.
_OF_TRADES = frozenset(["health", "schools", "justice", "enterprise", "countryside", "government"])

_LEAD = re.compile(
    r"^(?:[#*\s]+|[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十]+[是、要]|\d+[.．、]|第[一二三四五六七八九十]+[，,、]"
    r"|首先|其次|再次|最后|同时|此外|另外|另一方面|一方面|并且|从而|进而|因此|为此|对此|并(?!肩|重|举|轨|联)|还要|也要|又|且)[，,]?"
)
_DANGLING_START = re.compile(
    r"^(?:其|该|这|那|他|她|它|使|而|但|和|与|及|或|以及|即|如|例如|包括|等|的|了|却|则|因|由于|虽|尽管|不仅|不但|就是|也是|更是)"
)
_DANGLING_END = re.compile(
    r"(?:[的和与及或以为在对把将从向于由是有等中时后前使让被给如既]|以及|包括|例如|通过|按照|根据|围绕|结合|关于|针对|依托"
    r"|不仅|不但|虽然|其中|分别|成为|期间|之际|之后|以来|(?:方法|思想|认识|落实|能力|作风|工作|方面|机制)上)$"
)
_PERSONAL = re.compile(r"[我咱你您他她](?!国|党|为群众办实事|军|律)|各位|同志们|如下|：")
# Headings, and statements of fact that hold for one unit only.
_HEADING = re.compile(r"^.{0,13}(?:情况|做法|成效|问题|不足|差距|打算|思路|计划|安排|任务|措施|工作|体会|启示|经验)$")
_STATEMENT = re.compile(
    r"[没未](?:有)?(?:发生|出现|发现)|由.{2,30}(?:组成|构成)|改建|新建|扩建|[建办举送]了|^(?:截至|目前|其余|另外)"
    r"|被(?:评|授|确定|列|表彰|命名|推荐)|荣获|获评|获得.{0,12}(?:奖|称号|荣誉|表彰)"
)
# Deeds that a unit has done or not: they belong to the facts, also where nothing in them is a name (组织走进敬老院, 组建抢修小队).
_DEED = re.compile(
    r"成立|组建|设立|创办|开办|承办|邀请|聘请|特邀|走进(?!基层|一线|群众|车间|班组)|前往|来到|奔赴|赶赴|参观|瞻仰|重走|看望|观看|收看|开通|建成|建起|揭牌|签约|"
    r"研发|研制|捐[款赠资献]|发放|送去|送上|引进|修建|硬化|购置|竣工|投入使用|上线|改造|装修|获赠|收到.{0,6}(?:锦旗|感谢信)"
)
_OUTSIDE = re.compile(r"[A-Za-z0-9Ａ-Ｚａ-ｚ０-９〔〕#*<>{}|\\/_=@&％%×□]")
_PAIRS = ("“”", "‘’", "《》", "（）", "()", "「」", "【】")


def stock_phrases(text: str, slots: Sequence[Slot], *, longest: int = LONGEST) -> list[str]:
    """Return the reusable phrases of `text`, the best first, without doubles.

    A phrase holds no slot, no number, no relative year, no deed that a unit does once and no public term that belongs to certain
    years; it has SHORTEST to `longest` characters, begins and ends like a clause of its own, and its quotation marks are whole.
    """
    return list(_phrases(text, tuple(slots), longest))


@lru_cache(maxsize=8192)  # a plan asks for the phrases of the same passages again for each section
def _phrases(text: str, slots: tuple[Slot, ...], longest: int) -> tuple[str, ...]:
    taken = _taken(text, slots)
    found: dict[str, float] = {}
    for sentence in split_sentences(text):
        for start, end in _free_stretches(sentence, taken, longest):
            phrase = _trimmed(text[start:end])
            if SHORTEST <= len(phrase) <= longest and phrase not in found and _is_sound(phrase):
                found[phrase] = _score(phrase)
    return tuple(sorted(found, key=lambda phrase: -found[phrase]))


def _taken(text: str, slots: Sequence[Slot]) -> list[tuple[int, int]]:
    """Where something stands that must not be in a phrase."""
    spans = [(slot.start, slot.end) for slot in slots]
    spans += [(term.start, term.end) for term in public_spans(text) if term.dated]
    spans += [(quantity.start, quantity.end) for quantity in find_quantities(text)]
    spans += [(date.start, date.end) for date in find_dates(text)]
    return sorted(spans)


def _free_stretches(sentence: Span, taken: list[tuple[int, int]], longest: int) -> Iterator[tuple[int, int]]:
    """The longest runs of neighbouring clauses without anything taken, cut to the length wanted."""
    run: list[tuple[int, int]] = []
    for clause in split_clauses(sentence.text):
        start, end = sentence.start + clause.start, sentence.start + clause.end
        if any(a < end and start < b for a, b in taken):
            yield from _packed(run, longest)
            run = []
        else:
            run.append((start, end))
    yield from _packed(run, longest)


def _packed(run: Iterable[tuple[int, int]], longest: int) -> Iterator[tuple[int, int]]:
    """Join neighbouring clauses as long as they fit."""
    start = end = None
    for a, b in run:
        if start is not None and end is not None and b - start > longest:
            yield start, end
            start = None
        start, end = (a if start is None else start), b
    if start is not None and end is not None:
        yield start, end


def _trimmed(phrase: str) -> str:
    before = None
    while before != phrase:
        before, phrase = phrase, _LEAD.sub("", phrase).strip(" 　，,；;：:。、")
    return phrase


def _is_sound(phrase: str) -> bool:
    if _OUTSIDE.search(phrase) or _PERSONAL.search(phrase) or _DANGLING_START.match(phrase) or _DANGLING_END.search(phrase):
        return False
    if any(phrase.count(pair[0]) != phrase.count(pair[1]) for pair in _PAIRS):
        return False
    if _HEADING.match(phrase) or _STATEMENT.search(phrase) or _DEED.search(phrase):
        return False
    acts = any(len(word) > 1 and not is_noun(word) for word in cut(phrase))
    strange = any(end - start > 1 for start, end in unknown_runs(phrase))
    return acts and not strange and _trade_words(phrase) < _TRADE_WORDS


def _trade_words(phrase: str) -> int:
    """How many words of a phrase are rare and neither the genre's own nor part of a public term of any unit."""
    own = word_set("report_words")
    public = [term for term in public_spans(phrase) if term.group not in _OF_TRADES]
    rare = [token for token in tokens(phrase) if len(token.text) > 1 and rank(token.text) > _RARE]
    rare = [token for token in rare if token.text not in own and f"{token.text}-" not in own]
    return sum(not any(term.start <= token.start and token.end <= term.end for term in public) for token in rare)


def _score(phrase: str) -> float:
    """How good a phrase is to read and to reuse: of comfortable length, in the words of the genre."""
    public = sum(term.end - term.start for term in public_spans(phrase) if term.group not in _OF_TRADES) / len(phrase)
    own = word_set("report_words")
    words = [word for word in cut(phrase) if len(word) > 1]
    usual = sum(word in own or f"{word}-" in own for word in words) / max(len(words), 1)
    return usual + 0.5 * min(public, 0.6) - 0.4 * _trade_words(phrase) - abs(len(phrase) - 18) / _COMFORTABLE
