"""The sample library: what the user gives as models, masked, searchable, and gone without a trace when removed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from assistant import paths
from assistant.config import Config
from assistant.errors import InputError
from assistant.samples import ingest
from assistant.samples.embed import embedder
from assistant.samples.first_mask import MASK_VERSION
from assistant.samples.kinds import kind_wanted
from assistant.samples.passages import Hit, Kind, Passage
from assistant.samples.ranking import Wish
from assistant.samples.split import SPLIT_VERSION
from assistant.samples.store import FILE, STORE_VERSION, Store, StoredDocument
from assistant.samples.terms import TERMS_VERSION
from assistant.samples.topics import topics_version
from assistant.samples.update import Change, IndexReport, Progress, build, compare
from assistant.samples.vectors import chroma_version
from assistant.samples.versions import Versions
from assistant.samples.view import View

__all__ = ["IndexReport", "Library", "default_places"]


def default_places(config: Config) -> list[Path]:
    """What to index where no path is given: the configured samples, else the shipped ones."""
    configured = [Path(p).expanduser() for p in config["samples.paths"]]
    return configured or [paths.shipped("corpus")]


def _silent(what: str, done: int, total: int) -> None:
    """Tell nobody."""


class Library:
    """The samples under one root folder. Opening is cheap; `say` receives the few lines a user should read."""

    def __init__(self, config: Config, root: Path, say: Callable[[str], None] = lambda text: None) -> None:
        self._config = config
        self._versions = Versions(root)
        self._say = say
        self._view: View | None = None

    @classmethod
    def open(cls, config: Config, say: Callable[[str], None] = lambda text: None) -> Library:
        """The library of the user's home folder."""
        return cls(config, paths.home() / "samples", say)

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
        exact = [d for d in documents if name in (d.id, d.title) or Path(d.path) == Path(name).resolve()]
        near = exact or [d for d in documents if d.id.startswith(name) or d.title.startswith(name) or Path(d.path).name == name]
        if len(near) == 1:
            return near[0]
        if near:
            raise InputError(f"“{name}”对应 {len(near)} 篇范文：{'、'.join(d.id for d in near[:5])}", "请改用编号")
        raise InputError(f"范文库中没有“{name}”", "用 assistant samples list 查看全部范文")

    def search(
        self, query: str, *, k: int = 5, kind: Kind | None = None, report_type: str | None = None, year: int | None = None
    ) -> list[Hit]:
        """The `k` passages that fit `query` best; only those of `kind` where it is given. Raises LibraryError."""
        wish = Wish(kind or kind_wanted(query), report_type or "", year)
        return self._open().search(query, embedder(self._config), k, wish, kind)

    def index(self, places: Sequence[Path], rebuild: bool = False, on_progress: Progress | None = None) -> IndexReport:
        """Bring the library up to date with the files at or under `places`; `rebuild` makes everything anew.

        A file that cannot be read is reported and the rest indexed. Raises LibraryError.
        """
        tell = on_progress or _silent
        places = [p.resolve() for p in places]
        found = ingest.find(places)
        with self._versions.writer(self._say):
            old = self._sound()
            store = Store.read(old / FILE) if old else None
            change, report = compare(store, found, places, rebuild, tell)
            if change or not old:
                self._publish(old, change, tell)
        return report

    def remove(self, document: StoredDocument) -> None:
        """Take a sample out for good: none of its text is left on disk, and indexing its folder does not bring it back."""
        with self._versions.writer(self._say):
            self._publish(self._sound(), Change(gone={document.id}, excluded={document.id}), _silent)

    def _publish(self, old: Path | None, change: Change, tell: Progress) -> None:
        folder = self._versions.new()
        build(folder, old, change, embedder(self._config), tell)
        if self._view:
            self._view.close()
            self._view = None
        self._versions.publish(folder, self._made_by())

    def _open(self) -> View:
        folder = self._versions.current()
        if folder is None:
            raise InputError("范文库还是空的", "先运行 assistant samples index 建立范文库")
        if self._view is None or self._view.folder != folder:
            self._view = View(folder)
        return self._view

    def _sound(self) -> Path | None:
        return self._versions.current()

    def _made_by(self) -> dict[str, Any]:
        """What an index depends on; another value of any of these makes another index."""
        return {
            "store": STORE_VERSION, "split": SPLIT_VERSION, "mask": MASK_VERSION, "terms": TERMS_VERSION,
            "topics": topics_version(), "chroma": chroma_version(), "embedder": embedder(self._config).name,
        }  # fmt: skip
