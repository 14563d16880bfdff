"""Mending: what code does to a draft that repairs did not put right. Afterwards no unsupported value and no lost fact remains."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.facts.model import Fact
from assistant.grounding.ground import Grounder
from assistant.grounding.model import GroundedValue, Grounding
from assistant.text.pairs import shared
from assistant.text.sentences import split_clauses, split_sentences
from assistant.text.spans import SlotKind

GAP = re.compile(r"【待补[^】]*】")

WHAT: dict[SlotKind, str] = {
    "quantity": "数量",
    "date": "日期",
    "year": "年份",
    "org": "单位名称",
    "place": "地点",
    "person": "姓名",
    "title": "名称",
    "quoted": "名称",
    "placeholder": "内容",
}
# A figure or a date leaves a gap that the user can fill; an invented name takes its whole statement with it.
GAP_KINDS: frozenset[SlotKind] = frozenset({"quantity", "date", "year"})
ROUNDS = 4
# A clause of which this much is a fact's tells part of the fact.
PARTLY = 0.7
SHORTEST_CLAUSE = 4


def mend(text: str, facts: Sequence[Fact], grounder: Grounder) -> str:
    """`text` with every unsupported value replaced by a gap 【待补：…】 or dropped, and every lost fact told as a sentence."""
    for _ in range(ROUNDS):
        grounding = grounder.check(text, facts=facts)
        if grounding.sound:
            return text
        text = _without_violations(text, grounding)
        text = _with_lost_facts(text, facts, grounder.check(text, facts=facts))
    return _plain(facts)


def _plain(facts: Sequence[Fact]) -> str:
    """The last resort: the facts as the user wrote them."""
    return "".join(sentence(f.text) for f in facts)


def sentence(text: str) -> str:
    """A fact as a sentence of its own."""
    return text.rstrip("。；，;, ") + "。"


def _without_violations(text: str, grounding: Grounding) -> str:
    for found in sorted(grounding.sentences, key=lambda s: -s.start):
        if found.violations:
            body = text[found.start : found.end]
            mended = _mended_sentence(body, found.start, found.violations, bool(found.facts))
            text = text[: found.start] + mended + text[found.end :]
    return text


def _mended_sentence(body: str, offset: int, violations: Sequence[GroundedValue], has_facts: bool) -> str:
    """The sentence without its unsupported values.

    Figures and dates become gaps; clauses with invented names go, and so do those that contradict a fact: it is told again.
    """
    gone: list[tuple[int, int]] = []
    gaps: list[tuple[int, int, str]] = []
    clauses = split_clauses(body)
    for value in violations:
        start, end = value.slot.start - offset, value.slot.end - offset
        if value.slot.kind in GAP_KINDS and not value.contradicts:
            gaps.append((start, end, f"【待补：{_asked(body, start, end, value)}】"))
        else:
            gone.append(next(((c.start, c.end) for c in clauses if c.start <= start < c.end), (0, len(body))))
    if gone and not has_facts and not gaps:
        return ""
    return _joined(_applied(body, gone, gaps))


def _asked(body: str, start: int, end: int, value: GroundedValue) -> str:
    """What the gap asks for, with the few words before it: 主题党日次数."""
    before = re.search(r"[\u4e00-\u9fff]{2,8}$", body[:start])
    return f"{before.group(0) if before else ''}{WHAT[value.slot.kind]}"


def _applied(body: str, gone: list[tuple[int, int]], gaps: list[tuple[int, int, str]]) -> str:
    edits = [(s, e, "") for s, e in dict.fromkeys(gone)]
    edits += [(s, e, t) for s, e, t in gaps if not any(a <= s < b for a, b in gone)]
    for start, end, new in sorted(edits, reverse=True):
        body = body[:start] + new + body[end:]
    return body


def _joined(body: str) -> str:
    """Repair the marks where clauses were taken out."""
    body = re.sub(r"[，；：、]+(?=[，；。！？])|^[，；：、。]+", "", body)
    body = re.sub(r"([。！？；])[，；、。]+", r"\1", body)
    return body if re.search(r"[\u4e00-\u9fff]", body) else ""


def _with_lost_facts(text: str, facts: Sequence[Fact], grounding: Grounding) -> str:
    """Tell each lost fact in its own words: where the text tells part of it or contradicts it, else before the last sentence."""
    by_id = {f.id: f for f in facts}
    for use in grounding.lost:
        text = _with_fact(text, by_id[use.fact].text)
    return text


def _with_fact(text: str, fact: str) -> str:
    partly = [c for c in split_clauses(text) if len(c.text) > SHORTEST_CLAUSE and shared(c.text, fact) >= PARTLY]
    sentences = split_sentences(text)
    if partly:
        at = next(s.start for s in sentences if s.start <= partly[0].start < s.end)
        text = _joined(_applied(text, [(c.start, c.end) for c in partly], []))
        at = min((s.start for s in split_sentences(text)), key=lambda start: abs(start - at), default=0)
    else:
        at = sentences[-1].start if len(sentences) > 1 else len(text)
    return text[:at] + sentence(fact) + text[at:]


def without_runs(text: str, runs: Sequence[tuple[int, int]], facts: Sequence[Fact]) -> str:
    """`text` without the sentences that repeat a sample at length; what they said of the facts is told again by `mend`."""
    for found in reversed(split_sentences(text)):
        copied = any(start < found.end and found.start < end for start, end in runs)
        if copied and not any(found.text.rstrip("。") in f.text for f in facts):
            text = text[: found.start] + text[found.end :]
    return text
