"""Pattern rules: `find` functions made from a regular expression and what to say about a match."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from assistant.checks.model import Fix, Hit
from assistant.text.patterns import compiled

if TYPE_CHECKING:
    from assistant.checks.analysis import Analysis

Find = Callable[["Analysis"], Iterable[Hit]]
Match = re.Match[str]

# A Chinese character. Told by what it is not: the range from 一 to 鿿 takes `re` over a millisecond to compile each time it is used.
HAN = r"[^\x00-\xff\u2000-\u206f\u3000-\u303f\uff00-\uffef]"


def is_han(char: str) -> bool:
    """Whether `char` is a Chinese character."""
    return "\u3400" <= char <= "\u9fff"


def matching(
    pattern: str,
    message: str,
    *,
    needs: str = "",
    words: str = "",
    begins: str = "",
    unless: Callable[[Analysis, Match], bool] | None = None,
    fix: Callable[[Match], str] | str | None = None,
    safe: bool = False,
    flags: int = 0,
) -> Find:
    """A `find` that reports every match of `pattern`.

    `message` may hold {text}, the matched text, and {fix}, its replacement. `needs` are characters and `words` are strings
    (parted by |) of which the document must hold one, else nothing is compiled or scanned. `begins` are the characters (as in
    [...]) that a match begins with: told, only these places are looked at. `unless` drops a match. The group named `at`, where
    there is one, is the place reported and replaced; else the whole match is.
    """

    def find(doc: Analysis) -> Iterator[Hit]:
        if needs and doc.characters.isdisjoint(needs):
            return
        if words and not doc.has_any(words):
            return
        for match in matches(doc, pattern, begins, flags):
            if unless is None or not unless(doc, match):
                yield _hit(match, message, fix, safe)

    return find


def matches(doc: Analysis, pattern: str, begins: str, flags: int = 0) -> Iterator[Match]:
    """The matches of `pattern` in the text; `begins` as in `matching`, empty where they may begin with any character."""
    if not begins:
        yield from compiled(pattern, flags).finditer(doc.text)
        return
    match_at, end = compiled(pattern, flags).match, 0
    for place in doc.places(begins):
        if place >= end and (match := match_at(doc.text, place)):
            end = match.end()
            yield match


def _hit(match: Match, message: str, fix: Callable[[Match], str] | str | None, safe: bool) -> Hit:
    group = "at" if "at" in match.re.groupindex else 0
    new = fix(match) if callable(fix) else fix
    text = message.format(text=match[group], fix=new)
    return Hit(match.start(group), match.end(group), text, None if new is None else Fix(new, safe))


def occurrences(text: str, word: str) -> Iterator[int]:
    """Where `word` begins in `text`, without overlaps."""
    start = text.find(word)
    while start >= 0:
        yield start
        start = text.find(word, start + len(word))


def any_of(*finds: Find) -> Find:
    """A `find` that reports what each of `finds` does."""

    def find(doc: Analysis) -> Iterator[Hit]:
        for one in finds:
            yield from one(doc)

    return find
