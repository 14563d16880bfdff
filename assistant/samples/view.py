"""A version of the library opened for reading and searching, and how its indexes are made."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from assistant.samples.embed import Embedder
from assistant.samples.grams import passage_text, query_text
from assistant.samples.passages import Hit, Kind
from assistant.samples.ranking import POOL, Candidate, Wish, rank, thin
from assistant.samples.store import FILE, Store
from assistant.samples.terms import Terms, build_terms
from assistant.samples.vectors import VectorIndex, VectorView, wipe_slack

if TYPE_CHECKING:
    from assistant.samples.embed import Vectors
    from assistant.samples.update import Progress, Written

_TERMS, _CHROMA = "terms", "chroma"
# How many passages each of the two indexes proposes.
_PROPOSED = 200


class Nearest(Protocol):
    """Where vectors are searched: an index on disk or a server."""

    def nearest(self, vector: Vectors, count: int, only: Kind | None = None) -> dict[str, float]:
        """The ids of the `count` nearest passages with their cosine similarity."""

    def close(self) -> None:
        """Release files or connections."""


class View:
    """The version in `folder`; `vectors` is given where they are not in the folder. Parts are opened when first needed."""

    def __init__(self, folder: Path, vectors: Nearest | None = None) -> None:
        self.folder = folder
        self.store = Store.read(folder / FILE)
        self._terms: Terms | None = None
        self._vectors = self._given = vectors

    @property
    def terms(self) -> Terms:
        """The word index."""
        self._terms = self._terms or Terms(self.folder / _TERMS)
        return self._terms

    @property
    def vectors(self) -> Nearest:
        """The vector index."""
        self._vectors = self._vectors or VectorView(self.folder / _CHROMA)
        return self._vectors

    def search(self, query: str, embedder: Embedder, count: int, wish: Wish, only: Kind | None) -> list[Hit]:
        """The `count` passages that fit `query` and `wish` best, of the kind `only` where it is given."""
        ranked = rank(self._candidates(query, embedder, only), wish)[: max(POOL, count)]
        passages = self.store.found([r.number for r in ranked])
        return thin([Hit(passages[r.number], r.score, r.parts) for r in ranked], count)

    def is_own(self, word: str, document: str) -> bool:
        """Whether no other unit's sample has `word`."""
        return not self.store.units_with(word, self.terms.holding(word)) - {self.store.unit(document)}

    def _candidates(self, query: str, embedder: Embedder, only: Kind | None) -> list[Candidate]:
        if not self.terms.total:
            return []
        seen = query_text(query)
        words = self.terms.best(seen, _PROPOSED, only)
        near = self.vectors.nearest(embedder.query(seen, self.terms.idf), min(_PROPOSED, self.terms.total), only)
        found = self.store.candidates(list(words), list(near))
        return [
            Candidate(number, words.get(number, 0.0), near.get(identity, 0.0), kind, report_type, year)
            for number, identity, kind, report_type, year in found
        ]

    def close(self) -> None:
        """Release the files."""
        self.store.close()
        if self._vectors and self._vectors is not self._given:
            self._vectors.close()


def build_words(folder: Path) -> None:
    """Make the word index of the store in `folder`."""
    store = Store.read(folder / FILE)
    build_terms(folder / _TERMS, ((number, passage_text(p.heading, p.text), p.kind) for number, p in store.numbered()))
    store.close()


def build_vectors(folder: Path, old: Path | None, written: Written, embedder: Embedder, tell: Progress) -> None:
    """Make the vector index of the store in `folder`: from a copy of the one in `old` and what was written, or anew."""
    if old:
        shutil.copytree(old / _CHROMA, folder / _CHROMA)
    store = Store.read(folder / FILE)
    index = VectorIndex(folder / _CHROMA)
    try:
        index.delete(written.dropped if old else [])
        fresh = written.fresh if old else [d.id for d in store.documents()]
        index.add(store.passages_in(fresh), embedder, tell, store.count_in(fresh))
    finally:
        index.close()
        store.close()
    wipe_slack(folder / _CHROMA)
