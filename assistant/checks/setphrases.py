"""Set phrases that list things (学史明理、学史增信、…): places where a text gives most of one, but not as it goes.

The text is read without quotation marks. Items of a phrase that stand close together make a cluster; a cluster is wrong where
its items are out of order, where one is missing from the middle, or where another word of like shape stands in its place.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import ahocorasick

from assistant.checks.lexicon import rows
from assistant.text.lexicon import longest
from assistant.text.patterns import compiled

_GAP = 16
_SEPARATORS = "、，,；;和与及 　"
_SPLIT = compiled(rf"[{_SEPARATORS}]+|以及")
_STOP = compiled(r"[。；;：\n！？]")


class Phrase(NamedTuple):
    """A phrase with its items; `ordered` says that their order is fixed."""

    text: str
    items: tuple[str, ...]
    ordered: bool


class Item(NamedTuple):
    """An item of a phrase where it stands."""

    start: int
    end: int
    order: int


class Misquote(NamedTuple):
    """A place where a phrase is not as it goes: offsets, what is wrong (in Chinese), the phrase."""

    start: int
    end: int
    problem: str
    phrase: str


@cache
def _phrases() -> tuple[Phrase, ...]:
    return tuple(Phrase(row[0], tuple(re.split("[、，]", row[0])), len(row) < 2 or row[1] != "any") for row in rows("phrases.tsv"))


@cache
def _automaton() -> ahocorasick.Automaton:
    places: dict[str, list[tuple[int, int]]] = {}
    for number, phrase in enumerate(_phrases()):
        for index, item in enumerate(phrase.items):
            places.setdefault(item, []).append((number, index))
    automaton = ahocorasick.Automaton()
    for item, where in places.items():
        automaton.add_word(item, (len(item), where))
    automaton.make_automaton()
    return automaton


def misquotes(text: str) -> Iterator[Misquote]:
    """The misquoted phrases of `text`, which has no quotation marks; nothing where the words are another phrase as it goes."""
    clusters = [(number, cluster) for number, found in _found(text).items() for cluster in _clusters(text, found)]
    whole = longest((c[0].start, c[-1].end) for number, c in clusters if _complete(text, c, _phrases()[number]))
    for number, cluster in clusters:
        before = bisect_left(whole, (cluster[-1].end,)) - 1  # the last phrase as it goes that begins before the cluster ends
        if before < 0 or whole[before][1] <= cluster[0].start:
            yield from _wrong(text, cluster, _phrases()[number])


def _found(text: str) -> dict[int, list[Item]]:
    found: dict[int, list[Item]] = {}
    for last, (length, where) in _automaton().iter(text):
        for number, index in where:
            items = found.setdefault(number, [])
            item = Item(last + 1 - length, last + 1, index)
            if items and item.start < items[-1].end:  # the longer of two that overlap
                items.pop()
            items.append(item)
    return found


def _clusters(text: str, found: list[Item]) -> Iterator[list[Item]]:
    """Runs of items of one phrase that stand close together in one sentence."""
    cluster = [found[0]]
    for before, item in pairwise(found):
        apart = item.start - before.end > _GAP or _STOP.search(text, before.end, item.start) or item.order in {i.order for i in cluster}
        if apart:
            yield cluster
            cluster = []
        cluster.append(item)
    yield cluster


def _complete(text: str, cluster: list[Item], phrase: Phrase) -> bool:
    order = [item.order for item in cluster]
    right = order == sorted(order) if phrase.ordered else True
    return right and len(cluster) == len(phrase.items) and not any(_elements(text[a.end : b.start]) for a, b in pairwise(cluster))


def _elements(between: str) -> list[str]:
    return [part for part in _SPLIT.split(between) if part]


def _wrong(text: str, cluster: list[Item], phrase: Phrase) -> Iterator[Misquote]:
    size, start, end = len(phrase.items), cluster[0].start, cluster[-1].end
    order = [item.order for item in cluster]
    if phrase.ordered and order != sorted(order):
        if 4 * len(order) >= 3 * size and _in_a_row(text, cluster):
            yield Misquote(start, end, "次序有误", phrase.text)
        return
    if len(cluster) < 2 and size > 2:
        return
    yield from _wrong_inside(text, cluster, phrase)
    yield from _wrong_at_the_ends(text, cluster, phrase)


def _in_a_row(text: str, cluster: list[Item]) -> bool:
    return not any(_elements(text[a.end : b.start]) for a, b in pairwise(cluster))


def _wrong_inside(text: str, cluster: list[Item], phrase: Phrase) -> Iterator[Misquote]:
    enough = len(cluster) >= max(2, (len(phrase.items) * 3 + 4) // 5)
    for before, after in pairwise(cluster):
        skipped = phrase.items[before.order + 1 : after.order]
        if not skipped:
            continue
        between = _elements(text[before.end : after.start])
        if not between and enough:
            yield Misquote(before.start, after.end, f"缺“{'、'.join(skipped)}”", phrase.text)
        elif len(between) == len(skipped) and all(map(_resembles, between, skipped)):
            at = text.index(between[0], before.end)
            end = text.rindex(between[-1], at, after.start) + len(between[-1])
            yield Misquote(at, end, f"“{'、'.join(between)}”应为“{'、'.join(skipped)}”", phrase.text)


def _wrong_at_the_ends(text: str, cluster: list[Item], phrase: Phrase) -> Iterator[Misquote]:
    """The neighbour of the first and of the last item, where the phrase has one more on that side."""
    first, last = cluster[0], cluster[-1]
    if first.order > 0:
        item = phrase.items[first.order - 1]
        at = first.start - 1 - len(item)
        if at >= 0 and text[first.start - 1] in "、，," and _resembles(text[at : first.start - 1], item):
            yield Misquote(at, first.start - 1, f"“{text[at : first.start - 1]}”应为“{item}”", phrase.text)
    if last.order + 1 < len(phrase.items):
        item = phrase.items[last.order + 1]
        written = text[last.end + 1 : last.end + 1 + len(item)]
        if text[last.end : last.end + 1] in ("、", "，", ",") and _resembles(written, item):
            yield Misquote(last.end + 1, last.end + 1 + len(item), f"“{written}”应为“{item}”", phrase.text)
        elif len(cluster) == len(phrase.items) - 1 >= 3 and first.order == 0 and not _goes_on(text, last.end):
            yield Misquote(first.start, last.end, f"缺“{item}”", phrase.text)


def _goes_on(text: str, end: int) -> bool:
    return text[end : end + 1] in ("、", "，", ",", "和", "与", "及") or text[end : end + 1] == "等"


def _resembles(written: str, item: str) -> bool:
    """Whether `written` is `item` with some of its characters changed or put in another order."""
    if written == item or len(written) != len(item) or len(item) < 2:
        return False
    same = sum(a == b for a, b in zip(written, item, strict=True))
    return sorted(written) == sorted(item) or 2 * same >= len(item)
