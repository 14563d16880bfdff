"""Shares, growth and averages of numbers of the facts."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import combinations

from assistant.grounding.counts import RIVAL, Known, by_fact
from assistant.grounding.derivation import Derivation, Scene, exact, named, number, pairs, rounds_to, show, value
from assistant.grounding.quantities import same_measure
from assistant.grounding.topics import alike, coverage

_GROWTH = re.compile(r"增|提|升|减|降|少|同比|环比|涨|缩")
_RATE = re.compile(r"率|占|比例|比重|达|为")
_MEAN = re.compile(r"(?:平均|人均|户均|月均|年均|均)[^，,。；;]{0,12}$")
ALL_OF_IT = 0.4  # of a fact must stand around a claim that all is done


def points(scene: Scene, known: Sequence[Known]) -> Derivation | None:
    """98%-95%=3个百分点; 106.7% of a plan is 6.7 points more."""
    if scene.said.quantity.unit_class != "points":
        return None
    shares = [k for k in known if k.count.quantity.percent]
    for k in exact(shares):
        if "超" in scene.clause and named(k, scene.around) and (value(k) - 1) * 100 == scene.said.exact:
            return show(f"{number(value(k) * 100)}%-100%", f"{number(scene.said.exact)}个百分点", (k,))
    for more, less in pairs(scene, shares):
        if (value(more) - value(less)) * 100 == scene.said.exact:
            shown = f"{number(value(more) * 100)}%-{number(value(less) * 100)}%"
            return show(shown, f"{number(scene.said.exact or Fraction(0))}个百分点", (more, less))
    return None


def rate(scene: Scene, known: Sequence[Known]) -> Derivation | None:
    """48 of 50 are 96%."""
    if scene.said.quantity.unit_class not in ("percent", "fraction") or not _RATE.search(scene.clause):
        return None
    return _ratio(scene, known, lambda whole, part: part / whole, "{1}÷{0}")


def growth(scene: Scene, known: Sequence[Known]) -> Derivation | None:
    """From 2000 to 2300 is 15% more; 4860 with an increase of 1260 is 35% more."""
    if not scene.said.quantity.percent or not _GROWTH.search(scene.clause):
        return None
    ways: tuple[tuple[Callable[[Fraction, Fraction], Fraction], str], ...] = (
        (lambda more, less: (more - less) / less if less else Fraction(-1), "({0}-{1})÷{1}"),
        (lambda more, less: (more - less) / more, "({0}-{1})÷{0}"),
        (lambda total, change: change / (total - change) if total > change else Fraction(-1), "{1}÷({0}-{1})"),
    )
    return next((found for way, form in ways if (found := _ratio(scene, known, way, form))), None)


def _ratio(scene: Scene, known: Sequence[Known], way: Callable[[Fraction, Fraction], Fraction], form: str) -> Derivation | None:
    amounts = [k for k in known if not k.count.quantity.percent]
    for more, less in pairs(scene, amounts):
        if value(more) and rounds_to(way(value(more), value(less)), scene.said) and _spoken_of(scene, more, less):
            result = scene.said.quantity.text
            return show(form.format(number(value(more)), number(value(less))), result, (more, less))
    return None


def _spoken_of(scene: Scene, more: Known, less: Known) -> bool:
    """Whether a share is of these two: both stand beside it, or it has the name of one (到会率 of 实到, 营业收入)."""
    if scene.says(more) and scene.says(less):
        return True
    stems = [thing.removesuffix("率") for thing in scene.said.near]
    things = [*more.count.near, *less.count.near]
    return any(alike(stem, thing) >= RIVAL for stem in stems for thing in things if len(stem) > 1)


def mean(scene: Scene, known: Sequence[Known]) -> Derivation | None:
    """12 a year are 1 a month; 3120 in 215 are about 15 each."""
    said = scene.said
    if not _MEAN.search(scene.lead) or said.quantity.percent:
        return None
    for k in exact(known):
        for parts, per in ((12, "月"), (4, "季"), (2, "半年")):
            if per not in scene.clause or not rounds_to(value(k) / parts, said):
                continue
            if same_measure(said.quantity, k.count.quantity) and named(k, scene.around):
                return show(f"{number(value(k))}÷{parts}", said.quantity.text, (k,))
    for more, less in pairs(scene, known, comparable=False):
        if value(less) and rounds_to(value(more) / value(less), said) and same_measure(said.quantity, more.count.quantity):
            return show(f"{number(value(more))}÷{number(value(less))}", said.quantity.text, (more, less))
    return None


def all_of_it(words: frozenset[str], known: Sequence[Known]) -> Derivation | None:
    """Whether two equal numbers of a fact that is spoken of say that it is all of it (受理14件，办结14件)."""
    for group in by_fact(exact(known)).values():
        if coverage(group[0].content, words) < ALL_OF_IT:
            continue
        for one, other in combinations(group, 2):
            if one.count.exact == other.count.exact and same_measure(one.count.quantity, other.count.quantity):
                return show(f"{number(value(other))}÷{number(value(one))}", "100%", (one, other))
    return None
