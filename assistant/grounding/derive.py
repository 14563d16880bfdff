"""Numbers that the facts determine without saying them: sums, differences, rates, growth, averages, counted lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cached_property
from itertools import combinations

from assistant.grounding.claims import Count, Reading
from assistant.grounding.counts import RIVAL, CountTable, Known, by_fact, nearness
from assistant.grounding.quantities import same_measure, scale_of
from assistant.grounding.topics import alike, before, bigrams, coverage, plain

_TOTAL = re.compile(r"共|合计|累计|总计|总数|总|各类|各项|全部|两[项次类场]|三[项次类场]")
_EARLIER = re.compile(r"(?:由|从)[^，,。；;]{0,6}$")
_LATER = re.compile(r"[^，,。；;\d]{0,4}(?:提高|提升|增|升|上升|下降|降|减|压缩|缩)")
# Words right before a number that make it a difference or an earlier value.
_CHANGE = re.compile(
    r"(?:增加|增长|提高|提升|上升|减少|下降|降低|缩短|压缩|节约|节省|压减|净增|剩余|剩下|其余|另外?|余下|尚有|还有|还剩|仅剩|相差|超出|不足|上年|去年)"
    r"[^，,。；;]{0,6}$|[增多减少差降升](?:了|到|至|约)?$"
)
_GROWTH = re.compile(r"增|提|升|减|降|少|同比|环比|涨|缩")
_RATE = re.compile(r"率|占|比例|比重|达|为")
_MEAN = re.compile(r"(?:平均|人均|户均|月均|年均|均)[^，,。；;]{0,12}$")
_EACH = re.compile(r"(?P<doers>[^，,。；;]+)各[^，,。；;]{0,8}$")
_LIST = re.compile(r"[^，,；;。：:！？!?\n、]+(?:、[^，,；;。：:！？!?\n、]+)+")
_OPEN_LIST = re.compile(r"等(?!级)|\d|[一二三四五六七八九十百]+[名次个项人份]")
_LAST_AND = re.compile(r"以及|和(?!谐|平)|及")

_BREAK = re.compile(r"[，,；;。：:！？!?（）()\n]")
_FAR = 80

MOST_PARTS = 6
ABOUT = Fraction(1, 10)  # 五分之一 is said of shares so far from it
ALL_OF_IT = 0.4  # of a fact must stand around a claim that all is done


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a number follows: the calculation as it is shown (6+1+2=9（F3）) and the facts it rests on."""

    shown: str
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Scene:
    """A number of the text and where it stands.

    `around` are the words of its sentence and the one before, `amounts` the other numbers there.
    """

    said: Count
    text: str
    around: frozenset[str]
    amounts: frozenset[Fraction | None] = frozenset()
    has_rival: bool = False

    @cached_property
    def clause(self) -> str:
        """The clause of the number."""
        start = self._clause_start
        match = _BREAK.search(self.text, self.said.quantity.end)
        return self.text[start : match.start() if match else len(self.text)]

    @cached_property
    def lead(self) -> str:
        """The clause up to the number."""
        return self.text[self._clause_start : self.said.quantity.start]

    @cached_property
    def list_before(self) -> tuple[str, ...]:
        """The things listed directly before the number: 甲、乙、丙3项; nothing where other numbers stand among them."""
        items = items_of(self.lead)
        return items if len(items) > 1 and not _OPEN_LIST.search("".join(items)) else ()

    @cached_property
    def _clause_start(self) -> int:
        start = max(self.said.quantity.start - _FAR, 0)
        return max((m.end() for m in _BREAK.finditer(self.text, start, self.said.quantity.start)), default=start)


def derive(scene: Scene, table: CountTable, readings: dict[str, Reading]) -> Derivation | None:
    """The first derivation that gives the number of `scene` and is about the same thing, or None."""
    if scene.said.quantity.ordinal or None in scene.said.bounds:
        return None
    comparable = table.comparable(scene.said)
    ways: tuple[Callable[[Scene, Sequence[Known]], Derivation | None], ...] = (_sum, _difference, _points, _rate, _growth, _mean)
    for way in ways:
        found = way(scene, comparable if way in (_sum, _difference) else table.known)
        if found:
            return found
    return _each(scene, comparable, readings) or _listed(scene, readings)


def _facts(parts: Iterable[Known]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(k.fact for k in parts))


def _show(calculation: str, result: str, parts: Iterable[Known]) -> Derivation:
    facts = _facts(parts)
    return Derivation(f"{calculation}={result}（{'、'.join(facts)}）", facts)


def _number(value: Fraction) -> str:
    """A number as it is written: at most four decimals, none that are zero."""
    text = f"{float(value):.4f}".rstrip("0").rstrip(".")
    return text or "0"


def _value(known: Known) -> Fraction:
    return known.count.exact or Fraction(0)


def _exact(known: Iterable[Known]) -> list[Known]:
    return [k for k in known if k.count.exact is not None and not k.count.quantity.ordinal]


