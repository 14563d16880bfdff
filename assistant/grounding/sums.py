"""Sums and differences of numbers of the facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from assistant.grounding.binding import Count
from assistant.grounding.counts import RIVAL, Known, by_fact, nearness
from assistant.grounding.derivation import MOST_PARTS, Derivation, Scene, exact, named, number, pairs, show, value
from assistant.grounding.lists import items_of
from assistant.grounding.quantities import scale_of
from assistant.grounding.reading import Reading
from assistant.grounding.topics import alike, before, bigrams

_TOTAL = re.compile(r"共|合计|累计|总计|总数|总|各类|各项|全部|两[项次类场]|三[项次类场]")
_EARLIER = re.compile(r"(?:由|从)[^，,。；;]{0,6}$")
_LATER = re.compile(r"[^，,。；;\d]{0,4}(?:提高|提升|增|升|上升|下降|降|减|压缩|缩)")
# Words right before a number that make it a difference or an earlier value.
_CHANGE = re.compile(
    r"(?:增加|增长|提高|提升|上升|减少|下降|降低|缩短|压缩|节约|节省|压减|净增|剩余|剩下|其余|另外?|余下|尚有|还有|还剩|仅剩|相差|超出|不足|上年|去年)"
    r"[^，,。；;]{0,6}$|[增多减少差降升](?:了|到|至|约)?$"
)
_EACH = re.compile(r"(?P<doers>[^，,。；;]+)各[^，,。；;]{0,8}$")


def total(scene: Scene, known: Sequence[Known]) -> Derivation | None:
    """4+12+36=52: all numbers of a fact, or of the things that the text names or means."""
    said = scene.said
    parts = exact(known)
    in_all = bool(_TOTAL.search(scene.clause))
    for group in _groups(scene, parts, in_all):
        if said.exact == sum(map(value, group)):
            scale = scale_of(said.quantity)
            return show("+".join(number(value(k) / scale) for k in group), number(said.exact / scale), group)
    return None


def _groups(scene: Scene, parts: Sequence[Known], in_all: bool) -> Iterator[Sequence[Known]]:
    """The groups of numbers whose sum the text may speak of."""
    listed = [_best_named(item, parts) for item in scene.list_before]
    for start in range(len(listed) - 1):
        found = [k for k in listed[start:] if k is not None]
        if len(found) == len(listed) - start:
            yield found
    if scene.rival:
        alikes = [k for k in parts if nearness(scene.said, k.count) >= RIVAL]
        yield from (group for group in by_fact(alikes).values() if in_all and len(group) > 1)
        return
    for group in by_fact(parts).values():
        if in_all or any(_akin(k, scene.said) for k in group):
            yield from _runs(group)
    spoken = [k for k in parts if named(k, scene.around)]
    if len(spoken) > 1:
        yield from _combinations(spoken)
    akin = [k for k in parts if _akin(k, scene.said)]
    if in_all and len(akin) > 1:
        yield from _combinations(akin)


def _best_named(item: str, parts: Sequence[Known]) -> Known | None:
    """The number whose thing a listed item names, or None."""
    thing = before(item)
    scored = [(max((_alike_head(thing, near) for near in k.count.near), default=0.0), k) for k in parts]
    score, best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best if score >= RIVAL else None


def _alike_head(one: str, other: str) -> float:
    """How alike two things are; the same last three characters (责任书) make them the same kind of thing."""
    return max(alike(one, other), RIVAL if len(one) > 3 and one[-3:] == other[-3:] else 0.0)


def _runs(group: Sequence[Known]) -> Iterator[Sequence[Known]]:
    """All stretches of two and more neighbours, the longest first."""
    for size in range(len(group), 1, -1):
        yield from (group[i : i + size] for i in range(len(group) - size + 1))


def _combinations(parts: Sequence[Known]) -> Iterator[Sequence[Known]]:
    """All of them, else pairs and triples of the first few."""
    yield parts
    few = parts[:MOST_PARTS]
    for size in (2, 3):
        yield from combinations(few, size)


def _akin(known: Known, said: Count) -> bool:
    """Whether the two things share a noun: two characters, or the last one (会议 and 支委会)."""
    return any(bigrams(a) & bigrams(b) or set(a[-2:]) & set(b[-2:]) for a in said.near for b in known.count.near)


def each(scene: Scene, known: Sequence[Known], readings: dict[str, Reading]) -> Derivation | None:
    """甲、乙各讲2次 in a fact, 4 in all in the text."""
    if not _TOTAL.search(scene.clause):
        return None
    for k in exact(known):
        match = _EACH.search(readings[k.fact].text[: k.count.quantity.start])
        doers = len(items_of(match["doers"])) if match else 0
        if doers > 1 and value(k) * doers == scene.said.exact and named(k, scene.around):
            return show(f"{doers}×{number(value(k))}", number(scene.said.exact), (k,))
    return None


def difference(scene: Scene, known: Sequence[Known]) -> Derivation | None:
    """42-2=40, where the words before the number say that it is what is left, more or less."""
    said = scene.said
    earlier = _EARLIER.search(scene.lead) and _LATER.match(scene.clause, len(scene.lead) + len(said.quantity.text))
    if not said.exact or not (earlier or _CHANGE.search(scene.lead)):
        return None
    for more, less in pairs(scene, known):
        if value(more) - value(less) == said.exact:
            scale = scale_of(said.quantity)
            shown = f"{number(value(more) / scale)}-{number(value(less) / scale)}"
            return show(shown, number((said.exact or Fraction(0)) / scale), (more, less))
    return None
