"""What can still be read of a store that is damaged or that another version of the program made."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from assistant.database import read_only
from assistant.samples.store import StoredDocument


@dataclass(frozen=True, slots=True)
class Remains:
    """The documents that are left, each with its cleaned text as JSON, and the ids of those that the user had taken out."""

    documents: tuple[tuple[StoredDocument, str], ...] = ()
    excluded: frozenset[str] = frozenset()


def remains(path: Path) -> Remains:
    """What is left of the store at `path`, whatever made it and whatever has become of it."""
    try:
        with closing(read_only(path)) as db:
            db.row_factory = sqlite3.Row
            return Remains(tuple(_documents(db)), frozenset(row["id"] for row in _rows(db, "excluded")))
    except sqlite3.Error:
        return Remains()


def _documents(db: sqlite3.Connection) -> Iterator[tuple[StoredDocument, str]]:
    for row in _rows(db, "documents"):
        told = dict(zip(row.keys(), row, strict=True))
        try:
            removed = tuple(json.loads(told.get("removed") or "[]"))
            identity, path, lines = str(told["id"]), str(told["path"]), str(told["lines"])
            json.loads(lines)
        except (KeyError, TypeError, ValueError):
            continue
        title, report_type = str(told.get("title") or ""), str(told.get("report_type") or "")
        yield StoredDocument(identity, path, title, told.get("year"), report_type, removed, str(told.get("machine") or "")), lines


def _rows(db: sqlite3.Connection, table: str) -> Iterator[sqlite3.Row]:
    """The rows of a table up to the first that cannot be read."""
    with suppress(sqlite3.Error):
        yield from db.execute(f"SELECT * FROM {table}")