def _named(known: Known, around: frozenset[str]) -> bool:
    """Whether the thing that `known` counts is named around the number."""
    return any(coverage(bigrams(topic), around) > 0.99 for topic in known.count.near if bigrams(topic))


def _akin(known: Known, said: Count) -> bool:
    """Whether the two things share a noun: two characters, or the last one (会议 and 支委会)."""
    return any(bigrams(a) & bigrams(b) or set(a[-2:]) & set(b[-2:]) for a in said.near for b in known.count.near)


def _sum(scene: Scene, known: Sequence[Known]) -> Derivation | None:
    said = scene.said
    parts = _exact(known)
    total = bool(_TOTAL.search(scene.clause))
    for group in _groups(scene, parts, total):
        if said.exact == sum(map(_value, group)):
            scale = scale_of(said.quantity)
            return _show("+".join(_number(_value(k) / scale) for k in group), _number(said.exact / scale), group)
    return None


def _groups(scene: Scene, parts: Sequence[Known], total: bool) -> Iterator[Sequence[Known]]:
    """The groups of numbers whose sum the text may speak of."""
    listed = [_best_named(item, parts) for item in scene.list_before]
    for start in range(len(listed) - 1):
        named = [k for k in listed[start:] if k is not None]
        if len(named) == len(listed) - start:
            yield named
    if scene.has_rival:
        alikes = [k for k in parts if nearness(scene.said, k.count) >= RIVAL]
        yield from (group for group in by_fact(alikes).values() if total and len(group) > 1)
        return
    for group in by_fact(parts).values():
        if total or any(_akin(k, scene.said) for k in group):
            yield from _runs(group)
    named = [k for k in parts if _named(k, scene.around)]
    if len(named) > 1:
        yield from _combinations(named)
    akin = [k for k in parts if _akin(k, scene.said)]
    if total and len(akin) > 1:
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


def _pairs(scene: Scene, known: Sequence[Known], *, comparable: bool = True) -> Iterator[tuple[Known, Known]]:
    """Pairs of numbers the text may set against each other, greater first: of one fact, or of things that the text names."""
    exact = _exact(known)
    named = [k for k in exact if _named(k, scene.around)][:MOST_PARTS]
    groups = [g for g in by_fact(exact).values() if _related(scene, g)]
    for group in [*groups, named]:
        for one, other in combinations(group, 2):
            if not comparable or same_measure(one.count.quantity, other.count.quantity):
                yield (one, other) if _value(one) >= _value(other) else (other, one)


def _related(scene: Scene, group: Sequence[Known]) -> bool:
    """Whether the number stands among words of the fact that `group` comes from."""
    content = group[0].content
    return len(content & scene.around) >= 2 or coverage(content, scene.around) > 0.3


def _difference(scene: Scene, known: Sequence[Known]) -> Derivation | None:
    said = scene.said
    earlier = _EARLIER.search(scene.lead) and _LATER.match(scene.clause, len(scene.lead) + len(said.quantity.text))
    if not said.exact or not (earlier or _CHANGE.search(scene.lead)):
        return None
    for more, less in _pairs(scene, known):
        if _value(more) - _value(less) == said.exact:
            scale = scale_of(said.quantity)
            shown = f"{_number(_value(more) / scale)}-{_number(_value(less) / scale)}"
            return _show(shown, _number((said.exact or Fraction(0)) / scale), (more, less))
    return None


def _points(scene: Scene, known: Sequence[Known]) -> Derivation | None:
    if scene.said.quantity.unit_class != "points":
        return None
    shares = [k for k in known if k.count.quantity.percent]
    for k in _exact(shares):
        if "超" in scene.clause and _named(k, scene.around) and (_value(k) - 1) * 100 == scene.said.exact:
            return _show(f"{_number(_value(k) * 100)}%-100%", f"{_number(scene.said.exact)}个百分点", (k,))
    for more, less in _pairs(scene, shares):
        if (_value(more) - _value(less)) * 100 == scene.said.exact:
            shown = f"{_number(_value(more) * 100)}%-{_number(_value(less) * 100)}%"
            return _show(shown, f"{_number(scene.said.exact or Fraction(0))}个百分点", (more, less))
    return None


def _rate(scene: Scene, known: Sequence[Known]) -> Derivation | None:
    if scene.said.quantity.unit_class not in ("percent", "fraction") or not _RATE.search(scene.clause):
        return None
    return _ratio(scene, known, lambda whole, part: part / whole, "{1}÷{0}")


def _growth(scene: Scene, known: Sequence[Known]) -> Derivation | None:
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
    for more, less in _pairs(scene, amounts):
        if _value(more) and _rounds_to(way(_value(more), _value(less)), scene.said) and _spoken_of(scene, more, less):
            result = scene.said.quantity.text
            return _show(form.format(_number(_value(more)), _number(_value(less))), result, (more, less))
    return None


