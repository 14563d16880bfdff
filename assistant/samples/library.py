"""The sample library: what the user gives as models, masked, searchable, and gone without a trace when removed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from assistant.config import Config
from assistant.errors import AssistantError, InputError
from assistant.samples.embed import embedder
from assistant.samples.kinds import kind_wanted
from assistant.samples.leaks import LeakIndex
from assistant.samples.passages import Hit, Kind, Passage
from assistant.samples.ranking import Wish
from assistant.samples.recipe import is_sound, recipe
from assistant.samples.store import FILE, Store, StoredDocument, is_current
from assistant.samples.versions import Versions, library_root
from assistant.samples.view import View

if TYPE_CHECKING:
    from assistant.samples.server import Server
    from assistant.samples.update import IndexReport, Progress
    from assistant.samples.writer import Writer

Found = TypeVar("Found")


class Library:
    """The samples under one root folder. Opening is cheap; `say` receives the few lines a user should read.

    Every method raises LibraryError (exit code 3) where the library cannot be used, InputError (2) where it is empty.
    """

    def __init__(self, config: Config, root: Path, say: Callable[[str], None] = lambda text: None) -> None:
        self._config = config
        self._versions = Versions(root)
        self._say = say
        self._view: View | None = None
        self._server: Server | None = None

    @classmethod
    def open(cls, config: Config, say: Callable[[str], None] = lambda text: None) -> Library:
        """The library of the user's home folder, or of the Chroma server where one is set."""
        return cls(config, library_root(config), say)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever indexed."""
        return self._versions.current() is None

    @property
    def is_ready(self) -> bool:
        """Whether it can be searched as it is: on this machine, without building or mending anything first."""
        folder = self._versions.current()
        return folder is not None and not self._config["samples.chroma_url"] and is_sound(folder, self._config)

    def documents(self) -> list[StoredDocument]:
        """Every sample, by path."""
        return self._read(lambda store: store.documents())

    def passages(self, document_id: str) -> list[Passage]:
        """The passages of a sample in reading order."""
        return self._read(lambda store: list(store.passages("document = ?", (document_id,))))

    def passages_of(self, kind: Kind, report_type: str = "") -> list[Passage]:
        """The passages of a kind, only those of a report type where one is given."""
        where, values = ("kind = ? AND report_type = ?", (kind, report_type)) if report_type else ("kind = ?", (kind,))
        return self._read(lambda store: list(store.passages(where, values)))

    def find(self, name: str) -> StoredDocument:
        """The sample with this id, path, title or file name, or the only one whose id or title begins so. Raises InputError."""
        documents = self.documents()
        exact = [d for d in documents if name in (d.id, d.title) or Path(d.path) == Path(name).resolve()]
        exact = exact or [d for d in documents if name in (Path(d.path).name, Path(d.path).stem)]
        near = exact or [d for d in documents if d.id.startswith(name) or d.title.startswith(name)]
        if len(near) == 1:
            return near[0]
        if near:
            raise InputError(f"“{name}”对应 {len(near)} 篇范文：{'、'.join(d.id for d in near[:5])}", "请改用编号")
        raise InputError(f"范文库中没有“{name}”", "用 assistant samples list 查看全部范文")

    def search(
        self, query: str, *, k: int = 5, kind: Kind | None = None, report_type: str | None = None, year: int | None = None
    ) -> list[Hit]:
        """The `k` passages that fit `query` best; only those of `kind` where it is given.

        Those of `report_type` rank a little higher, those of years far from `year` (or from the newest) a little lower.
        """
        wish = Wish(kind or kind_wanted(query), report_type or "", year)
        view = self._current()
        try:
            return view.search(query, embedder(self._config), k, wish, kind)
        except AssistantError:
            raise
        except Exception:
            # Another process has put a new version in use, or this one is damaged where its manifest does not tell.
            self.close()
            if self._versions.current() == view.folder:
                self._writer().mend(force=True)
        return self._current().search(query, embedder(self._config), k, wish, kind)

    def phrases(self, passage: Passage, longest: int) -> list[str]:
        """The stock phrases of a passage, at most `longest` characters long, the best first.

        Those with a name that no other unit's sample uses are left out.
        """
        from assistant.samples.phrases import stock_phrases
        from assistant.samples.rarity import suspicious

        found = stock_phrases(passage.text, passage.slots, longest=longest)
        odd = {phrase: suspicious(phrase) for phrase in found}
        if not any(odd.values()):
            return found
        view = self._current()
        return [phrase for phrase in found if not any(view.is_own(word, passage.document) for word in odd[phrase])]

    def leaks(self) -> LeakIndex:
        """The samples' values and sentences, to find them in a draft; empty where there is no library. Opens no index."""
        folder = self._versions.current()
        if folder and not is_current(folder / FILE):
            folder = self._current().folder
        return LeakIndex(folder / FILE if folder else None)

    def index(self, places: Sequence[Path], rebuild: bool = False, on_progress: Progress | None = None) -> IndexReport:
        """Bring the library up to date with the files at or under `places`; `rebuild` makes everything anew.

        A file that cannot be read is reported and the rest indexed. `on_progress(what, done, total)` is called now and then.
        """
        self.close()
        return self._writer().index(places, rebuild, on_progress or (lambda what, done, total: None))

    def remove(self, document: StoredDocument) -> None:
        """Take a sample out for good: none of its text is left on disk, and indexing its folder does not bring it back."""
        self.close()
        self._writer().remove(document)

    def close(self) -> None:
        """Release the files and the connection; the next call opens them again."""
        for part in (self._view, self._server):
            if part:
                part.close()
        self._view = self._server = None

    def _read(self, what: Callable[[Store], Found]) -> Found:
        """What is read from the store in use, which is made anew first where it turns out to be damaged."""
        try:
            return what(self._current().store)
        except sqlite3.Error:
            self.close()
            self._writer().mend(force=True)
        return what(self._current().store)

    def _writer(self) -> Writer:
        server = self._connected()
        if server:
            from assistant.samples.mirror import MirrorWriter

            return MirrorWriter(self._config, self._versions, self._say, server)
        from assistant.samples.writer import Writer

        return Writer(self._config, self._versions, self._say)

    def _connected(self) -> Server | None:
        """The Chroma server, where one is set."""
        url = self._config["samples.chroma_url"]
        if url and self._server is None:
            from assistant.samples.server import Server

            self._server = Server(url, recipe(self._config))
        return self._server

    def _current(self) -> View:
        """The version in use, mended (with a server: brought in step) first where it needs to be."""
        folder = self._versions.current()
        if self._view and self._view.folder == folder:
            return self._view
        self.close()
        server = self._connected()
        if server or (folder and not is_sound(folder, self._config)):
            self._writer().mend()
            folder = self._versions.current()
        if folder is None:
            raise InputError("范文库还是空的", "先运行 assistant samples index 建立范文库")
        self._view = View(folder, server)
        return self._view
