"""How well searches find what they should: nDCG@10 and R@5 on labelled paragraphs and queries.

    python evals/retrieval/measure.py LABELS [--reports FOLDER] [--each]

LABELS holds retrieval_paragraphs.jsonl (id, file, line, heading, text, kind) and retrieval_queries.jsonl (query, relevant, partial).
The paragraphs are indexed as the library would index the reports they come from; kinds are found by rule. With `--reports` the
reports themselves (named by `file`) are read, cleaned and split instead, and a passage counts as the labelled paragraph of its line
that it shares most text with. Exit code 1 below the thresholds.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from assistant.config import load_config
from assistant.documents.model import Document, Paragraph
from assistant.samples.embed import embedder
from assistant.samples.kinds import kind_wanted
from assistant.samples.library import Library
from assistant.samples.passages import Passage
from assistant.samples.ranking import Wish
from assistant.samples.store import StoredDocument
from assistant.samples.update import Change, build
from assistant.samples.view import View

LEAST_NDCG, LEAST_RECALL = 0.78, 0.80
Rows = list[dict[str, Any]]
Search = Callable[[str], list[str]]


def main() -> int:
    """Measure and print; the exit code."""
    arguments = _arguments()
    paragraphs = _read(arguments.labels / "retrieval_paragraphs.jsonl")
    queries = _read(arguments.labels / "retrieval_queries.jsonl")
    with tempfile.TemporaryDirectory() as folder:
        if arguments.reports:
            search = _search_reports(paragraphs, arguments.reports, Path(folder))
        else:
            search = _search_paragraphs(paragraphs, Path(folder))
        scores = [(q, *_score(search(q["query"]), q)) for q in queries]
    for query, gain, recall in scores if arguments.each else []:
        print(f"{gain:.2f} {recall:.2f}  {query['query']}")
    ndcg, recall = (sum(s[i] for s in scores) / len(scores) for i in (1, 2))
    print(f"{len(queries)} queries, {len(paragraphs)} paragraphs: nDCG@10 {ndcg:.3f}, R@5 {recall:.3f}")
    return int(ndcg < LEAST_NDCG or recall < LEAST_RECALL)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="nDCG@10 and R@5 of the sample library on labelled queries")
    parser.add_argument("labels", type=Path)
    parser.add_argument("--reports", type=Path, help="folder of the reports the paragraphs come from")
    parser.add_argument("--each", action="store_true", help="print every query's scores")
    return parser.parse_args()


def _read(path: Path) -> Rows:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _search_paragraphs(paragraphs: Rows, folder: Path) -> Search:
    """Search the labelled paragraphs; a paragraph's index is its place in `paragraphs`, counted from 1."""
    files: dict[str, list[tuple[int, dict[str, Any]]]] = defaultdict(list)
    for number, row in enumerate(paragraphs, 1):
        files[row["file"]].append((number, row))
    fresh = [(StoredDocument(name, name, name, None, ""), Document(None, "labels", tuple(_lines(rows)))) for name, rows in files.items()]
    made_by = embedder(load_config())
    build(folder, None, Change(fresh), made_by, lambda what, done, total: None)
    view = View(folder)

    def search(query: str) -> list[str]:
        hits = view.search(query, made_by, 20, Wish(kind_wanted(query)), None)
        return list(dict.fromkeys(paragraphs[h.passage.paragraph - 1]["id"] for h in hits))

    return search


def _lines(rows: Iterable[tuple[int, dict[str, Any]]]) -> Iterable[Paragraph]:
    """Labelled paragraphs with their headings in front of them, as a report has them."""
    path: list[str] = []
    for number, row in rows:
        titles = [t for t in row["heading"].split(" / ") if t]
        same = next((i for i, (a, b) in enumerate(zip(path, titles, strict=False)) if a != b), min(len(path), len(titles)))
        yield from (Paragraph(title, number, level) for level, title in enumerate(titles[same:], same + 1))
        yield Paragraph(row["text"], number)
        path = titles


def _search_reports(paragraphs: Rows, reports: Path, folder: Path) -> Search:
    library = Library(load_config(), folder)
    library.index([reports])
    names = {d.id: Path(d.path).name for d in library.documents()}
    lines: dict[tuple[str, int], Rows] = defaultdict(list)
    for row in paragraphs:
        lines[row["file"], row["line"]].append(row)

    def label(passage: Passage) -> str:
        rows = lines[names[passage.document], passage.paragraph]
        pairs = {passage.text[i : i + 2] for i in range(len(passage.text) - 1)}
        return str(max(rows, key=lambda r: sum(r["text"][i : i + 2] in pairs for i in range(len(r["text"]))))["id"]) if rows else passage.id

    return lambda query: list(dict.fromkeys(label(h.passage) for h in library.search(query, k=20)))


def _score(found: list[str], query: dict[str, Any]) -> tuple[float, float]:
    """The nDCG@10 (relevant counts 2, partial 1) and R@5 (relevant only) of what was found."""
    gains = {**dict.fromkeys(query["partial"], 1), **dict.fromkeys(query["relevant"], 2)}
    best = _gain(sorted(gains.values(), reverse=True)[:10])
    reached = len(set(found[:5]) & set(query["relevant"])) / min(5, len(query["relevant"]))
    return _gain([gains.get(i, 0) for i in found[:10]]) / best, reached


def _gain(gains: list[int]) -> float:
    return sum((2**gain - 1) / math.log2(place + 2) for place, gain in enumerate(gains))


if __name__ == "__main__":
    sys.exit(main())