def _spoken_of(scene: Scene, more: Known, less: Known) -> bool:
    """Whether a share is of these two: both stand beside it, or it has the name of one (到会率 of 实到, 营业收入)."""
    if all(k.count.exact in scene.amounts for k in (more, less)):
        return True
    stems = [thing.removesuffix("率") for thing in scene.said.near]
    things = [*more.count.near, *less.count.near]
    return any(alike(stem, thing) >= RIVAL for stem in stems for thing in things if len(stem) > 1)


def _rounds_to(value: Fraction, said: Count) -> bool:
    """Whether a calculated share is the one said, at the decimals it is said with."""
    unit = scale_of(said.quantity)
    if said.exact is None:
        return _lies_in(value, *said.bounds)
    if said.quantity.unit_class == "fraction":
        return _lies_in(value, said.exact * (1 - ABOUT), said.exact * (1 + ABOUT))
    match = re.search(r"[.．点](\d+|[零一二三四五六七八九]+)", said.quantity.text)
    places = len(match.group(1)) if match else 0
    exact = Decimal((value / unit).numerator) / Decimal((value / unit).denominator)
    rounded = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return Fraction(rounded) * unit == said.exact


def derive_all(words: frozenset[str], known: Sequence[Known]) -> Derivation | None:
    """Whether two equal numbers of a fact that is spoken of say that it is all of it (受理14件，办结14件)."""
    for group in by_fact(_exact(known)).values():
        if coverage(group[0].content, words) < ALL_OF_IT:
            continue
        for one, other in combinations(group, 2):
            if one.count.exact == other.count.exact and same_measure(one.count.quantity, other.count.quantity):
                return _show(f"{_number(_value(other))}÷{_number(_value(one))}", "100%", (one, other))
    return None


def _lies_in(value: Fraction, low: Fraction | None, high: Fraction | None) -> bool:
    return low is not None and high is not None and low <= value <= high


def _mean(scene: Scene, known: Sequence[Known]) -> Derivation | None:
    said = scene.said
    if not _MEAN.search(scene.lead) or said.quantity.percent:
        return None
    for k in _exact(known):
        for parts, per in ((12, "月"), (4, "季"), (2, "半年")):
            if per not in scene.clause or not _rounds_to(_value(k) / parts, said):
                continue
            if same_measure(said.quantity, k.count.quantity) and _named(k, scene.around):
                return _show(f"{_number(_value(k))}÷{parts}", said.quantity.text, (k,))
    for more, less in _pairs(scene, known, comparable=False):
        if _value(less) and _rounds_to(_value(more) / _value(less), said) and same_measure(said.quantity, more.count.quantity):
            return _show(f"{_number(_value(more))}÷{_number(_value(less))}", said.quantity.text, (more, less))
    return None


def _each(scene: Scene, known: Sequence[Known], readings: dict[str, Reading]) -> Derivation | None:
    """甲、乙各讲2次 in a fact, 4 in all in the text."""
    if not _TOTAL.search(scene.clause):
        return None
    for k in _exact(known):
        match = _EACH.search(readings[k.fact].text[: k.count.quantity.start])
        doers = len(items_of(match["doers"])) if match else 0
        if doers > 1 and _value(k) * doers == scene.said.exact and _named(k, scene.around):
            return _show(f"{doers}×{_number(_value(k))}", _number(scene.said.exact), (k,))
    return None


def _listed(scene: Scene, readings: dict[str, Reading]) -> Derivation | None:
    """甲、乙、丙3项 in the text, or a fact that lists three things where the text says how many."""
    said = scene.said
    if said.quantity.unit_class not in ("items", "documents") or said.exact is None or said.exact < 2:
        return None
    if len(scene.list_before) == said.exact:
        facts = _facts_of_items(scene.list_before, readings)
        if facts:
            return Derivation(f"{'、'.join(scene.list_before)}共{_number(said.exact)}{said.quantity.unit}（{'、'.join(facts)}）", facts)
    for fact, reading in readings.items():
        if reading.counts or coverage(reading.bigrams, scene.around) < ALL_OF_IT:
            continue
        for items in _lists(plain(reading.text)):
            if len(items) == said.exact:
                return Derivation(f"{'、'.join(items)}共{_number(said.exact)}{said.quantity.unit}（{fact}）", (fact,))
    return None


def _facts_of_items(items: Sequence[str], readings: dict[str, Reading]) -> tuple[str, ...]:
    """The facts that name the items, or nothing where one is named by none."""
    found = [next((fact for fact, r in readings.items() if coverage(bigrams(item), r.bigrams) > 0.6), None) for item in items]
    return () if None in found else tuple(dict.fromkeys(f for f in found if f))


def _lists(text: str) -> Iterator[tuple[str, ...]]:
    """The closed lists of `text`, whose items hold no numbers themselves."""
    for m in _LIST.finditer(text):
        if not _OPEN_LIST.search(m.group()):
            yield items_of(m.group())


def items_of(text: str) -> tuple[str, ...]:
    """The things that `text` lists with 、 and 和."""
    *head, last = text.split("、")
    return tuple(item.strip() for item in (*head, *_LAST_AND.split(last, maxsplit=1)) if item.strip())
