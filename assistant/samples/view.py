"""A version of the library opened for reading and searching."""

from __future__ import annotations

from pathlib import Path

from assistant.samples.embed import Embedder
from assistant.samples.grams import query_text
from assistant.samples.passages import Hit, Kind
from assistant.samples.ranking import Candidate, Wish, rank, thin
from assistant.samples.store import FILE, Store
from assistant.samples.terms import Terms
from assistant.samples.vectors import VectorIndex

TERMS, CHROMA = "terms", "chroma"
# How many passages each of the two indexes proposes.
PROPOSED = 200


class View:
    """Opens each part of the version in `folder` when it is first needed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = Store.read(folder / FILE)
        self._terms: Terms | None = None
        self._vectors: VectorIndex | None = None

    @property
    def terms(self) -> Terms:
        """The word index."""
        self._terms = self._terms or Terms(self.folder / TERMS)
        return self._terms

    @property
    def vectors(self) -> VectorIndex:
        """The vector index."""
        self._vectors = self._vectors or VectorIndex.view(self.folder / CHROMA)
        return self._vectors

    def search(self, query: str, embedder: Embedder, count: int, wish: Wish, only: Kind | None) -> list[Hit]:
        """The `count` passages that fit `query` and `wish` best, of the kind `only` where it is given."""
        candidates = self._candidates(query_text(query), embedder, only)
        return thin(rank(candidates, wish), count)

    def _candidates(self, query: str, embedder: Embedder, only: Kind | None) -> list[Candidate]:
        if not self.terms.total:
            return []
        words = self.terms.best(query, PROPOSED, only)
        near = self.vectors.nearest(embedder.query(query, self.terms.idf), min(PROPOSED, self.terms.total), only)
        passages = self.store.found(list(words), list(near))
        return [Candidate(p, words.get(number, 0.0), near.get(p.id, 0.0)) for number, p in passages.items()]

    def close(self) -> None:
        """Release the files."""
        self.store.close()
        if self._vectors:
            self._vectors.close()
