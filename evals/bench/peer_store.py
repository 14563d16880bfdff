"""What people write instead of the sample library: `peer_store.py plain|pipeline index STORE FOLDER` or `... search STORE QUERY`.

`plain`: every paragraph into chromadb. `pipeline`: load, split (langchain-text-splitters), embed, store in batches, as the
tutorials of langchain and llama-index do. Both with the same hashing vectors as ours, so that no model is measured.
"""

from __future__ import annotations

import sys
import uuid
import zlib
from collections.abc import Iterator
from pathlib import Path

SIZE = 1024
BATCH = 5_000


def main() -> None:
    """Index a folder or search a store."""
    way, action, store, what = sys.argv[1:]
    import chromadb

    collection = chromadb.PersistentClient(path=store).get_or_create_collection("samples", embedding_function=None)
    if action == "search":
        found = collection.query(query_embeddings=[embedded(what)], n_results=5)
        print(*(found["documents"] or [[]])[0], sep="\n")
        return
    pieces = list(paragraphs(Path(what)) if way == "plain" else chunks(Path(what)))
    for start in range(0, len(pieces), BATCH):
        part = pieces[start : start + BATCH]
        collection.add(ids=[uuid.uuid4().hex for _ in part], documents=part, embeddings=[embedded(p) for p in part])


def paragraphs(folder: Path) -> Iterator[str]:
    """The paragraphs of the text files."""
    for path in sorted(folder.rglob("*.txt")):
        yield from (line for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def chunks(folder: Path) -> Iterator[str]:
    """The files in chunks of 200 characters with an overlap."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(
        separators=["\n\n", "\n", "。", "；", "，", ""], keep_separator="end", chunk_size=200, chunk_overlap=40
    )
    for path in sorted(folder.rglob("*.txt")):
        yield from splitter.split_text(path.read_text(encoding="utf-8"))


def embedded(text: str) -> list[float]:
    """Characters and pairs, hashed."""
    import numpy

    vector = numpy.zeros(SIZE, dtype=numpy.float32)
    for n in (1, 2):
        for i in range(len(text) - n + 1):
            vector[zlib.crc32(text[i : i + n].encode()) % SIZE] += 1
    norm = float(numpy.linalg.norm(vector)) or 1.0
    return [float(x) for x in vector / norm]


if __name__ == "__main__":
    main()
