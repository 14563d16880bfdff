"""The vector index of the passages: a Chroma database in a folder.

What is stored there is ids, vectors and kinds, never text: removing a document leaves nothing to read.
"""

from __future__ import annotations

import os
import shutil
import struct
import sys
import tempfile
import weakref
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.samples.chroma import close, local_client
from assistant.samples.core import Core, open_core
from assistant.samples.grams import passage_text

if TYPE_CHECKING:
    from assistant.samples.embed import Embedder, Vectors
    from assistant.samples.passages import Kind, Passage
    from assistant.samples.update import Progress

COLLECTION = "passages"
# With 2 every batch is on disk when it is added, so opening the index later changes none of its large files.
_HNSW: Any = {"hnsw": {"space": "cosine", "sync_threshold": 2}}
_BATCH = 5_000
_VIEW = "assistant-view-"
_HEADER = 1
_LARGE = 1_000_000


class VectorIndex:
    """The collection of passage vectors in a folder, to be added to."""

    def __init__(self, folder: Path) -> None:
        self._client = local_client(folder)
        self._collection = self._client.get_or_create_collection(COLLECTION, embedding_function=None, configuration=_HNSW)

    def close(self) -> None:
        """Release the files."""
        close(self._client)

    def ids(self) -> list[str]:
        """The ids of all passages in it."""
        return self._collection.get(include=[])["ids"]

    def add(self, passages: Iterable[Passage], embedder: Embedder, tell: Progress, total: int) -> None:
        """Add passages, of which there are `total`."""
        stream, done = iter(passages), 0
        while batch := list(islice(stream, _BATCH)):
            tell("建立索引", done, total)
            vectors = embedder.embed([passage_text(p.heading, p.text) for p in batch])
            self._collection.upsert([p.id for p in batch], embeddings=vectors, metadatas=[{"kind": p.kind} for p in batch])
            done += len(batch)
        tell("建立索引", done, total)

    def delete(self, ids: Sequence[str]) -> None:
        """Take passages out."""
        for start in range(0, len(ids), _BATCH):
            self._collection.delete(list(ids[start : start + _BATCH]))

    def nearest(self, vector: Vectors, count: int, only: Kind | None = None) -> dict[str, float]:
        """The ids of the `count` nearest passages (of one kind only, where it is given) with their cosine similarity."""
        where: Any = {"kind": only} if only else None
        found = self._collection.query(query_embeddings=vector, n_results=count, where=where, include=["distances"])
        distances = found["distances"] or [[]]
        return {identity: 1 - distance for identity, distance in zip(found["ids"][0], distances[0], strict=True)}


class VectorView:
    """The collection to be searched only: works in a read-only folder, beside other readers, and changes nothing.

    Chroma writes into its database even to read, so it gets a copy of that; the large files, which it only reads, are linked.
    """

    def __init__(self, folder: Path) -> None:
        _sweep()
        copy = Path(tempfile.mkdtemp(prefix=f"{_VIEW}{os.getpid()}-"))
        try:
            _mirror(folder.resolve(), copy)
            self._index: Core | VectorIndex = open_core(copy, COLLECTION) or VectorIndex(copy)
        except BaseException:
            shutil.rmtree(copy, ignore_errors=True)
            raise
        weakref.finalize(self, shutil.rmtree, copy, ignore_errors=True)

    def nearest(self, vector: Vectors, count: int, only: Kind | None = None) -> dict[str, float]:
        """The same as of the index."""
        return self._index.nearest(vector, count, only)

    def ids(self) -> list[str]:
        """The ids of all passages in it."""
        return self._index.ids()

    def close(self) -> None:
        """Release the files."""
        self._index.close()


def wipe_slack(folder: Path) -> None:
    """Zero what Chroma has written behind the last vector: memory as it happened to be, with pieces of samples in it.

    Its vector files have room for more vectors than there are. The header (format 1: a 32-bit version, then 64-bit numbers) tells the
    room, the number of vectors and the bytes of each.
    """
    for header in folder.rglob("header.bin"):
        version, _, _, count, size = struct.unpack_from("<iQQQQ", header.read_bytes())
        if version == _HEADER:
            _zero(header.with_name("data_level0.bin"), count * size)
            _zero(header.with_name("length.bin"), count * 4)


def _zero(path: Path, start: int) -> None:
    rest = path.stat().st_size - start
    with path.open("rb+") as stream:
        stream.seek(start)
        for _ in range(0, rest, _LARGE):
            stream.write(bytes(min(_LARGE, path.stat().st_size - stream.tell())))


def _sweep() -> None:
    """Delete the copies of programs that were killed before they could."""
    for copy in Path(tempfile.gettempdir()).glob(f"{_VIEW}*-*"):
        pid = copy.name.removeprefix(_VIEW).partition("-")[0]
        if pid.isdigit() and not _is_running(int(pid)):
            shutil.rmtree(copy, ignore_errors=True)


def _is_running(pid: int) -> bool:
    # On Windows signal 0 is Ctrl-C; there an open file cannot be deleted, so trying is safe.
    if sys.platform == "win32":
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _mirror(folder: Path, copy: Path) -> None:
    for file in sorted(folder.rglob("*")):
        target = copy / file.relative_to(folder)
        if file.is_dir():
            target.mkdir()
        elif file.suffix == ".sqlite3" or file.stat().st_size < _LARGE:
            shutil.copyfile(file, target)
        else:
            try:
                target.symlink_to(file)
            except OSError:  # Windows lets only some users make links
                shutil.copyfile(file, target)
