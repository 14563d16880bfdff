"""Finished paragraphs, kept under a hash of everything they depend on, so that a second run writes only what changed."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from assistant.database import Database
from assistant.engines.base import Message
from assistant.errors import LibraryError

# Raise when verification, mending or tidying change: paragraphs made by the old ones are then written anew.
DRAFT_VERSION = 3

_COLUMNS = "key TEXT PRIMARY KEY, text TEXT NOT NULL, added TEXT NOT NULL, made TEXT DEFAULT CURRENT_TIMESTAMP"


class Kept(NamedTuple):
    """A finished paragraph without its lead, and the texts of the facts that code had to add to it."""

    text: str
    added: tuple[str, ...]


def draft_key(model: str, temperature: float, messages: Sequence[Message], facts: Sequence[str]) -> str:
    """The key of a paragraph: model, settings, the whole request (rules, examples, facts, phrases) and the facts it must carry."""
    whole = [DRAFT_VERSION, model, temperature, [[m.role, m.content] for m in messages], list(facts)]
    return hashlib.sha256(json.dumps(whole, ensure_ascii=False).encode()).hexdigest()


class DraftCache(Database):
    """Paragraphs by key, in one SQLite file. With `fresh`, nothing old is read but new paragraphs are kept."""

    def __init__(self, path: Path, *, fresh: bool = False) -> None:
        """Open or create the file. Raises LibraryError where that is impossible."""
        self._fresh = fresh
        try:
            super().__init__(path, _prepare)
        except (sqlite3.Error, OSError) as error:
            hint = "请检查磁盘空间和文件夹权限；文件损坏时可删除它，只会重新起草"
            raise LibraryError(f"无法打开草稿存储 {path}：{error}", hint) from error

    def get(self, key: str) -> Kept | None:
        """The paragraph kept under `key`, or None."""
        if self._fresh:
            return None
        row = self._db.execute("SELECT text, added FROM paragraphs WHERE key = ?", (key,)).fetchone()
        return Kept(row[0], tuple(json.loads(row[1]))) if row else None

    def put(self, key: str, paragraph: Kept) -> None:
        """Keep a paragraph. Raises LibraryError where the disk is full."""
        values = (key, paragraph.text, json.dumps(paragraph.added))
        try:
            self._db.execute("INSERT OR REPLACE INTO paragraphs (key, text, added) VALUES (?, ?, ?)", values)
        except sqlite3.Error as error:
            raise LibraryError(f"无法保存草稿：{error}", "请清理磁盘空间后重新运行，已完成的小节不会重写") from error


def _prepare(db: sqlite3.Connection) -> None:
    db.execute(f"CREATE TABLE IF NOT EXISTS paragraphs ({_COLUMNS})")
    db.execute("DROP TABLE IF EXISTS drafts")  # those of versions before 3, which no key finds any more
