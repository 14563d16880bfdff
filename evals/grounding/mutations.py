"""Grounds the project's own reports in facts made of their own sentences: `python -m evals.grounding.mutations` prints shares.

Every sentence of a report of corpus/ that has numbers becomes a fact. Unchanged, the sentences must be supported (false alarms);
with one digit changed, or two numbers of one sentence changing places, they must not be (caught). A change that happens to give
another true statement counts as a miss all the same. The facts of evals/facts are told with numbers of other facts of the same file.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from assistant.documents.read import read as read_document
from assistant.facts.load import load_facts
from assistant.facts.model import Fact, FactsFile
from assistant.grounding import Grounder
from assistant.grounding.quantities import same_measure
from assistant.grounding.reading import read as read_values
from assistant.text.sentences import split_sentences

FACTS = Path(__file__).parents[1] / "facts"
CORPUS = Path(__file__).parents[2] / "corpus"
SEED = 7


def sentences(path: Path) -> list[str]:
    """The sentences of a report that have exact numbers."""
    found = [s.text for p in read_document(path).body if not p.level for s in split_sentences(p.text)]
    return [s for s in dict.fromkeys(found) if len(s) < 160 and any(c.exact is not None for c in read_values(s).counts)]


def reports() -> Iterator[tuple[str, list[str]]]:
    """Each report that has concrete figures, with its sentences."""
    for path in sorted(CORPUS.glob("*/*")):
        lines = sentences(path)
        if len(lines) > 5:
            yield path.name, lines


def with_digit_changed(text: str, rng: random.Random) -> str | None:
    """The sentence with the last digit of one number changed, or None where it has no Arabic number."""
    ends = [c.quantity for c in read_values(text).counts if c.quantity.text[:1].isdigit() and c.quantity.text.isascii() is False]
    if not ends:
        return None
    chosen = rng.choice(ends)
    digits = [i for i in range(chosen.start, chosen.end) if text[i].isascii() and text[i].isdigit()]
    at = digits[-1]
    return f"{text[:at]}{(int(text[at]) + rng.randint(1, 8)) % 10}{text[at + 1 :]}"


def with_numbers_swapped(text: str) -> str | None:
    """The sentence with two numbers of one measure word changed against each other, or None where it has no such two."""
    counts = [c for c in read_values(text).counts if c.exact is not None]
    for one in counts:
        for other in counts:
            differ = one.exact != other.exact and one.near != other.near and one.near and other.near
            if one.quantity.start < other.quantity.start and differ and same_measure(one.quantity, other.quantity):
                a, b = one.quantity, other.quantity
                return text[: a.start] + b.text + text[a.end : b.start] + a.text + text[b.end :]
    return None


def measure(show: bool = False) -> Counter[str]:
    """Count what was checked and what came out."""
    counts: Counter[str] = Counter()
    rng = random.Random(SEED)
    for _, lines in reports():
        facts = tuple(Fact(f"F{i + 1}", "fact", line) for i, line in enumerate(lines))
        grounder = Grounder(FactsFile(None, facts))
        for line in lines:
            for kind, text in (("same", line), ("digit", with_digit_changed(line, rng)), ("swap", with_numbers_swapped(line))):
                if text is None or (kind == "digit" and text == line):
                    continue
                bad = bool(grounder.check(text, facts=()).violations)
                counts[kind] += 1
                counts[f"{kind} reported"] += bad
                if show and bad == (kind == "same"):
                    print(kind, text, [v.reason for v in grounder.check(text, facts=()).violations])
    return counts


def with_number_of_another(path: Path) -> Iterator[tuple[str, str, str]]:
    """For each number of a facts file: fact id, the fact, and the fact with a number of another fact in its place."""
    rng = random.Random(SEED)
    facts = load_facts(path).facts
    counts = {f.id: read_values(f.text).counts for f in facts}
    for fact in facts:
        own = {c.bounds for c in counts[fact.id]}
        for count in counts[fact.id]:
            q = count.quantity
            others = [c for f in facts if f is not fact for c in counts[f.id] if c.bounds not in own and same_measure(q, c.quantity)]
            for other in rng.sample(others, min(2, len(others))):
                yield fact.id, fact.text, fact.text[: q.start] + other.quantity.text + fact.text[q.end :]


def measure_facts(show: bool = False) -> Counter[str]:
    """Count the facts told with another fact's number, those reported, and those still taken for told."""
    counts: Counter[str] = Counter()
    for path in sorted(FACTS.glob("*.yaml")):
        grounder = Grounder(load_facts(path))
        for fact, _, text in with_number_of_another(path):
            grounding = grounder.check(f"{text}。")
            counts["told"] += 1
            counts["reported"] += bool(grounding.violations)
            counts["taken"] += grounding.uses[fact].used
            if show and not grounding.violations:
                print("another's number", text)
    return counts


def main() -> None:
    """Print the shares."""
    counts = measure(show=True)
    print(f"unchanged sentences {counts['same']}: false alarms {counts['same reported'] / counts['same']:.3f}")
    print(f"one digit changed {counts['digit']}: caught {counts['digit reported'] / counts['digit']:.3f}")
    facts = measure_facts(show=True)
    print(f"two numbers swapped {counts['swap']}: caught {counts['swap reported'] / counts['swap']:.3f}")
    print(f"another fact's number {facts['told']}: caught {facts['reported'] / facts['told']:.3f}, still taken for told {facts['taken']}")


if __name__ == "__main__":
    main()
