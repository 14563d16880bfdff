"""Making new versions of the library: from files, from what was there before, or from what is left of a damaged one."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from assistant import paths
from assistant.config import Config
from assistant.errors import LibraryError
from assistant.samples import ingest
from assistant.samples.embed import embedder
from assistant.samples.recipe import is_sound, recipe
from assistant.samples.remains import remains
from assistant.samples.store import FILE, Store, StoredDocument
from assistant.samples.update import Change, IndexReport, Progress, Written, compare, write_store
from assistant.samples.versions import Versions, inspect
from assistant.samples.view import build_vectors, build_words


def default_places(config: Config) -> list[Path]:
    """What to index where no path is given: the configured samples (relative ones from the project's folder), else the shipped ones."""
    project = paths.project_dir() or Path.cwd()
    configured = [project / Path(p).expanduser() for p in config["samples.paths"]]
    return configured or [paths.shipped("corpus")]


class Writer:
    """Writes versions. Every method waits for the lock and raises LibraryError where the library cannot be written."""

    def __init__(self, config: Config, versions: Versions, say: Callable[[str], None], machine: str = "") -> None:
        self._config = config
        self._versions = versions
        self._say = say
        self._machine = machine

    def index(self, places: Sequence[Path], rebuild: bool, tell: Progress) -> IndexReport:
        """Bring the library up to date with the files at or under `places`; `rebuild` makes every document anew."""
        places = [p.resolve() for p in places]
        found = ingest.find(places)
        with self._versions.writer(self._say):
            old = self._mended()
            store = Store.read(old / FILE) if old else None
            change, report = compare(store, found, places, rebuild, self._machine)
            if store:
                store.close()
            if change or not old:
                self._next(old, None if rebuild else old, change, report, tell)
        return report

    def remove(self, document: StoredDocument) -> None:
        """Take a document out; none of its text is left on disk."""
        with self._versions.writer(self._say):
            old = self._mended()
            self._next(old, old, Change(gone=[document], excluded=frozenset({document.id})), IndexReport(), _silent)
            if left := self._versions.clear():
                hint = "请关闭正在使用范文库的程序，再运行一次 assistant samples index"
                raise LibraryError(f"范文已移出，但旧文件未能删除：{left[0]}", hint)

    def mend(self, force: bool = False) -> None:
        """Make the version in use anew if it is damaged or made otherwise, or in any case (`force`)."""
        with self._versions.writer(self._say):
            self._mended(force)

    def _mended(self, force: bool = False) -> Path | None:
        old = self._versions.current()
        if old is None or (not force and is_sound(old, self._config)):
            return old
        damaged = force or bool(inspect(old).damaged)
        self._say("范文库索引已损坏，正在重建……" if damaged else "程序或设置有变，正在重建范文库索引……")
        base, change = self._salvage(old)
        report = IndexReport()
        folder = self._next(base, None, change, report, _silent)
        for path, reason in report.failed:
            self._say(f"重建时未能读取 {path}：{reason}")
        return folder

    def _salvage(self, old: Path) -> tuple[Path | None, Change]:
        """What to make a version anew from: its store, or where that cannot be used the files and what is left of the store."""
        if Store.is_sound(old / FILE):
            store = Store.read(old / FILE)
            documents = store.documents()
            store.close()
            return old, Change(again=documents)
        left = remains(old / FILE)
        sources = [Path(p) for p in inspect(old).sources] or [Path(d.path) for d, _ in left.documents] or default_places(self._config)
        read = {i: found[0] for i, found in ingest.find(sources).paths.items() if i not in left.excluded}
        saved = [(document, lines) for document, lines in left.documents if document.id not in read]
        return None, Change(read=read, saved=saved, excluded=left.excluded)

    def _next(self, base: Path | None, indexed: Path | None, change: Change, report: IndexReport, tell: Progress) -> Path | None:
        """Put the version in use that `change` makes of `base`, with the vectors of `indexed` kept; the version then in use."""
        with self._new() as folder:
            written = write_store(folder / FILE, base and base / FILE, change, report, tell, self._machine)
            if written is None:
                shutil.rmtree(folder)
                return base
            self._index(folder, indexed, written, tell)
            self._publish(folder)
        return folder

    def _index(self, folder: Path, indexed: Path | None, written: Written, tell: Progress) -> None:
        """Make the vectors of a new version."""
        build_vectors(folder, indexed, written, embedder(self._config), tell)

    def _publish(self, folder: Path) -> None:
        build_words(folder)
        self._versions.publish(folder, recipe(self._config), _paths(folder))

    @contextmanager
    def _new(self) -> Iterator[Path]:
        """A folder for a new version, deleted where making it fails."""
        folder = self._versions.new()
        try:
            yield folder
        except BaseException as error:
            shutil.rmtree(folder, ignore_errors=True)
            if isinstance(error, (OSError, sqlite3.Error)):
                hint = "请检查磁盘空间和文件夹权限后重试，原有的范文库没有改变"
                raise LibraryError(f"建立范文库索引失败：{error}", hint) from error
            raise


def _paths(folder: Path) -> list[str]:
    store = Store.read(folder / FILE)
    try:
        return [d.path for d in store.documents()]
    finally:
        store.close()


def _silent(what: str, done: int, total: int) -> None:
    """Tell nobody."""
