"""Numbers that the facts determine without saying them: sums, differences, rates, growth, averages, counted lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.grounding.counts import RIVAL, CountTable, Known
from assistant.grounding.derivation import Derivation, Scene, number
from assistant.grounding.lists import closed_lists
from assistant.grounding.rates import ALL_OF_IT, growth, mean, points, rate
from assistant.grounding.reading import Reading
from assistant.grounding.sums import difference, each, total
from assistant.grounding.topics import alike, before, bigrams, coverage, plain


def derive(scene: Scene, table: CountTable, readings: dict[str, Reading]) -> Derivation | None:
    """The first derivation that gives the number of `scene` and is about the same thing, or None."""
    if scene.said.quantity.ordinal or None in scene.said.bounds:
        return None
    comparable = table.comparable(scene.said)
    ways: tuple[Callable[[Scene, Sequence[Known]], Derivation | None], ...] = (total, difference, points, rate, growth, mean)
    for way in ways:
        found = way(scene, comparable if way in (total, difference) else table.known)
        if found:
            return found
    return each(scene, comparable, readings) or _listed(scene, readings)


def _listed(scene: Scene, readings: dict[str, Reading]) -> Derivation | None:
    """甲、乙、丙3项 in the text, or a fact that lists three things where the text says how many."""
    said = scene.said
    if said.quantity.unit_class not in ("items", "documents") or said.exact is None or said.exact < 2:
        return None
    if len(scene.list_before) == said.exact and not _counted(scene):
        facts = _facts_of_items(scene.list_before, readings)
        if facts:
            return Derivation(f"{'、'.join(scene.list_before)}共{number(said.exact)}{said.quantity.unit}（{'、'.join(facts)}）", facts)
    for fact, reading in readings.items():
        if reading.counts or coverage(reading.bigrams, scene.around) < ALL_OF_IT:
            continue
        for items in closed_lists(plain(reading.text)):
            if len(items) == said.exact:
                return Derivation(f"{'、'.join(items)}共{number(said.exact)}{said.quantity.unit}（{fact}）", (fact,))
    return None


def _counted(scene: Scene) -> bool:
    """Whether the last of the listed things has another number in the facts: the text counts it, not the things."""
    last = before(scene.list_before[-1])
    return scene.rival is not None and any(alike(last, thing) >= RIVAL for thing in scene.rival.count.near)


def _facts_of_items(items: Sequence[str], readings: dict[str, Reading]) -> tuple[str, ...]:
    """The facts that name the items, or nothing where one is named by none."""
    found = [next((fact for fact, r in readings.items() if coverage(bigrams(item), r.bigrams) > 0.6), None) for item in items]
    return () if None in found else tuple(dict.fromkeys(f for f in found if f))
