"""Writing to a library on a Chroma server: the server first, then this machine's copy of it, which is what is read."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

from assistant.config import Config
from assistant.samples import ingest
from assistant.samples.embed import embedder
from assistant.samples.recipe import is_sound
from assistant.samples.server import Server
from assistant.samples.store import FILE, Store, StoredDocument
from assistant.samples.update import Progress, Written
from assistant.samples.versions import Versions
from assistant.samples.writer import Writer


class MirrorWriter(Writer):
    """Keeps this machine's copy in step with the server, and writes to both."""

    def __init__(self, config: Config, versions: Versions, say: Callable[[str], None], server: Server) -> None:
        super().__init__(config, versions, say, machine=socket.gethostname())
        self._server = server

    def mend(self, force: bool = False) -> None:
        """Bring the copy in step with the server, without waiting for anybody where it already is."""
        old = self._versions.current()
        if force or not (old and is_sound(old, self._config) and _documents(old) == self._server.documents()):
            super().mend(force)

    def remove(self, document: StoredDocument) -> None:
        """Take a document out, here and on the server, whatever version of the program has put it there."""
        self._server.delete([document.id], everywhere=True)
        super().remove(document)

    def _mended(self, force: bool = False) -> Path | None:
        """The copy in step with the server: what others have added is fetched, what they have removed is dropped."""
        old = self._versions.current()
        if old and (force or not is_sound(old, self._config)):
            old = None
        there, here = self._server.documents(), _documents(old)
        if old and there == here:
            return old
        with self._new() as folder:
            store = Store.read(old / FILE).copy_to(folder / FILE) if old else Store.create(folder / FILE)
            for identity in here - there:
                store.delete(identity)
            for identity in sorted(there - here):
                if fetched := self._server.fetch(identity):
                    store.add(fetched)
            if not there:
                self._inherit(store)
            store.finish()
            self._publish(folder)
        return folder

    def _inherit(self, store: Store) -> None:
        """Take over, and make anew, what another version of the program has put on the server."""
        elders = list(self._server.elders())
        if elders:
            self._say("服务器上的范文库由另一版本的程序或设置建立，正在重建……")
        for elder in elders:
            store.add(ingest.make(elder.document, ingest.from_lines(elder.lines, elder.document.path)))
        self._server.push(store, [elder.document.id for elder in elders], embedder(self._config), lambda what, done, total: None)

    def _index(self, folder: Path, indexed: Path | None, written: Written, tell: Progress) -> None:
        store = Store.read(folder / FILE)
        try:
            self._server.delete(written.gone)
            self._server.push(store, written.fresh, embedder(self._config), tell)
        finally:
            store.close()


def _documents(folder: Path | None) -> set[str]:
    if folder is None:
        return set()
    store = Store.read(folder / FILE)
    try:
        return {d.id for d in store.documents()}
    finally:
        store.close()
