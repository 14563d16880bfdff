"""What the questions of a facts file ask for: the same thing in other words is one topic."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from rapidfuzz.distance import Indel

from assistant.facts.blanks import GAP
from assistant.grounding.topics import alike, essence
from assistant.text.units import unit_at

SAME = 0.75
_SUBJECT = re.compile(r"^(?:党?总?支部(?!委员)|公司|单位|全体|广大|机关|书记|支委(?!会)|和|及|带头|项目|总支|下设|设立?|编为|划为)+(?=..)")


@dataclass(slots=True)
class Topic:
    """A thing that is counted: its name without framing words, the class of its unit, and the samples that tell it."""

    name: str
    unit: str
    samples: dict[str, float] = field(default_factory=dict)
    done: bool = False

    @property
    def weight(self) -> float:
        """How many samples tell it, each counted as much as it matters."""
        return sum(self.samples.values())

    def is_like(self, other: Topic) -> bool:
        """Whether both are the same thing. Of people, words that say which ones matter: 预备党员 are not all 党员."""
        if self.unit != other.unit:
            return False
        likeness = Indel.normalized_similarity if self.unit == "people" else alike
        return likeness(self.name, other.name) >= SAME


class Topics:
    """The topics met so far."""

    def __init__(self) -> None:
        self._of: dict[str, Topic] = {}
        self._by_pair: dict[str, list[Topic]] = defaultdict(list)

    def of(self, part: str) -> Topic:
        """The topic of a part of a question: one met before that is like it, or a new one."""
        if part not in self._of:
            met = _topic(part)
            near = next((t for t in self._near(met) if t.is_like(met)), None)
            if near is None:
                for pair in _pairs(met.name):
                    self._by_pair[pair].append(met)
            self._of[part] = near or met
        return self._of[part]

    def finish(self, part: str) -> None:
        """Ask no more for the topic of `part`, nor for any like it."""
        topic = self.of(part)
        for other in (topic, *self._near(topic)):
            other.done = other.done or other is topic or other.is_like(topic)

    def _near(self, topic: Topic) -> list[Topic]:
        near = {id(t): t for pair in _pairs(topic.name) for t in self._by_pair[pair]}
        return sorted(near.values(), key=lambda t: -Indel.normalized_similarity(t.name, topic.name))


def parts(text: str) -> list[str]:
    """What a question asks for, one by one: 党员大会____次、支委会____次 is two."""
    found = text.split("、")
    return found if len(found) > 1 and all(GAP in part for part in found) else [text]


def _topic(part: str) -> Topic:
    end = part.rindex(GAP) + len(GAP)
    unit = unit_at(part, end)
    words = part[: end - len(GAP)] + "，" + part[unit[1] if unit else end :]
    return Topic(_SUBJECT.sub("", essence(words.replace(GAP, "，"))), unit[0].unit_class if unit else "")


def _pairs(name: str) -> set[str]:
    return {name[i : i + 2] for i in range(max(len(name) - 1, 1))}
