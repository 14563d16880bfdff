"""Repeats: a clause that was said before is said once."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.text.sentences import split_clauses, split_sentences

SHORTEST = 8
_HAN = re.compile(r"[^\u4e00-\u9fff]")


class Repeats:
    """Remembers what a report has said, paragraph after paragraph, and takes out of the next what it says again.

    `keeps(clause)` tells that a clause must stay whatever was said before: it carries a value or part of a fact.
    """

    def __init__(self, keeps: Callable[[str], bool]) -> None:
        self._keeps = keeps
        self._said: set[str] = set()

    def drop(self, text: str) -> str:
        """`text` without fact-free clauses that were said before; a sentence left with nothing goes as a whole."""
        kept = "".join(self._sentence(s.text) for s in split_sentences(text))
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
                sentence = _cut(sentence, clause.start, clause.end)
        return sentence

    def _again(self, clause: str) -> bool:
        key = _HAN.sub("", clause)
        if len(key) < SHORTEST or self._keeps(clause):
            return False
        said = key in self._said
        self._said.add(key)
        return said


def _cut(sentence: str, start: int, end: int) -> str:
    """The sentence without the clause at `start:end` and one of the marks around it."""
    if end < len(sentence) and sentence[end] in "，；：":
        return sentence[:start] + sentence[end + 1 :]
    return sentence[:start].rstrip("，；：") + sentence[end:]
