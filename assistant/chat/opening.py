"""Opening a session: a new one, the last one or one by its id; and what it draws on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from assistant import paths
from assistant.chat.kept import changes_from_json, facts_from_json, facts_to_json
from assistant.chat.store import SessionRow, SessionStore
from assistant.errors import InputError
from assistant.facts.load import load_facts
from assistant.facts.model import FactsFile
from assistant.facts.save import FactChange, changed

if TYPE_CHECKING:
    from assistant.chat.desk import Desk
    from assistant.chat.screen import Screen
    from assistant.chat.session import ChatSession
    from assistant.config import Config
    from assistant.engines.base import Engine


def starting_facts(path: Path | None, report_type: str | None) -> FactsFile:
    """The facts a new session begins with: those of the file, else none, for a report of this type or the common one."""
    if path is not None:
        facts = load_facts(path)
        return replace(facts, report_type=report_type) if report_type else facts
    from assistant.drafting.outline import COMMON, find_outline

    return FactsFile(None, (), report_type=find_outline(report_type or COMMON).name)


def new_session(store: SessionStore, facts: FactsFile, model: str | None) -> SessionRow:
    """Begin a session."""
    title = facts.title or facts.report_type or "未命名"
    path = facts.path.resolve() if facts.path else None
    return store.create(title=title, facts_path=path, facts=facts_to_json(facts), model=model or "")


def resumed_facts(row: SessionRow) -> FactsFile:
    """The facts a session began with: its file as it is now, less what the session wrote there; else as they were kept."""
    path = Path(row.facts_path) if row.facts_path else None
    if path is None or not path.exists():
        return facts_from_json(row.facts, path)
    undone = [change.inverse for change in reversed(changes_from_json(row.saved))]
    facts = load_facts(path)
    kept_type = json.loads(row.facts)["report_type"]
    return changed(replace(facts, report_type=facts.report_type or kept_type), undone)


def lock(row: SessionRow) -> FileLock:
    """Hold a session, so that no second window writes to it. Raises InputError where one does. Gone when the program ends."""
    place = paths.home() / "chat"
    place.mkdir(parents=True, exist_ok=True)
    held = FileLock(place / f"{row.id}.lock", timeout=0)
    try:
        held.acquire()
    except Timeout as error:
        raise InputError(f"会话 {row.id} 正在另一个窗口中使用", "请在那里继续，或不带 -c 开始新的会话") from error
    return held


def open_session(row: SessionRow, store: SessionStore, facts: FactsFile, config: Config, screen: Screen) -> ChatSession:
    """The session of a stored row, with what it draws on opened when it is needed: samples, plan, engine."""
    from assistant.chat.session import ChatSession

    def open_desk(changes: Sequence[FactChange]) -> Desk:
        from assistant.chat.desk import Desk
        from assistant.drafting.job import ready_library

        return Desk(facts, changes, config, ready_library(config, screen.note))

    def open_engine(name: str | None) -> Engine:
        from assistant.engines import registry

        return registry.open_engine(name, config)

    return ChatSession(row, store, screen, open_desk, open_engine)


def greet(chat: ChatSession) -> None:
    """Say what a session that is taken up again has reached."""
    if chat.trail:
        chat.screen.note(f"继续会话 {chat.row.id}：已写 {len(chat.state.drafts)} 节，当前“{chat.state.current}”")
    if chat.interrupted_before:
        chat.screen.note("上次有一个回答没有写完，/retry 重写")


async def close(chat: ChatSession) -> None:
    """Say what is not in the facts file, and release everything. A session in which nothing was said is not kept."""
    from assistant.chat.commands.facts import unsaved

    if count := unsaved(chat):
        chat.screen.note(f"有 {count} 处事实的改动只在会话中：assistant chat -c 继续，用 /save 写回清单")
    if not chat.store.turns(chat.row.id):
        chat.store.delete(chat.row.id)
    await chat.aclose()
