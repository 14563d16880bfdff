"""Sessions on disk: every turn with how it ended, in one SQLite file that older versions of the program are migrated from."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from assistant import paths
from assistant.database import Database
from assistant.engines.base import Usage
from assistant.errors import InputError, ServiceError

TurnState = Literal["running", "complete", "interrupted", "failed"]

# How many states back /undo reaches.
TRAIL = 60
# The name of the session used last.
LAST = "last"

# Each entry brings the file from the version before it to its own (its place, from 1). Never change one that was released.
MIGRATIONS = (
    """
    CREATE TABLE sessions(id TEXT PRIMARY KEY, created TEXT NOT NULL, updated TEXT NOT NULL, title TEXT NOT NULL,
      facts_path TEXT, facts TEXT NOT NULL, saved TEXT NOT NULL DEFAULT '[]', model TEXT NOT NULL);
    CREATE TABLE turns(id INTEGER PRIMARY KEY, session TEXT NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,
      time TEXT NOT NULL, section TEXT NOT NULL, input TEXT NOT NULL, output TEXT NOT NULL DEFAULT '', state TEXT NOT NULL,
      model TEXT NOT NULL, calls INTEGER NOT NULL DEFAULT 0, prompt_tokens INTEGER NOT NULL DEFAULT 0,
      cached_tokens INTEGER NOT NULL DEFAULT 0, completion_tokens INTEGER NOT NULL DEFAULT 0, seconds REAL NOT NULL DEFAULT 0,
      reached TEXT, undone INTEGER NOT NULL DEFAULT 0);
    CREATE INDEX turns_of_session ON turns(session, id);
    """,
)


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session as stored: times in UTC; `facts` is the text of base facts for one without a file, `saved` changes in the file (JSON)."""

    id: str
    created: str
    updated: str
    title: str
    facts_path: str | None
    facts: str
    saved: str
    model: str
    turns: int = 0


@dataclass(frozen=True, slots=True)
class Turn:
    """One input and what came of it; `calls` are requests to the model."""

    id: int
    time: str
    section: str
    input: str
    output: str
    state: TurnState
    model: str
    calls: int
    usage: Usage
    seconds: float


