"""Writes prompts/vocabulary.txt: the words that reports of this genre have in common, whatever the unit.

Run from the repository's root after corpus/ has changed:  python -m evals.vocabulary
A word counts when at least three of our own sample reports use it.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from assistant.documents.read import read
from assistant.drafting.fit import VOCABULARY, words_of

CORPUS, OUT = Path("corpus"), Path("prompts") / VOCABULARY
LEAST = 3
HEAD = "# Words that at least three sample reports of corpus/ use. Written by evals/vocabulary.py.\n"


def main() -> None:
    """Count the words of every sample report and write those that are common."""
    samples = [p for p in sorted(CORPUS.rglob("*")) if p.suffix in {".md", ".txt", ".docx"} and p.name != "README.md"]
    counts: Counter[str] = Counter()
    for path in samples:
        counts.update(set(words_of("\n".join(p.text for p in read(path).body))))
    words = sorted(w for w, n in counts.items() if n >= LEAST)
    OUT.write_text(HEAD + "\n".join(words) + "\n", encoding="utf-8")
    print(f"{len(samples)} samples, {len(words)} words -> {OUT}")


if __name__ == "__main__":
    main()
