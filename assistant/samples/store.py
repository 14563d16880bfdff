"""The library's own record of documents and passages: one SQLite file, the truth that every index is made from.

A stored file is never changed once it is in use: a writer copies it (`copy_to`, which drops deleted bytes), changes the copy and
puts the copy in its place.
"""

from __future__ import annotations

import json
import sqlite3
import weakref
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, cast

from assistant.config import Config
from assistant.samples import leaks
from assistant.samples.origin import unit_of
from assistant.samples.passages import Kind, Passage
from assistant.samples.versions import Versions, library_root
from assistant.text.spans import Slot

FILE = "library.sqlite3"

_SCHEMA = """
CREATE TABLE documents(number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, unit TEXT NOT NULL, path TEXT NOT NULL, title TEXT NOT NULL,
  year INTEGER, report_type TEXT NOT NULL, removed TEXT NOT NULL, machine TEXT NOT NULL, lines TEXT NOT NULL, given TEXT NOT NULL);
CREATE INDEX documents_of_unit ON documents(unit);
CREATE TABLE passages(number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document TEXT NOT NULL, heading TEXT NOT NULL,
  kind TEXT NOT NULL, paragraph INTEGER NOT NULL, text TEXT NOT NULL, masked TEXT NOT NULL, slots TEXT NOT NULL,
  year INTEGER, report_type TEXT NOT NULL);
CREATE INDEX passages_of_document ON passages(document);
CREATE INDEX passages_of_kind ON passages(kind, report_type);
CREATE TABLE excluded(id TEXT PRIMARY KEY);
"""
# Any change of the tables makes another version, so that no program reads tables it does not know.
STORE_VERSION = zlib.crc32((_SCHEMA + leaks.SCHEMA).encode()) >> 1
_IN = "document IN (SELECT value FROM json_each(?))"
_CACHE = -50_000  # kilobytes
_DOCUMENT = "id, path, title, year, report_type, removed, machine, lines, given"
_PASSAGE = "id, document, heading, kind, paragraph, text, masked, slots, year, report_type"


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A sample in the library. `id` comes from the file's content; `removed` is what cleaning took out; `passages` their number.

    `machine` is where `path` is, in a library shared by several machines; else it is empty.
    """

    id: str
    path: str
    title: str
    year: int | None
    report_type: str
    removed: tuple[str, ...] = field(default=())
    machine: str = ""
    passages: int = 0


@dataclass(frozen=True, slots=True)
class Sample:
    """A document with all the library knows of it.

    `lines` is its cleaned text as JSON; `values` (kind, value, line) is what gives it away: in passages, title, headings, signature.
    """

    document: StoredDocument
    lines: str
    values: tuple[tuple[str, str, int], ...]
    passages: tuple[Passage, ...]


def is_current(path: Path) -> bool:
    """Whether this is a store file of this version, without reading more than its first page."""
    try:
        connection = _connect(path, "ro&immutable=1")
        try:
            return bool(connection.execute("PRAGMA user_version").fetchone()[0] == STORE_VERSION)
        finally:
            connection.close()
    except sqlite3.Error:
        return False


def store_in_use(config: Config) -> Path | None:
    """The store to check a draft against; None where there is no library, or where it was made by another version of the program.

    The next command that uses the library makes such a one anew.
    """
    folder = Versions(library_root(config)).current()
    return folder / FILE if folder and is_current(folder / FILE) else None


class Store:
    """Reads and writes one store file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.db = connection
        weakref.finalize(self, connection.close)

    @classmethod
    def create(cls, path: Path) -> Store:
        """A new, empty store file."""
        store = cls(_connect(path, "rwc"))
        store.db.executescript(f"{_SCHEMA}{leaks.SCHEMA}PRAGMA user_version = {STORE_VERSION};")
        return store

    @classmethod
    def read(cls, path: Path) -> Store:
        """Open a store file that nobody changes; works in a read-only folder."""
        return cls(_connect(path, "ro&immutable=1"))

    @classmethod
    def is_sound(cls, path: Path) -> bool:
        """Whether this is a whole store file of this version."""
        try:
            store = cls.read(path)
            try:
                return is_current(path) and bool(store.db.execute("PRAGMA quick_check").fetchone()[0] == "ok")
            finally:
                store.close()
        except sqlite3.Error:
            return False

    def copy_to(self, path: Path) -> Store:
        """A copy for changing. Bytes of rows deleted earlier are not in it."""
        self.db.execute("VACUUM INTO ?", (_uri(path, "rwc"),))
        return Store(_connect(path, "rw"))

    def finish(self) -> None:
        """Drop the bytes of deleted rows, and close."""
        self.db.commit()
        self.db.execute("VACUUM")
        self.db.close()

    def close(self) -> None:
        """Close the file."""
        self.db.close()

    def add(self, sample: Sample) -> None:
        """Add a document with its passages and what a leak check needs."""
        row = (*document_row(sample), unit_of(sample.document.title))
        number = self.db.execute(f"INSERT INTO documents({_DOCUMENT}, unit) VALUES ({_marks(row)})", row).lastrowid
        self.db.executemany(f"INSERT INTO passages({_PASSAGE}) VALUES ({_marks(range(10))})", map(passage_row, sample.passages))
        leaks.record(self.db, number or 0, sample.lines, sample.values)

    def delete(self, document_id: str) -> None:
        """Take a document and its passages out."""
        for row in self.db.execute("SELECT number FROM documents WHERE id = ?", (document_id,)).fetchall():
            leaks.forget(self.db, row[0])
        self.db.execute("DELETE FROM passages WHERE document = ?", (document_id,))
        self.db.execute("DELETE FROM documents WHERE id = ?", (document_id,))

    def move(self, document_id: str, path: str) -> None:
        """Note that the same content is now found at `path`."""
        self.db.execute("UPDATE documents SET path = ? WHERE id = ?", (path, document_id))

    def ids(self, document: StoredDocument) -> list[str]:
        """The ids of the documents with this one's id, or at its place."""
        found = self.db.execute(
            "SELECT id FROM documents WHERE id = ? OR (path = ? AND machine = ?)", (document.id, document.path, document.machine)
        )
        return [row[0] for row in found]

    def exclude(self, document_id: str, excluded: bool = True) -> None:
        """Remember (or forget) that the user took this content out, so that indexing its folder does not bring it back."""
        self.db.execute("DELETE FROM excluded WHERE id = ?", (document_id,))
        if excluded:
            self.db.execute("INSERT INTO excluded VALUES (?)", (document_id,))

    def excluded(self) -> set[str]:
        """The ids of what the user took out."""
        return {row[0] for row in self.db.execute("SELECT id FROM excluded")}

    def documents(self) -> list[StoredDocument]:
        """Every document, by path."""
        counts = dict(self.db.execute("SELECT document, COUNT(*) FROM passages GROUP BY document").fetchall())
        columns = _DOCUMENT.replace("lines, given", "'', '[]'")
        rows = self.db.execute(f"SELECT {columns} FROM documents ORDER BY path")
        return [replace(sample_of(row, ()).document, passages=counts.get(row[0], 0)) for row in rows]

    def sample(self, document_id: str) -> Sample:
        """A document with all that is known of it."""
        row = self.db.execute(f"SELECT {_DOCUMENT} FROM documents WHERE id = ?", (document_id,)).fetchone()
        return sample_of(row, tuple(self.passages_in([document_id])))

    def passages(self, where: str = "1", values: Sequence[Any] = ()) -> Iterator[Passage]:
        """The passages that meet an SQL condition, in the order they were added."""
        return (passage for _, passage in self.numbered(where, values))

    def passages_in(self, documents: Sequence[str]) -> Iterator[Passage]:
        """The passages of these documents, in the order they were added."""
        return self.passages(_IN, (_json(documents),))

    def count_in(self, documents: Sequence[str]) -> int:
        """How many passages these documents have."""
        return int(self.db.execute(f"SELECT COUNT(*) FROM passages WHERE {_IN}", (_json(documents),)).fetchone()[0])

    def numbered(self, where: str = "1", values: Sequence[Any] = ()) -> Iterator[tuple[int, Passage]]:
        """The same with their numbers, which a passage keeps as long as it is in the library."""
        rows = self.db.execute(f"SELECT number, {_PASSAGE} FROM passages WHERE {where} ORDER BY number", values)
        return ((row[0], passage_of(row[1:])) for row in rows)

    def candidates(self, numbers: Sequence[int], ids: Sequence[str]) -> list[tuple[int, str, Kind, str, int | None]]:
        """Number, id, kind, report type and year of the passages with these numbers or these ids."""
        where = f"number IN ({_marks(numbers)}) OR id IN ({_marks(ids)})"
        return self.db.execute(f"SELECT number, id, kind, report_type, year FROM passages WHERE {where}", (*numbers, *ids)).fetchall()

    def found(self, numbers: Sequence[int]) -> dict[int, Passage]:
        """The passages with these numbers, by number."""
        return dict(self.numbered(f"number IN ({_marks(numbers)})", numbers))

    def units_with(self, word: str, numbers: Sequence[int]) -> set[str]:
        """The units that have `word` in the text of one of the passages with these numbers."""
        rows = self.db.execute(
            "SELECT DISTINCT unit FROM passages JOIN documents ON documents.id = document"
            " WHERE passages.number IN (SELECT value FROM json_each(?)) AND instr(text, ?)",
            (json.dumps(numbers), word),
        )
        return {unit for (unit,) in rows}

    def unit(self, document_id: str) -> str:
        """The unit whose report a document is."""
        return str(self.db.execute("SELECT unit FROM documents WHERE id = ?", (document_id,)).fetchone()[0])


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(_uri(path, mode), uri=True, check_same_thread=False)
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA journal_mode = MEMORY")
    connection.execute(f"PRAGMA cache_size = {_CACHE}")
    return connection


