"""How right the judge itself is, on sentences with known answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from evals.leaks.judge import Judge, Verdict, probes

SORTS = ("leaked", "invented", "misplaced")


def measure() -> tuple[Counter[str], list[str]]:
    """Counts, and a line for every mistake."""
    counts: Counter[str] = Counter()
    mistakes: list[str] = []
    judges = {name: Judge(name) for name in {p["facts"] for p in probes()}}
    for probe in probes():
        verdict = judges[probe["facts"]].judge(probe["text"])
        counts += scores(probe, verdict)
        mistakes += [f"{probe['id']} {line}  {probe['text']}" for line in differences(probe, verdict)]
    return counts, mistakes


def scores(probe: dict[str, list[str]], verdict: Verdict) -> Counter[str]:
    """What was right and wrong on one sentence: a value of a wrong sort is reported, but in the wrong drawer."""
    reported = {*verdict.leaked, *verdict.invented, *verdict.misplaced}
    counts: Counter[str] = Counter()
    for sort in SORTS:
        counts[sort] += len(probe[sort])
        counts[f"{sort} missed"] += sum(not _holds(value, reported) for value in probe[sort])
        counts[f"{sort} in another drawer"] += sum(_holds(v, reported) and not _holds(v, set(getattr(verdict, sort))) for v in probe[sort])
    innocent = not any(probe[sort] for sort in SORTS)
    counts["innocent"] += innocent
    counts["false alarms"] += innocent and bool(reported)
    counts["told"] += len(probe["told"])
    counts["told missed"] += len(set(probe["told"]) - verdict.told)
    return counts


def differences(probe: dict[str, list[str]], verdict: Verdict) -> Iterator[str]:
    """What the judge said otherwise than the label, in words."""
    for sort in SORTS:
        got = set(getattr(verdict, sort))
        missed = [v for v in probe[sort] if not _holds(v, got)]
        extra = [v for v in got if not _holds(v, set(probe[sort]))]
        if missed or extra:
            yield f"{sort}: missed {missed} extra {extra}"
    if set(probe["told"]) - verdict.told:
        yield f"told: missed {sorted(set(probe['told']) - verdict.told)}"


def _holds(value: str, reported: set[str]) -> bool:
    bare = value.strip("“”")
    return any(bare in r or r.strip("“”") in bare for r in reported)


if __name__ == "__main__":
    totals, lines = measure()
    print(*lines, sep="\n")
    print(dict(totals))