class SessionStore(Database):
    """All sessions of the user's home folder, or of the file at `path`."""

    def __init__(self, path: Path | None = None) -> None:
        """Open, create or migrate the file. Raises ServiceError where that is impossible or a newer program wrote it."""
        self.path = path or paths.home() / "sessions.sqlite3"
        with self._telling("打开"):
            super().__init__(self.path, self._migrate)

    def _migrate(self, db: sqlite3.Connection) -> None:
        db.execute("PRAGMA foreign_keys=ON")
        (version,) = db.execute("PRAGMA user_version").fetchone()
        if version > len(MIGRATIONS):
            raise ServiceError(f"{self.path} 是更新版本的程序建立的", "请升级本程序，或用 ASSISTANT_HOME 换一个状态文件夹")
        for number, script in enumerate(MIGRATIONS[version:], start=version + 1):
            db.executescript(f"BEGIN; {script} PRAGMA user_version = {number}; COMMIT;")

    def create(self, *, title: str, facts_path: Path | None, facts: str, model: str) -> SessionRow:
        """A new session."""
        identity = f"{datetime.now().astimezone():%m%d-%H%M}-{secrets.token_hex(2)}"
        now = _now()
        with self._telling("写入"):
            values = (identity, now, now, title, str(facts_path) if facts_path else None, facts, model)
            self._db.execute(
                "INSERT INTO sessions(id, created, updated, title, facts_path, facts, model) VALUES (?, ?, ?, ?, ?, ?, ?)", values
            )
        return self.find(identity)

    def sessions(self) -> list[SessionRow]:
        """All sessions, the latest first."""
        with self._telling("读取"):
            rows = self._db.execute(
                "SELECT s.id, s.created, s.updated, s.title, s.facts_path, s.facts, s.saved, s.model,"
                " (SELECT COUNT(*) FROM turns t WHERE t.session = s.id) FROM sessions s ORDER BY s.updated DESC, s.rowid DESC"
            ).fetchall()
        return [SessionRow(*row) for row in rows]

    def find(self, name: str) -> SessionRow:
        """The session with this id, the only one whose id begins or ends so, or the last one. Raises InputError."""
        if name == LAST:
            return self.last()
        known = self.sessions()
        exact = [s for s in known if s.id == name]
        near = exact or [s for s in known if name and (s.id.startswith(name) or s.id.endswith(name))]
        if len(near) == 1:
            return near[0]
        if near:
            raise InputError(f"“{name}”对应 {len(near)} 个会话：{'、'.join(s.id for s in near[:5])}", "请写完整的编号")
        raise InputError(f"没有会话“{name}”", "用 assistant sessions list 查看全部会话")

    def last(self) -> SessionRow:
        """The session used last. Raises InputError where there is none."""
        known = self.sessions()
        if not known:
            raise InputError("还没有可以继续的会话", "用 assistant chat 开始一个")
        return known[0]

    def update(self, session: str, **columns: str | None) -> None:
        """Set columns of a session: facts_path, saved, model, title."""
        names = ", ".join(f"{name} = ?" for name in columns)
        with self._telling("写入"):
            self._db.execute(f"UPDATE sessions SET {names}, updated = ? WHERE id = ?", (*columns.values(), _now(), session))

    def delete(self, session: str) -> None:
        """Delete a session and its turns; their bytes go too."""
        with self._telling("删除"):
            self._db.execute("PRAGMA secure_delete=ON")
            self._db.execute("DELETE FROM sessions WHERE id = ?", (session,))
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def begin(self, session: str, section: str, text: str, model: str) -> int:
        """Note a turn that begins; until `end` is called it counts as running."""
        with self._telling("写入"):
            self._db.execute("UPDATE sessions SET updated = ? WHERE id = ?", (_now(), session))
            values = (session, _now(), section, text, model)
            row = self._db.execute(
                "INSERT INTO turns(session, time, section, input, model, state) VALUES (?, ?, ?, ?, ?, 'running')", values
            )
        return int(row.lastrowid or 0)

    def end(
        self, turn: int, state: TurnState, model: str, output: str, calls: int, usage: Usage, seconds: float, reached: str | None
    ) -> None:
        """Note how a turn ended and, where it changed something, the state reached (JSON)."""
        tokens = (usage.prompt_tokens, usage.cached_tokens, usage.completion_tokens)
        with self._telling("写入"):
            self._db.execute(
                "UPDATE turns SET state = ?, model = ?, output = ?, calls = ?, prompt_tokens = ?, cached_tokens = ?, completion_tokens = ?,"
                " seconds = ?, reached = ? WHERE id = ?",
                (state, model, output, calls, *tokens, round(seconds, 2), reached, turn),
            )
            if reached is not None:  # states further back than /undo reaches are dropped
                self._db.execute(
                    "UPDATE turns SET reached = NULL WHERE session = (SELECT session FROM turns WHERE id = :turn) AND reached IS NOT NULL"
                    " AND id NOT IN (SELECT id FROM turns WHERE session = (SELECT session FROM turns WHERE id = :turn)"
                    " AND reached IS NOT NULL AND undone = 0 ORDER BY id DESC LIMIT :trail)",
                    {"turn": turn, "trail": TRAIL},
                )

    def turns(self, session: str) -> list[Turn]:
        """The turns of a session in order. Those still running may be another window's."""
        with self._telling("读取"):
            rows: list[Any] = self._db.execute(
                "SELECT id, time, section, input, output, state, model, calls, prompt_tokens, cached_tokens, completion_tokens, seconds"
                " FROM turns WHERE session = ? ORDER BY id",
                (session,),
            ).fetchall()
        return [Turn(*(*row[:8], Usage(*row[8:11]), row[11])) for row in rows]

    def close_open_turns(self, session: str) -> int:
        """Note running turns of a session that is taken up again as interrupted; how many there were."""
        with self._telling("写入"):
            return self._db.execute("UPDATE turns SET state = 'interrupted' WHERE session = ? AND state = 'running'", (session,)).rowcount

    def trail(self, session: str) -> list[tuple[int, str]]:
        """The states reached, oldest first: (turn, JSON), without those undone."""
        with self._telling("读取"):
            return self._db.execute(
                "SELECT id, reached FROM turns WHERE session = ? AND reached IS NOT NULL AND undone = 0 ORDER BY id", (session,)
            ).fetchall()

    def undo(self, turn: int) -> None:
        """Note that what a turn reached was undone."""
        with self._telling("写入"):
            self._db.execute("UPDATE turns SET undone = 1 WHERE id = ?", (turn,))

    @contextmanager
    def _telling(self, doing: str) -> Iterator[Any]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            hint = "请检查磁盘空间和文件夹权限；文件损坏时请把它移走后重试"
            raise ServiceError(f"无法{doing}会话记录 {self.path}：{error}", hint) from error


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
