"""The sample library: what the user gives as models, masked, searchable, and gone without a trace when removed."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant import paths
from assistant.config import Config
from assistant.errors import DocumentError, InputError, LibraryError
from assistant.samples import ingest
from assistant.samples.embed import embedder
from assistant.samples.kinds import kind_wanted
from assistant.samples.mask import MASK_VERSION
from assistant.samples.passages import Hit, Kind, Passage
from assistant.samples.ranking import Wish, rank, thin
from assistant.samples.split import SPLIT_VERSION
from assistant.samples.store import FILE, STORE_VERSION, Store, StoredDocument
from assistant.samples.terms import TERMS_VERSION, Terms, build_terms
from assistant.samples.vectors import VectorIndex, chroma_version, indexed_text
from assistant.samples.versions import Versions

Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class IndexReport:
    """What indexing did: paths added, updated, removed; how many stayed as they were; what failed, as (path, reason)."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        """Whether the library is another than before."""
        return bool(self.added or self.updated or self.removed)


@dataclass(slots=True)
class _Opened:
    """A version opened for reading."""

    folder: Path
    store: Store
    terms: Terms
    vectors: VectorIndex | None = None


class Library:
    """The samples under one home folder. Opening is cheap; `say` receives the few lines a user should read."""

    def __init__(self, config: Config, root: Path, say: Callable[[str], None] = lambda text: None) -> None:
        self._config = config
        self._versions = Versions(root)
        self._say = say
        self._opened: _Opened | None = None

    @classmethod
    def open(cls, config: Config, say: Callable[[str], None] = lambda text: None) -> Library:
        """The library of the user's home folder."""
        return cls(config, paths.home() / "samples", say)

    # Reading

    def documents(self) -> list[StoredDocument]:
        """Every sample, by path."""
        return self._open().store.documents()

    def passages(self, document_id: str) -> list[Passage]:
        """The passages of a sample in reading order."""
        return list(self._open().store.passages("document = ?", (document_id,)))

    def passages_of(self, kind: Kind, report_type: str = "") -> list[Passage]:
        """The passages of a kind, only those of a report type where one is given."""
        where = "kind = ? AND report_type = ?" if report_type else "kind = ?"
        return list(self._open().store.passages(where, (kind, report_type) if report_type else (kind,)))

    def find(self, name: str) -> StoredDocument:
        """The sample with this id, path or title, or the only one whose id or title begins so. Raises InputError."""
        documents = self.documents()
        path = str(Path(name).resolve())
        exact = [d for d in documents if name in (d.id, d.path, d.title) or d.path == path]
        near = exact or [d for d in documents if d.id.startswith(name) or d.title.startswith(name) or Path(d.path).name == name]
        if len(near) == 1:
            return near[0]
        if near:
            raise InputError(f"“{name}”对应 {len(near)} 篇范文：{'、'.join(d.id for d in near[:5])}", "请改用编号")
        raise InputError(f"范文库中没有“{name}”", "用 assistant samples list 查看全部范文")

    def search(
        self, query: str, *, k: int = 5, kind: Kind | None = None, report_type: str | None = None, year: int | None = None
    ) -> list[Hit]:
        """The `k` passages that fit `query` best; only those of `kind` where it is given."""
        import numpy as np

        opened = self._open()
        if not opened.terms.total:
            return []
        words = opened.terms.scores(query)
        rows = [int(r) for r in np.argsort(-words)[:200] if words[r] > 0]
        near = self._vectors(opened).nearest(embedder(self._config).embed([query]), min(100, opened.terms.total))
        passages = opened.store.rows(rows)
        scored = {p.id: (p, float(words[r])) for r, p in passages.items()}
        others = [i for i in near if i not in scored]
        marks = ", ".join("?" * len(others))
        scored |= {p.id: (p, 0.0) for p in opened.store.passages(f"id IN ({marks})", others)}
        wanted = [(p, w) for p, w in scored.values() if kind is None or p.kind == kind]
        wish = Wish(kind or kind_wanted(query), report_type or "", year)
        hits = rank([p for p, _ in wanted], [w for _, w in wanted], [near.get(p.id, 0.0) for p, _ in wanted], wish)
        return thin(hits, k)

    def _open(self) -> _Opened:
        folder = self._versions.current()
        if folder is None:
            raise InputError("范文库还是空的", "先运行 assistant samples index 建立范文库")
        if self._opened is None or self._opened.folder != folder:
            self._opened = _Opened(folder, Store.read(folder / FILE), Terms(folder / "terms"))
        return self._opened

    def _vectors(self, opened: _Opened) -> VectorIndex:
        if opened.vectors is None:
            opened.vectors = VectorIndex(opened.folder / "chroma")
        return opened.vectors

    # Writing

    def index(self, places: Sequence[Path], rebuild: bool = False, on_progress: Progress | None = None) -> IndexReport:
        """Bring the library up to date with the files at or under `places`; `rebuild` makes everything anew.

        A file that cannot be read is reported and the rest indexed. Raises LibraryError.
        """
        tell = on_progress or (lambda what, done, total: None)
        found = ingest.find(places)
        with self._versions.writer(self._say):
            return self._update(found, [p.resolve() for p in places], rebuild, tell)

    def _update(self, found: ingest.Found, places: Sequence[Path], rebuild: bool, tell: Progress) -> IndexReport:
        old = self._versions.current()
        known = {d.id: d for d in Store.read(old / FILE).documents()} if old else {}
        report = IndexReport(failed=list(found.failed))
        new = {i: p for i, p in found.paths.items() if rebuild or i not in known}
        broken = {Path(p).resolve() for p, _ in report.failed}
        loaded = {}
        for number, (identity, path) in enumerate(new.items()):
            tell("读取范文", number, len(new))
            try:
                loaded[identity] = ingest.load(identity, path.resolve())
            except DocumentError as error:
                report.failed.append((str(path), error.message))
                broken.add(path.resolve())
        gone = [d for d in known.values() if d.id not in found.paths and _under(d.path, places) and Path(d.path) not in broken]
        paths_gone = {d.path for d in gone}
        for stored, _ in loaded.values():
            (report.updated if stored.path in paths_gone or stored.id in known else report.added).append(stored.path)
        report.removed = sorted(paths_gone - set(report.updated))
        report.unchanged = sum(i in known and i not in loaded for i in found.paths)
        if report.changed or old is None:
            self._build(old, [d.id for d in gone], loaded, tell)
        return report

    def _build(self, old: Path | None, gone: Sequence[str], loaded: dict[str, Any], tell: Progress) -> None:
        folder = self._versions.new()
        store = Store.read(old / FILE).copy_to(folder / FILE) if old else Store.create(folder / FILE)
        dropped = [p.id for i in (*gone, *loaded) for p in store.passages("document = ?", (i,))]
        for identity in (*gone, *loaded):
            store.delete(identity)
        fresh: list[Passage] = []
        for stored, document in loaded.values():
            made = ingest.passages(stored, document)
            store.add(stored, ingest.to_lines(document), made)
            fresh += made
        store.finish()
        if old and (old / "chroma").is_dir():
            shutil.copytree(old / "chroma", folder / "chroma")
        self._index(folder, dropped, fresh, tell)
        self._versions.publish(folder, self._made_by())

    def _index(self, folder: Path, dropped: Sequence[str], fresh: Sequence[Passage], tell: Progress) -> None:
        build_terms(folder / "terms", (indexed_text(p) for p in Store.read(folder / FILE).passages()))
        vectors = VectorIndex(folder / "chroma")
        done = 0

        def advance(number: int) -> None:
            nonlocal done
            done += number
            tell("建立索引", done, len(fresh))

        vectors.delete(dropped)
        vectors.add(fresh, embedder(self._config), advance)
        vectors.close()

    def _made_by(self) -> dict[str, Any]:
        return {
            "store": STORE_VERSION, "split": SPLIT_VERSION, "mask": MASK_VERSION, "terms": TERMS_VERSION,
            "chroma": chroma_version(), "embedder": embedder(self._config).name,
        }  # fmt: skip

    def remove(self, document: StoredDocument) -> None:
        """Take a sample out for good: none of its text is left on disk, and indexing its folder does not bring it back."""
        with self._versions.writer(self._say):
            old = self._versions.current()
            if old is None:
                raise LibraryError("范文库还是空的", "先运行 assistant samples index")
            self._build(old, [document.id], {}, lambda what, done, total: None)


def _under(path: str, places: Iterable[Path]) -> bool:
    return any(Path(path).is_relative_to(place) for place in places)


def default_places(config: Config) -> list[Path]:
    """What to index where no path is given: the configured samples, else the shipped ones."""
    configured = [Path(p).expanduser() for p in config["samples.paths"]]
    return configured or [paths.shipped("corpus")]
