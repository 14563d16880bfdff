"""Chroma: the vector index of the passages. The only module that imports chromadb.

What is stored there is ids, vectors and kinds, never text: removing a document leaves nothing to read.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.samples.grams import passage_text
from assistant.samples.passages import Passage

if TYPE_CHECKING:
    from chromadb.api import ClientAPI

    from assistant.samples.embed import Embedder, Vectors

COLLECTION = "passages"
_BATCH = 1_000


def chroma_version() -> str:
    """The installed version, without importing the package."""
    return version("chromadb")


@contextmanager
def _nowhere() -> Iterator[None]:
    """Stand in an empty folder: `import chromadb` reads `.env` of the working directory, whatever is in it."""
    with tempfile.TemporaryDirectory() as empty, contextlib.chdir(empty):
        yield


def client(folder: Path) -> ClientAPI:
    """A client of the index in `folder`."""
    # An index folder is found from the working directory until we leave it.
    folder = folder.resolve()
    with _nowhere():
        import chromadb
    settings = chromadb.Settings(
        _env_file=None,
        chroma_api_impl="chromadb.api.rust.RustBindingsAPI",
        anonymized_telemetry=False,
        migrations="apply",
    )
    return chromadb.PersistentClient(str(folder), settings=settings)


class VectorIndex:
    """A collection of passage vectors."""

    def __init__(self, folder: Path) -> None:
        self._client = client(folder)
        self._collection = self._client.get_or_create_collection(
            COLLECTION, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )

    def close(self) -> None:
        """Release the files."""
        close: Any = getattr(self._client, "close", None)
        if close:
            close()

    def count(self) -> int:
        """How many passages are in it."""
        return self._collection.count()

    def ids(self) -> set[str]:
        """The ids of all passages in it."""
        return set(self._collection.get(include=[])["ids"])

    def add(self, passages: Sequence[Passage], embedder: Embedder, on_done: Callable[[int], None]) -> None:
        """Add passages, calling `on_done` with the number of each batch."""
        for start in range(0, len(passages), _BATCH):
            batch = passages[start : start + _BATCH]
            vectors = embedder.embed([passage_text(p.heading, p.text) for p in batch])
            self._collection.upsert([p.id for p in batch], embeddings=vectors, metadatas=[{"kind": p.kind} for p in batch])
            on_done(len(batch))

    def delete(self, ids: Sequence[str]) -> None:
        """Take passages out."""
        for start in range(0, len(ids), _BATCH):
            self._collection.delete(list(ids[start : start + _BATCH]))

    def nearest(self, vector: Vectors, count: int) -> dict[str, float]:
        """The ids of the `count` nearest passages with their cosine similarity."""
        found = self._collection.query(query_embeddings=vector, n_results=count, include=["distances"])
        distances = found["distances"] or [[]]
        return {identity: 1 - distance for identity, distance in zip(found["ids"][0], distances[0], strict=True)}
