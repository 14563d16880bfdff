"""Repeats: a clause that was said before is said once."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.text.pairs import shared
from assistant.text.sentences import Span, split_clauses, split_sentences

SHORTEST = 8
# So much of the shorter clause's pairs of characters in the longer one: both say the same.
SAME = 0.7
_HAN = re.compile(r"[^\u4e00-\u9fff]")
# A sentence said twice in a row, whatever it carries.
_AT_ONCE = re.compile(r"([^。]+。)\1+")
_FIGURES = re.compile(r"\d[\d.]*|[“《][^”》]*")


class Repeats:
    """Remembers what a report has said, paragraph after paragraph, and takes out of the next what it says again.

    `keeps(clause)` tells that a clause must stay whatever was said before: it carries a value or part of a fact.
    """

    def __init__(self, keeps: Callable[[str], bool]) -> None:
        self._keeps = keeps
        self._said: set[str] = set()

    def drop(self, text: str) -> str:
        """`text` without fact-free clauses that were said before; a sentence left with nothing goes as a whole."""
        kept = _AT_ONCE.sub(r"\1", "".join(self._sentence(s.text) for s in split_sentences(text)))
        return kept or text

    def _sentence(self, sentence: str) -> str:
        clauses = split_clauses(sentence)
        again = [self._again(c.text) for c in clauses]
        if all(again) or (again and again[0] and len(clauses) == 1):
            return ""
        if again and again[0]:  # what follows leans on the first clause: keep the sentence as it is
            again[0] = False
        for clause, repeated in reversed(list(zip(clauses, again, strict=True))):
            if repeated:
                sentence = cut(sentence, clause.start, clause.end)
        return sentence

    def _again(self, clause: str) -> bool:
        key = _HAN.sub("", clause)
        if len(key) < SHORTEST or self._keeps(clause):
            return False
        said = key in self._said
        self._said.add(key)
        return said


def without_echoes(text: str, title: str = "") -> str:
    """One paragraph without clauses that say what a fuller clause of it, or its heading, says too.

    No figure or name is lost: a clause goes only if the other one has all of its.
    """
    heading = [c.text for c in split_clauses(title)]
    while True:
        clauses = split_clauses(text)
        echo = next((c for c in _shortest_first(clauses) if _is_echo(c, clauses, heading)), None)
        if echo is None:
            return text
        shorter = _cut_in(text, echo)
        if not shorter or shorter == text:
            return text
        text = shorter


def _shortest_first(clauses: Sequence[Span]) -> list[Span]:
    return sorted(clauses, key=lambda c: (len(c.text), -c.start))


def _is_echo(clause: Span, clauses: Sequence[Span], heading: Sequence[str]) -> bool:
    if clause.text in heading:
        return True
    others = [c.text for c in clauses if c != clause]
    if len(clause.text) < SHORTEST:
        return bool(_FIGURES.search(clause.text)) and any(clause.text in other for other in others)
    return any(_says(other, clause.text) for other in others) or any(_says(h, clause.text) for h in heading)


def _says(other: str, clause: str) -> bool:
    """Whether `other` says what `clause` says."""
    return set(_FIGURES.findall(clause)) <= set(_FIGURES.findall(other)) and shared(clause, other) >= SAME


def _cut_in(text: str, clause: Span) -> str:
    """`text` without `clause`; a sentence left with nothing goes with its mark."""
    for sentence in split_sentences(text):
        if sentence.start <= clause.start < sentence.end:
            alone = len(split_clauses(sentence.text)) == 1
            left = "" if alone else cut(sentence.text, clause.start - sentence.start, clause.end - sentence.start)
            return text[: sentence.start] + left + text[sentence.end :]
    return text


def cut(sentence: str, start: int, end: int) -> str:
    """The sentence without the clause at `start:end` and one of the marks around it."""
    if end < len(sentence) and sentence[end] in "，；：":
        return sentence[:start] + sentence[end + 1 :]
    return sentence[:start].rstrip("，；：") + sentence[end:]
