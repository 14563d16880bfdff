import sqlite3

import pytest

from assistant.database import Database


def made(db):
    db.execute("CREATE TABLE IF NOT EXISTS lines (text TEXT)")


def test_a_file_is_made_for_its_owner_only_and_closed_behind_the_with(tmp_path):
    path = tmp_path / "new" / "a.sqlite3"
    with Database(path, made) as database:
        database._db.execute("INSERT INTO lines VALUES ('甲')")
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        database._db.execute("SELECT * FROM lines")


def test_what_was_written_is_there_the_next_time(tmp_path):
    for expected in ([], [("甲",)]):
        with Database(tmp_path / "a.sqlite3", made) as database:
            assert database._db.execute("SELECT text FROM lines").fetchall() == expected
            database._db.execute("INSERT INTO lines VALUES ('甲')")


def test_a_file_that_cannot_be_prepared_is_not_left_open(tmp_path):
    opened = []
    with pytest.raises(sqlite3.OperationalError):
        Database(tmp_path / "a.sqlite3", lambda db: (opened.append(db), db.execute("no SQL")))
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        opened[0].execute("SELECT 1")
