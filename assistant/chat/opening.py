"""Opening a session: a new one, the last one or one by its id; and what it draws on."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from assistant import paths
from assistant.chat.model import changes_from_json, facts_from_json, facts_to_json
from assistant.chat.store import SessionRow, SessionStore
from assistant.errors import InputError
from assistant.facts.load import load_facts
from assistant.facts.model import FactsFile
from assistant.facts.save import FactChange, changed

if TYPE_CHECKING:
    from assistant.chat.desk import Desk
    from assistant.config import Config


def starting_facts(path: Path | None, report_type: str | None) -> FactsFile:
    """The facts a new session begins with: those of the file, else none, for a report of this type or of the first there is."""
    from assistant.drafting.outline import find_outline, outline_files

    if path is not None:
        facts = load_facts(path)
        return replace(facts, report_type=report_type) if report_type else facts
    name = find_outline(report_type).name if report_type else next(iter(outline_files()))
    return FactsFile(None, (), report_type=name)


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


def desk_opener(facts: FactsFile, config: Config, say: Callable[[str], None]) -> Callable[[Sequence[FactChange]], Desk]:
    """What makes the desk, the sample library first where there is none."""

    def open_desk(changes: Sequence[FactChange]) -> Desk:
        from assistant.chat.desk import Desk
        from assistant.drafting.job import ready_library

        return Desk(facts, changes, config, ready_library(config, say))

    return open_desk
