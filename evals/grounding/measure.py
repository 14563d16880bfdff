"""Measures grounding on labelled texts: `python -m evals.grounding.measure` prints every miss and the figures.

`cases.jsonl` holds single sentences about the facts files beside it, `paragraphs.jsonl` passages about those of evals/facts. A case
names a facts file, a text, the values it expects in order of the text with their statuses (values that it does not list must be
supported), and what it expects of some facts. All texts and facts are made up for this purpose.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from assistant.facts.load import load_facts
from assistant.grounding import Grounder, Grounding
from assistant.grounding.model import UNSUPPORTED

HERE = Path(__file__).parent


@dataclass
class Scores:
    """What was right and wrong: violations as true and false positives and negatives, exact statuses, fact uses."""

    counts: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def share(self, part: str, whole: str) -> float:
        """One count as a share of another; 1 where there is nothing."""
        return self.counts[part] / self.counts[whole] if self.counts[whole] else 1.0

    @property
    def precision(self) -> float:
        """The share of reported violations that are some."""
        return self.counts["hit"] / max(self.counts["hit"] + self.counts["false alarm"], 1)

    @property
    def recall(self) -> float:
        """The share of violations that are reported."""
        return self.counts["hit"] / max(self.counts["hit"] + self.counts["missed"], 1)


FILES = ("cases", "paragraphs")


def cases(name: str) -> list[dict[str, Any]]:
    """The labelled cases of one file."""
    lines = (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line]


@cache
def grounder(name: str) -> Grounder:
    """The grounder of one of the facts files."""
    own = HERE / "facts" / f"{name}.yaml"
    return Grounder(load_facts(own if own.exists() else HERE.parent / "facts" / f"{name}.yaml"))


def measure(name: str) -> Scores:
    """Ground every case of one file and compare."""
    scores = Scores()
    for case in cases(name):
        grounding = grounder(case["set"]).check(case["text"])
        _score_values(case, grounding, scores)
        _score_uses(case, grounding, scores)
    return scores


def _score_values(case: dict[str, Any], grounding: Grounding, scores: Scores) -> None:
    left = [tuple(v) for v in case.get("values", [])]
    for value in grounding.values:
        expected = next((v for v in left if v[0] == value.slot.value), None)
        if expected:
            left.remove(expected)
        _score_value(case, expected[1] if expected else None, value.slot.value, value.status, scores)
    for text, status in left:
        _score_value(case, status, text, None, scores)


def _score_value(case: dict[str, Any], expected: str | None, text: str, found: str | None, scores: Scores) -> None:
    bad, reported = expected in UNSUPPORTED, found in UNSUPPORTED
    scores.counts["hit"] += bad and reported
    scores.counts["missed"] += bad and not reported
    scores.counts["false alarm"] += reported and not bad
    if expected is not None:
        scores.counts["values"] += 1
        scores.counts["exact"] += expected == found
    if (expected is not None and expected != found) or (expected is None and reported):
        scores.misses.append(f"{case['note']}: {text} is {expected or 'supported'}, found {found} | {case['text']}")


def _score_uses(case: dict[str, Any], grounding: Grounding, scores: Scores) -> None:
    for fact, expected in case.get("uses", {}).items():
        found = grounding.uses[fact].status
        scores.counts["uses"] += 1
        scores.counts["right use"] += found == expected
        if found != expected:
            scores.misses.append(f"{case['note']}: {fact} is {expected}, found {found} | {case['text']}")


def main() -> None:
    """Print the misses and the figures."""
    for name in FILES:
        scores = measure(name)
        print(*scores.misses, sep="\n")
        print(f"{name}: {len(cases(name))} texts, {scores.counts['values']} labelled values, {scores.counts['uses']} labelled facts")
        print(f"violations: precision {scores.precision:.3f}, recall {scores.recall:.3f}")
        print(f"statuses exact {scores.share('exact', 'values'):.3f}, uses right {scores.share('right use', 'uses'):.3f}")


if __name__ == "__main__":
    main()
