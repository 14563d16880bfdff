"""Train what `assistant.text.learned` reads with, from the texts with labels in labelled/: python evals/masking/train.py

Those in unseen/ are kept out, to measure on.

Takes some minutes on one core. The result is the same each time for the same texts, lists and traits: train again after changing any.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

import pycrfsuite  # noqa: E402
from measure import LABELLED, Label, Text, labelled  # noqa: E402

from assistant.text.learned import LETTERS, MODEL, NOTHING  # noqa: E402
from assistant.text.traits import traits  # noqa: E402

# Tried on texts that were not trained on: little punishment for many traits, rare traits left out.
PARAMETERS = {"c1": 0.05, "c2": 0.02, "max_iterations": 140, "feature.minfreq": 2, "feature.possible_transitions": True}


def tags(line: str, labels: Sequence[Label]) -> list[str]:
    """The label of each character of a line."""
    found = [NOTHING] * len(line)
    for label in labels:
        if label.kind in LETTERS and line[label.start] not in "“‘":
            letter = LETTERS[label.kind]
            found[label.start : label.end] = [f"B{letter}"] + [f"I{letter}"] * (label.end - label.start - 1)
    return found


def train(texts: Sequence[Text], model: Path) -> None:
    """Train on `texts` and write `model`."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for text in texts:
        for number, line in enumerate(text.lines, 1):
            if line:
                trainer.append(traits(line), tags(line, [label for label in text.labels if label.line == number]))
    trainer.set_params(PARAMETERS)
    trainer.train(str(model))


def main() -> None:
    """Train and say what was written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=MODEL)
    parser.add_argument("--folders", type=Path, nargs="*", default=[LABELLED], metavar="FOLDER")
    options = parser.parse_args()
    texts = [text for folder in options.folders for text in labelled(folder)]
    train(texts, options.out)
    print(f"{options.out}: {options.out.stat().st_size:,} bytes from {len(texts)} texts, {sum(len(t.labels) for t in texts):,} labels")


if __name__ == "__main__":
    main()
