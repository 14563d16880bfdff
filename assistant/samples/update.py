"""Changing the library: what is new, what is gone, and the next version made from both."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from assistant.documents.model import Document
from assistant.errors import DocumentError
from assistant.samples import ingest
from assistant.samples.embed import Embedder
from assistant.samples.grams import passage_text
from assistant.samples.store import FILE, Store, StoredDocument
from assistant.samples.terms import build_terms
from assistant.samples.vectors import VectorIndex
from assistant.samples.view import CHROMA, TERMS

Progress = Callable[[str, int, int], None]
Loaded = list[tuple[StoredDocument, Document]]


@dataclass(slots=True)
class IndexReport:
    """What indexing did: paths added, updated, removed; how many stayed as they were; what failed, as (path, reason)."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Change:
    """What the next version has that this one has not, and the other way round; `moved` is id and new path."""

    fresh: Loaded = field(default_factory=list)
    gone: set[str] = field(default_factory=set)
    moved: dict[str, str] = field(default_factory=dict)
    admitted: set[str] = field(default_factory=set)
    excluded: set[str] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.fresh or self.gone or self.moved)


def compare(store: Store | None, found: ingest.Found, places: Iterable[Path], again: bool, tell: Progress) -> tuple[Change, IndexReport]:
    """What to change so that the library agrees with the files found at `places`; `again` reads the unchanged ones too.

    A file that can no longer be read keeps its place in the library.
    """
    known = {d.id: d for d in store.documents()} if store else {}
    refused = (store.excluded() if store else set()) - found.named
    wanted = {i: p for i, p in found.paths.items() if i not in refused}
    report = IndexReport(failed=list(found.failed))
    fresh = list(_load({i: p for i, p in wanted.items() if again or i not in known}, report, tell))
    lasting = {path for path, _ in report.failed}
    gone = {d.id for d in known.values() if d.id not in wanted and d.path not in lasting and _under(d.path, places)}
    moved = {i: str(p) for i, p in wanted.items() if i in known and not Path(known[i].path).exists()}
    old_paths = {known[i].path for i in gone} | {known[s.id].path for s, _ in fresh if s.id in known}
    for stored, _ in fresh:
        (report.updated if stored.path in old_paths else report.added).append(stored.path)
    report.removed = sorted({known[i].path for i in gone} - set(report.updated))
    report.unchanged = sum(i in known for i in wanted) - sum(s.id in known for s, _ in fresh)
    return Change(fresh, gone, moved, admitted={s.id for s, _ in fresh}), report


def _load(paths: dict[str, Path], report: IndexReport, tell: Progress) -> Iterator[tuple[StoredDocument, Document]]:
    for number, (identity, path) in enumerate(paths.items(), 1):
        try:
            yield ingest.load(identity, path)
        except DocumentError as error:
            report.failed.append((str(path), error.message.removeprefix(f"{path}：")))
        tell("读取范文", number, len(paths))


def _under(path: str, places: Iterable[Path]) -> bool:
    return any(Path(path).is_relative_to(place) for place in places)


def build(folder: Path, old: Path | None, change: Change, embedder: Embedder, tell: Progress) -> None:
    """Make the next version in `folder` from the version in `old` (None: from nothing) and `change`."""
    with_old = old and (old / CHROMA).is_dir()
    dropped, added = _store(folder / FILE, old and old / FILE, change, tell)
    store = Store.read(folder / FILE)
    if with_old and old:
        shutil.copytree(old / CHROMA, folder / CHROMA)
    vectors = VectorIndex(folder / CHROMA)
    vectors.delete(dropped)
    fresh = list(store.passages()) if not with_old else [p for i in added for p in store.passages("document = ?", (i,))]
    done = 0

    def advance(number: int) -> None:
        nonlocal done
        done += number
        tell("建立索引", done, len(fresh))

    vectors.add(fresh, embedder, advance)
    vectors.close()
    build_terms(folder / TERMS, ((number, passage_text(p.heading, p.text), p.kind) for number, p in store.numbered()))
    store.close()


def _store(path: Path, old: Path | None, change: Change, tell: Progress) -> tuple[list[str], Collection[str]]:
    """Write the store of the next version; the ids of passages dropped and of documents added."""
    store = Store.read(old).copy_to(path) if old else Store.create(path)
    added = {stored.id for stored, _ in change.fresh}
    dropped = [p.id for i in (*change.gone, *added) for p in store.passages("document = ?", (i,))]
    for identity in (*change.gone, *added):
        store.delete(identity)
    for number, (stored, document) in enumerate(change.fresh, 1):
        store.add(stored, ingest.to_lines(document), ingest.passages(stored, document))
        tell("处理范文", number, len(change.fresh))
    for identity, place in change.moved.items():
        store.move(identity, place)
    for identity in change.admitted | change.excluded:
        store.exclude(identity, identity in change.excluded)
    store.finish()
    return dropped, added
