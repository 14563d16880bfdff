"""Searching a Chroma database through Chroma's compiled core: its Python package takes longer to import than a search takes.

The core is no public interface. Where it is not as it was when this was written (chromadb 1.5), `open_core` says so by returning None,
and the package is used instead.
"""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.samples.embed import Vectors
    from assistant.samples.passages import Kind

_PLACE = ("default_tenant", "default_database")
_OPEN_INDEXES = 16


class Core:
    """A collection of the database in a folder, to be searched only."""

    def __init__(self, folder: Path, collection: str) -> None:
        core: Any = import_module("chromadb_rust_bindings")
        database = core.SqliteDBConfig(
            hash_type=core.MigrationHash.MD5, migration_mode=core.MigrationMode.Apply, url=str(folder / "chroma.sqlite3")
        )
        self._bindings: Any = core.Bindings(
            allow_reset=False, sqlite_db_config=database, persist_path=str(folder), hnsw_cache_size=_OPEN_INDEXES
        )
        self._id = str(self._bindings.get_collection(collection, *_PLACE).id)

    def nearest(self, vector: Vectors, count: int, only: Kind | None = None) -> dict[str, float]:
        """The ids of the `count` nearest passages (of one kind only, where it is given) with their cosine similarity."""
        where = json.dumps({"kind": only}) if only else None
        found = self._bindings.query(self._id, None, [vector[0]], count, where, None, ["distances"], *_PLACE)
        return {identity: 1 - distance for identity, distance in zip(found.ids[0], found.distances[0], strict=True)}

    def ids(self) -> list[str]:
        """The ids of all passages in it."""
        return list(self._bindings.get(self._id, None, None, None, 0, None, [], *_PLACE).ids)

    def close(self) -> None:
        """Release the files."""
        self._bindings = None


def open_core(folder: Path, collection: str) -> Core | None:
    """The collection, None where this Chroma has another core."""
    try:
        return Core(folder, collection)
    except (ImportError, AttributeError, TypeError):
        return None
