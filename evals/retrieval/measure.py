"""How well searches find what they should: nDCG@10 and R@5 on labelled queries.

    python evals/retrieval/measure.py                                 our own queries over corpus/
    python evals/retrieval/measure.py --labels FOLDER                 retrieval_paragraphs.jsonl, retrieval_queries.jsonl in FOLDER
    python evals/retrieval/measure.py --labels FOLDER --reports REPORTS

Our own queries know the kind of the section they are asked for, as drafting does. With `--labels` the labelled paragraphs are made
into reports again (a heading, its paragraphs) and kinds are found by rule, in passages and queries; with `--reports` the reports they
come from are read, cleaned and split as they are, and a passage counts as the labelled paragraph of its line that it shares most text
with. nDCG: relevant counts 2, partial 1. R@5: relevant ones among the first 5, of at most 5. Exit code 1 below the thresholds.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.config import load_config
from assistant.samples.library import Library
from assistant.samples.passages import Passage

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parent.parent / "corpus"
LEAST_NDCG, LEAST_RECALL = 0.78, 0.80
# Our own queries are harder: up to 24 relevant passages in 24 reports, and no word of the passage in the query if it can be helped.
LEAST_OWN_NDCG, LEAST_OWN_RECALL = 0.76, 0.76
Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Case:
    """A query, what it should find (2 relevant, 1 partial), and what was found, best first."""

    query: str
    gains: dict[str, int]
    found: list[str]

    @property
    def ndcg(self) -> float:
        """The discounted gain of the first ten, over the best there could be."""
        return _gain(self.gains.get(i, 0) for i in self.found[:10]) / _gain(sorted(self.gains.values(), reverse=True)[:10])

    @property
    def recall(self) -> float:
        """The share of relevant ones among the first five."""
        relevant = {i for i, gain in self.gains.items() if gain == 2}
        return len(relevant & set(self.found[:5])) / min(5, len(relevant))


def main() -> int:
    """Measure and print; the exit code."""
    arguments = _arguments()
    least = (LEAST_NDCG, LEAST_RECALL) if arguments.labels else (LEAST_OWN_NDCG, LEAST_OWN_RECALL)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        cases = list(labelled(arguments.labels, arguments.reports, place) if arguments.labels else own(place))
    for case in sorted(cases, key=lambda c: c.ndcg) if arguments.each else []:
        print(f"{case.ndcg:.2f} {case.recall:.2f}  {case.query}")
    ndcg, recall = sum(c.ndcg for c in cases) / len(cases), sum(c.recall for c in cases) / len(cases)
    print(f"{len(cases)} queries: nDCG@10 {ndcg:.3f} (at least {least[0]}), R@5 {recall:.3f} (at least {least[1]})")
    return int(ndcg < least[0] or recall < least[1])


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="nDCG@10 and R@5 of the sample library on labelled queries")
    parser.add_argument("--labels", type=Path, help="folder of retrieval_paragraphs.jsonl and retrieval_queries.jsonl")
    parser.add_argument("--reports", type=Path, help="folder of the reports the labelled paragraphs come from")
    parser.add_argument("--each", action="store_true", help="print every query's scores, worst first")
    return parser.parse_args()


def own(folder: Path) -> Iterator[Case]:
    """Our queries over corpus/: a passage matches a label when it holds the label's quote."""
    library = _indexed(CORPUS, folder)
    passages = {str(Path(d.path).relative_to(CORPUS)): library.passages(d.id) for d in library.documents()}
    for query in _read(HERE / "corpus_queries.jsonl"):
        gains: dict[str, int] = {}
        for name, gain in (("partial", 1), ("relevant", 2)):
            for label in query[name]:
                gains |= {p.id: gain for p in passages[label["file"]] if label["quote"] in p.text}
        found = library.search(query["query"], k=10, kind=query["kind"])
        yield Case(query["query"], gains, [h.passage.id for h in found])


def labelled(labels: Path, reports: Path | None, folder: Path) -> Iterator[Case]:
    """The queries of a folder of labels over the labelled paragraphs."""
    paragraphs = _read(labels / "retrieval_paragraphs.jsonl")
    places: dict[tuple[str, int], Rows] = defaultdict(list)
    if reports:
        for row in paragraphs:
            places[Path(row["file"]).stem, row["line"]].append(row)
    else:
        reports = folder / "reports"
        _write_reports(paragraphs, reports, places)
    library = _indexed(reports, folder / "library")
    names = {d.id: Path(d.path).stem for d in library.documents()}
    for query in _read(labels / "retrieval_queries.jsonl"):
        gains = {**dict.fromkeys(query["partial"], 1), **dict.fromkeys(query["relevant"], 2)}
        found = (_label(h.passage, places[names[h.passage.document], h.passage.paragraph]) for h in library.search(query["query"], k=20))
        yield Case(query["query"], gains, list(dict.fromkeys(found)))


def _write_reports(paragraphs: Rows, folder: Path, places: dict[tuple[str, int], Rows]) -> None:
    """Write the labelled paragraphs of each file as a report; note in `places` where each stands."""
    folder.mkdir()
    files: dict[str, Rows] = defaultdict(list)
    for row in paragraphs:
        files[Path(row["file"]).stem].append(row)
    for name, rows in files.items():
        lines: list[str] = []
        for line, row in _with_headings(rows):
            lines += [line, ""]
            if row:
                places[name, len(lines) - 1].append(row)
        (folder / f"{name}.md").write_text("\n".join(lines), encoding="utf-8")


def _with_headings(rows: Rows) -> Iterator[tuple[str, dict[str, Any] | None]]:
    path: list[str] = []
    for row in rows:
        titles = [t for t in row["heading"].split(" / ") if t]
        same = next((i for i, (a, b) in enumerate(zip(path, titles, strict=False)) if a != b), min(len(path), len(titles)))
        yield from ((f"{'#' * level} {title}", None) for level, title in enumerate(titles[same:], same + 2))
        yield row["text"], row
        path = titles


def _label(passage: Passage, rows: Rows) -> str:
    """The labelled paragraph of `rows` that a passage shares most with, its own id where there is none."""
    pairs = {passage.text[i : i + 2] for i in range(len(passage.text) - 1)}

    def shared(row: dict[str, Any]) -> int:
        return sum(row["text"][i : i + 2] in pairs for i in range(len(row["text"])))

    return str(max(rows, key=shared)["id"]) if rows else passage.id


def _indexed(reports: Path, folder: Path) -> Library:
    library = Library(load_config(), folder)
    library.index([reports])
    return library


def _read(path: Path) -> Rows:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _gain(gains: Iterable[int]) -> float:
    return sum((2**gain - 1) / math.log2(place + 2) for place, gain in enumerate(gains))


if __name__ == "__main__":
    sys.exit(main())
