"""A library on a Chroma server, shared by several machines.

The server holds everything: the passages with their vectors, and the documents they come from. A document counts only once its own
record is there, which is written last and deleted first, so a client that dies on the way leaves nothing half done to be seen.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from assistant.errors import LibraryError
from assistant.samples.chroma import close, server_client
from assistant.samples.grams import passage_text
from assistant.samples.store import Sample, Store, document_row, passage_of, passage_row, sample_of

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection

    from assistant.samples.embed import Embedder, Vectors
    from assistant.samples.passages import Kind, Passage

_PASSAGES, _DOCUMENTS = "report_passages", "report_documents"
# Chroma keeps what was written in a log until so many more operations have passed; only then can it be vacuumed away.
_THRESHOLD = 2
_HNSW: Any = {"hnsw": {"space": "cosine", "sync_threshold": _THRESHOLD}}
_BATCH = 500
# Every record of Chroma needs a vector; documents are never searched by theirs.
_NO_VECTOR: Sequence[float] = [1.0]


class Server:
    """The collections on the server at `url` of a library made as `recipe` says; what passages are made with tells them apart."""

    def __init__(self, url: str, recipe: dict[str, Any]) -> None:
        self.url = url
        kept = {name: recipe[name] for name in ("split", "mask", "topics", "embedder")}
        self._mark = f"{zlib.crc32(json.dumps(kept).encode()):08x}"
        self._client = server_client(url)
        with self._errors():
            self._passages, self._documents = (
                self._client.get_or_create_collection(f"{name}_{self._mark}", embedding_function=None, configuration=_HNSW)
                for name in (_PASSAGES, _DOCUMENTS)
            )

    def elders(self) -> Iterator[Sample]:
        """The samples, without their passages, of the largest library on the server that was made otherwise; none if there is none."""
        with self._errors():
            others = [c for c in self._others() if c.name.startswith(_DOCUMENTS)]
            records = max((c.get(include=["metadatas"])["metadatas"] or [] for c in others), key=len, default=[])
        return (sample_of(_payload(record), ()) for record in records)

    def _others(self) -> list[Collection]:
        """The collections of libraries made otherwise."""
        ours = {self._passages.name, self._documents.name}
        names = [c.name for c in self._client.list_collections() if c.name.startswith((_PASSAGES, _DOCUMENTS)) and c.name not in ours]
        return [self._client.get_collection(name, embedding_function=None) for name in names]

    def documents(self) -> set[str]:
        """The ids of all documents."""
        with self._errors():
            return set(self._documents.get(include=[])["ids"])

    def fetch(self, identity: str) -> Sample | None:
        """A sample, or None where it has just been removed."""
        with self._errors():
            record = self._documents.get([identity], include=["metadatas"])["metadatas"]
            rows = self._passages.get(where={"document": identity}, include=["metadatas"])["metadatas"]
        if not record:
            return None
        passages = sorted((passage_of(_payload(row)) for row in rows or ()), key=lambda p: p.id)
        return sample_of(_payload(record[0]), tuple(passages))

    def push(self, store: Store, identities: Sequence[str], embedder: Embedder, tell: Callable[[str, int, int], None]) -> None:
        """Write documents of `store` to the server, each with its passages first."""
        for number, identity in enumerate(identities):
            tell("上传范文", number, len(identities))
            sample = store.sample(identity)
            for start in range(0, len(sample.passages), _BATCH):
                self._push_passages(sample.passages[start : start + _BATCH], embedder)
            payload = _packed(document_row(sample))
            with self._errors():
                self._documents.upsert([identity], embeddings=[_NO_VECTOR], metadatas=[{"payload": payload}])
        tell("上传范文", len(identities), len(identities))

    def _push_passages(self, batch: Sequence[Passage], embedder: Embedder) -> None:
        vectors = embedder.embed([passage_text(p.heading, p.text) for p in batch])
        facts: list[Any] = [{"document": p.document, "kind": p.kind, "payload": _packed(passage_row(p))} for p in batch]
        with self._errors():
            self._passages.upsert([p.id for p in batch], embeddings=vectors, metadatas=facts)

    def delete(self, identities: Iterable[str], everywhere: bool = False) -> None:
        """Take documents out with their passages; with `everywhere` also out of libraries made otherwise."""
        gone = list(identities)
        with self._errors():
            collections = (self._documents, self._passages, *(self._others() if everywhere else ()))
            # Documents first: without its own record a document is not seen.
            for collection in sorted(collections, key=lambda c: not c.name.startswith(_DOCUMENTS)) if gone else ():
                self._delete_from(collection, gone)

    def _delete_from(self, collection: Collection, gone: list[str]) -> None:
        """Delete the records of documents, then write and delete another often enough for the log to be let go."""
        some: Any = collection.get(limit=1, include=["embeddings"])["embeddings"]
        if collection.name.startswith(_DOCUMENTS):
            collection.delete(gone)
        else:
            of_these: Any = {"document": {"$in": gone}}
            collection.delete(where=of_these)
        for vector in [some[0]] * _THRESHOLD if len(some) else ():
            collection.upsert(["-"], embeddings=[vector], metadatas=[{"document": "-"}])
            collection.delete(["-"])

    def nearest(self, vector: Vectors, count: int, only: Kind | None = None) -> dict[str, float]:
        """The ids of the `count` nearest passages (of one kind only, where it is given) with their cosine similarity."""
        where: Any = {"kind": only} if only else None
        with self._errors():
            found = self._passages.query(query_embeddings=vector, n_results=count, where=where, include=["distances"])
        distances = found["distances"] or [[]]
        return {identity: 1 - distance for identity, distance in zip(found["ids"][0], distances[0], strict=True)}

    def close(self) -> None:
        """Release the connection."""
        close(self._client)

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """Turn what Chroma and the network raise into one clear error."""
        import httpx
        from chromadb.errors import ChromaError

        try:
            yield
        except (httpx.HTTPError, ChromaError, ValueError) as error:
            hint = "请检查服务是否仍在运行，稍后重试"
            raise LibraryError(f"Chroma 服务 {self.url} 出错：{error}", hint) from error


def _packed(row: Sequence[Any]) -> str:
    """A row as compressed JSON: smaller, and no plain text in what the server writes, which may be pieces of its memory."""
    return base64.b85encode(zlib.compress(json.dumps(row).encode())).decode()


def _payload(metadata: Any) -> Any:
    return json.loads(zlib.decompress(base64.b85decode(metadata["payload"])))
