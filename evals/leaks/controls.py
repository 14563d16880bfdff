"""Two systems that need no model and whose scores are known beforehand, to try the scorer on: `python -m evals.leaks.controls OUTDIR`.

`facts-listed` says every fact as a sentence of its own and nothing else: all told, nothing leaked or invented. `sample-copied` hands
in a sample report of the same type as it is: hardly a fact told, all of its values leaked or invented. Both need the standard library
only, as an outside system may. What the first is charged with is a false alarm of the measure.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from evals.leaks.score import CORPUS, text_of

HERE = Path(__file__).parent


def main(folder: Path) -> None:
    """Write OUTDIR/facts-listed and OUTDIR/sample-copied, ten reports each."""
    for system, reports in {"facts-listed": facts_listed(), "sample-copied": sample_copied()}.items():
        (folder / system).mkdir(parents=True, exist_ok=True)
        for name, text in reports:
            (folder / system / f"{name}.txt").write_text(text + "\n", encoding="utf-8")


def facts_listed() -> Iterator[tuple[str, str]]:
    """For each facts file its name, and its facts as sentences, a paragraph each."""
    told = defaultdict(list)
    for row in _rows("told.jsonl"):
        told[Path(row["facts"]).stem].append(row["text"].rstrip("。") + "。")
    return ((name, "\n".join(sentences)) for name, sentences in told.items())


def sample_copied() -> Iterator[tuple[str, str]]:
    """For each facts file its name, and the text of a sample of its type."""
    samples = {row["type"]: row["file"] for row in reversed(_rows("planted.jsonl"))}
    return ((name, text_of(CORPUS / samples[name.partition("_")[0]])) for name, _ in facts_listed())


def _rows(file: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (HERE / file).read_text("utf-8").splitlines()]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
