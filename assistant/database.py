"""SQLite files: those the program writes to for as long as it runs, and those it only reads."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Self


def read_only(path: Path) -> sqlite3.Connection:
    """A file that nobody writes to any more, to be read from any thread; nothing is left beside it. Raises sqlite3.Error."""
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


class Database:
    """An open file to write to, readable by the user only, safe for several programs at once.

    Leaving its `with` closes it; Python 3.13 warns of one that is left to the garbage collector.
    """

    def __init__(self, path: Path, prepare: Callable[[sqlite3.Connection], object]) -> None:
        """Open or create the file at `path`; `prepare` makes its tables. Raises sqlite3.Error or OSError, with nothing left open."""
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.touch(mode=0o600)
        self._db = sqlite3.connect(path, timeout=30, isolation_level=None)
        try:
            self._db.execute("PRAGMA journal_mode=WAL")
            prepare(self._db)
        except BaseException:
            self._db.close()
            raise

    def close(self) -> None:
        """Close the file; more than once does no harm."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
