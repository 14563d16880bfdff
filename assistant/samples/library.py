"""The sample library: what the user gives as models, masked, searchable, and gone without a trace when removed."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from assistant import paths
from assistant.config import Config
from assistant.errors import AssistantError, InputError, LibraryError
from assistant.samples import ingest
from assistant.samples.embed import embedder
from assistant.samples.first_mask import MASK_VERSION
from assistant.samples.kinds import kind_wanted
from assistant.samples.leaks import LeakIndex
from assistant.samples.passages import Hit, Kind, Passage
from assistant.samples.ranking import Wish
from assistant.samples.split import SPLIT_VERSION
from assistant.samples.store import FILE, STORE_VERSION, Store, StoredDocument
from assistant.samples.terms import TERMS_VERSION
from assistant.samples.topics import topics_version
from assistant.samples.update import Change, IndexReport, Progress, compare, write_store
from assistant.samples.vectors import chroma_version
from assistant.samples.versions import Manifest, Versions, inspect
from assistant.samples.view import View, build_vectors, build_words

__all__ = ["IndexReport", "Library", "default_places"]


def default_places(config: Config) -> list[Path]:
    """What to index where no path is given: the configured samples, else the shipped ones."""
    configured = [Path(p).expanduser() for p in config["samples.paths"]]
    return configured or [paths.shipped("corpus")]


def _silent(what: str, done: int, total: int) -> None:
    """Tell nobody."""


class Library:
    """The samples under one root folder. Opening is cheap; `say` receives the few lines a user should read.

    Every method raises LibraryError (exit code 3) where the library cannot be used, InputError (2) where it is empty.
    """

    def __init__(self, config: Config, root: Path, say: Callable[[str], None] = lambda text: None) -> None:
        self._config = config
        self._versions = Versions(root)
        self._say = say
        self._view: View | None = None

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
        """The `k` passages that fit `query` best; only those of `kind` where it is given."""
        wish = Wish(kind or kind_wanted(query), report_type or "", year)
        view = self._open()
        try:
            return view.search(query, embedder(self._config), k, wish, kind)
        except AssistantError:
            raise
        except Exception:
            # Another process has put a new version in use, or this one is damaged where inspection did not look.
            self._close()
            if self._versions.current() == view.folder:
                self._repair(force=True)
        return self._open().search(query, embedder(self._config), k, wish, kind)

    def leaks(self) -> LeakIndex:
        """The samples' values and sentences, to find them in a draft; empty where there is no library. Opens no index."""
        folder = self._versions.current()
        return LeakIndex(folder / FILE if folder else None)

    def _open(self) -> View:
        folder = self._versions.current()
        if folder is None:
            raise InputError("范文库还是空的", "先运行 assistant samples index 建立范文库")
        if self._view is None or self._view.folder != folder:
            self._close()
            self._view = View(self._sound(folder) or self._repair())
        return self._view

    def _close(self) -> None:
        if self._view:
            self._view.close()
            self._view = None

    # Writing

    def index(self, places: Sequence[Path], rebuild: bool = False, on_progress: Progress | None = None) -> IndexReport:
        """Bring the library up to date with the files at or under `places`; `rebuild` makes everything anew.

        A file that cannot be read is reported and the rest indexed.
        """
        places = [p.resolve() for p in places]
        found = ingest.find(places)
        with self._versions.writer(self._say):
            old = self._mended()
            store = Store.read(old / FILE) if old else None
            change, report = compare(store, found, places, rebuild)
            if store:
                store.close()
            if change or not old:
                self._next(old, None if rebuild else old, change, report, on_progress or _silent)
        return report

    def remove(self, document: StoredDocument) -> None:
        """Take a sample out for good: none of its text is left on disk, and indexing its folder does not bring it back."""
        with self._versions.writer(self._say):
            old = self._mended()
            self._next(old, old, Change(gone=[document], excluded=frozenset({document.id})), IndexReport(), _silent)
            if left := self._versions.clear():
                raise LibraryError(
                    f"范文已移出，但旧文件未能删除：{left[0]}", "请关闭正在使用范文库的程序，再运行一次 assistant samples index"
                )

    def _next(self, base: Path | None, indexed: Path | None, change: Change, report: IndexReport, tell: Progress) -> Path:
        """Put the version in use that `change` makes of `base`, with the vectors of `indexed` kept. Call as the writer."""
        self._close()
        folder = self._versions.new()
        try:
            written = write_store(folder / FILE, base and base / FILE, change, report, tell)
            if written is None:
                shutil.rmtree(folder)
                return base or folder
            build_words(folder)
            build_vectors(folder, indexed, written, embedder(self._config), tell)
            store = Store.read(folder / FILE)
            self._versions.publish(folder, self._made_by(), [d.path for d in store.documents()])
            store.close()
        except BaseException as error:
            shutil.rmtree(folder, ignore_errors=True)
            if isinstance(error, (OSError, sqlite3.Error)):
                raise LibraryError(f"建立范文库索引失败：{error}", "请检查磁盘空间和文件夹权限后重试，原有的范文库没有改变") from error
            raise
        return folder

    # Mending

    def _sound(self, folder: Path) -> Path | None:
        """The version if it is whole and made as this program makes it."""
        manifest = inspect(folder)
        return folder if not manifest.damaged and manifest.made_by == self._made_by() else None

    def _repair(self, force: bool = False) -> Path:
        with self._versions.writer(self._say):
            mended = self._mended(force)
        if mended is None:
            raise InputError("范文库还是空的", "先运行 assistant samples index 建立范文库")
        return mended

    def _mended(self, force: bool = False) -> Path | None:
        """The version in use, made anew where it is damaged or made otherwise (or `force`). Call as the writer."""
        old = self._versions.current()
        if old is None or (not force and self._sound(old)):
            return old
        manifest = inspect(old)
        damaged = force or bool(manifest.damaged)
        self._say("范文库索引已损坏，正在重建……" if damaged else "程序或设置有变，正在重建范文库索引……")
        base, change = self._salvage(old, manifest)
        report = IndexReport()
        folder = self._next(base, None, change, report, _silent)
        for path, reason in report.failed:
            self._say(f"重建时未能读取 {path}：{reason}")
        return folder

    def _salvage(self, old: Path, manifest: Manifest) -> tuple[Path | None, Change]:
        """What to make a version anew from: its store, or where that is lost the files it was made from."""
        if Store.is_sound(old / FILE):
            store = Store.read(old / FILE)
            documents = store.documents()
            store.close()
            return old, Change(again=documents)
        sources = [Path(p) for p in manifest.sources] or default_places(self._config)
        return None, Change(read=ingest.find(sources).paths)

    def _made_by(self) -> dict[str, Any]:
        """What an index depends on; another value of any of these makes another index."""
        return {
            "store": STORE_VERSION,
            "split": SPLIT_VERSION,
            "mask": MASK_VERSION,
            "terms": TERMS_VERSION,
            "topics": topics_version(),
            "chroma": chroma_version(),
            "embedder": embedder(self._config).name,
        }