def _uri(path: Path, mode: str) -> str:
    return f"{path.resolve().as_uri()}?mode={mode}"


def document_row(sample: Sample) -> tuple[Any, ...]:
    """A sample without its passages as a row of values that JSON and SQLite can hold."""
    d = sample.document
    return (d.id, d.path, d.title, d.year, d.report_type, _json(d.removed), d.machine, sample.lines, _json(sample.values))


def sample_of(row: Sequence[Any], passages: tuple[Passage, ...]) -> Sample:
    """The sample of a row and its passages."""
    identity, path, title, year, report_type, removed, machine, lines, given = row
    document = StoredDocument(identity, path, title, year, report_type, tuple(json.loads(removed)), machine)
    return Sample(document, lines, tuple((kind, value, line) for kind, value, line in json.loads(given)), passages)


def passage_row(passage: Passage) -> tuple[Any, ...]:
    """A passage as a row of values that JSON and SQLite can hold."""
    p, slots = passage, _json([asdict(s) for s in passage.slots])
    return (p.id, p.document, _json(p.heading), p.kind, p.paragraph, p.text, p.masked, slots, p.year, p.report_type)


def passage_of(row: Sequence[Any]) -> Passage:
    """The passage of a row."""
    identity, document, heading, kind, paragraph, text, masked, slots, year, report_type = row
    return Passage(
        id=identity,
        document=document,
        heading=tuple(json.loads(heading)),
        kind=cast(Kind, kind),
        paragraph=paragraph,
        text=text,
        masked=masked,
        slots=tuple(Slot(**s) for s in json.loads(slots)),
        year=year,
        report_type=report_type,
    )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
