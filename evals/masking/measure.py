"""Measure masking against hand-made labels: recall by kind, public terms kept, what was missed, what was masked for nothing.

    python evals/masking/measure.py                     the texts in unseen/ (labels inside the text: 〔org|临江港务公司〕)
    python evals/masking/measure.py --folders FOLDER... other texts labelled like them, such as labelled/, which the model was trained on
    python evals/masking/measure.py --texts FOLDER...   the texts there whose labels in positions/ are places only (line, start, end, kind)

A value counts as found when nothing of it that tells it apart is left: no digit, not its first character, not half of it. A public term
is kept when no slot touches it. Exits 1 when recall is under 0.97 or fewer than 0.98 of the public terms are kept.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
LABELLED, UNSEEN = HERE / "labelled", HERE / "unseen"
sys.path.insert(0, str(HERE.parents[1]))

from assistant.samples.mask import mask_document  # noqa: E402

RECALL, KEPT = 0.97, 0.98
_INLINE = re.compile(r"〔(\w+)\|([^〔〕]*)〕")
_TELLING = re.compile(r"[0-9０-９]")


class Label(NamedTuple):
    """A value or public term: characters `start:end` of line `line` (from 1)."""

    line: int
    start: int
    end: int
    kind: str


class Text(NamedTuple):
    """A text with its labels."""

    name: str
    lines: list[str]
    labels: list[Label]


def labelled(folder: Path) -> Iterator[Text]:
    """The texts of a folder, with labels inside."""
    for path in sorted(folder.glob("*.txt")):
        lines, labels = [], []
        for number, marked in enumerate(path.read_text("utf-8").splitlines(), 1):
            line, position = "", 0
            for m in _INLINE.finditer(marked):
                line += marked[position : m.start()]
                labels.append(Label(number, len(line), len(line) + len(m[2]), m[1]))
                line, position = line + m[2], m.end()
            lines.append(line + marked[position:])
        yield Text(path.stem, lines, labels)


def positioned(folders: list[Path]) -> Iterator[Text]:
    """The texts of other people, labelled by places."""
    for path in sorted((HERE / "positions").glob("*.tsv")):
        found = next((f / path.stem for f in folders if (f / path.stem).exists()), None)
        if found is not None:
            rows = [line.split("\t") for line in path.read_text("utf-8").splitlines() if line and line[0] != "#"]
            labels = [Label(int(a), int(b), int(c), kind) for a, b, c, kind in rows]
            yield Text(path.stem, found.read_text("utf-8").split("\n"), labels)


class Score:
    """What was found and kept in the texts seen so far."""

    def __init__(self) -> None:
        self.total: Counter[str] = Counter()
        self.found: Counter[str] = Counter()

    def add(self, text: Text, *, verbose: bool) -> None:
        """Mask a text and compare."""
        covered = [{i for slot in m.slots for i in range(slot.start, slot.end)} for m in mask_document(text.lines)]
        values = defaultdict(set)
        for label in text.labels:
            line, hit = text.lines[label.line - 1], covered[label.line - 1]
            values[label.line] |= set(range(label.start, label.end))
            good = not hit & set(range(label.start, label.end)) if label.kind == "public" else _is_found(line, label, hit)
            self.total[label.kind] += 1
            self.found[label.kind] += good
            if not good and verbose:
                print(f"  {'masked' if label.kind == 'public' else 'missed'} {text.name}:{label.line} {label.kind} {_shown(line, label)}")
        if verbose:
            _print_extras(text, covered, values)

    def recall(self) -> float:
        """The share of values found, over all kinds."""
        kinds = [kind for kind in self.total if kind != "public"]
        return sum(self.found[k] for k in kinds) / max(sum(self.total[k] for k in kinds), 1)

    def kept(self) -> float:
        """The share of public terms that no slot touches."""
        return self.found["public"] / max(self.total["public"], 1)


def _is_found(line: str, label: Label, hit: set[int]) -> bool:
    left = [i for i in range(label.start, label.end) if i not in hit and line[i] not in "“”《》"]
    first = next((i for i in range(label.start, label.end) if line[i] not in "“《"), label.start)
    named = label.kind in ("org", "place", "person", "title", "quoted") and first in left
    return not named and not _TELLING.search("".join(line[i] for i in left)) and 2 * len(left) <= label.end - label.start


def _shown(line: str, label: Label) -> str:
    return f"{line[max(label.start - 8, 0) : label.start]}[{line[label.start : label.end]}]{line[label.end : label.end + 8]}"


def _print_extras(text: Text, covered: list[set[int]], values: dict[int, set[int]]) -> None:
    for number, hit in enumerate(covered, 1):
        extra = sorted(hit - values[number])
        runs = "".join(text.lines[number - 1][i] + ("" if i + 1 in hit else " ") for i in extra)
        if runs:
            print(f"  extra  {text.name}:{number} {runs}")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folders", type=Path, nargs="*", metavar="FOLDER")
    parser.add_argument("--texts", type=Path, nargs="*", default=[], metavar="FOLDER")
    parser.add_argument("--quiet", action="store_true", help="figures only")
    options = parser.parse_args()
    everything = Score()
    folders = options.folders or ([] if options.texts else [UNSEEN])
    for text in [*(text for folder in folders for text in labelled(folder)), *positioned(options.texts)]:
        score = Score()
        score.add(text, verbose=not options.quiet)
        everything.total += score.total
        everything.found += score.found
        print(f"{text.name[:40]:40} recall {score.recall():.3f}  public kept {score.kept():.3f}")
    for kind, total in everything.total.most_common():
        print(f"{kind:12} {everything.found[kind]:5} of {total:5}  {everything.found[kind] / total:.3f}")
    print(f"recall {everything.recall():.3f} (bar {RECALL})  public kept {everything.kept():.3f} (bar {KEPT})")
    return int(everything.recall() < RECALL or everything.kept() < KEPT)


if __name__ == "__main__":
    raise SystemExit(main())
