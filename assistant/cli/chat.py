"""`assistant chat`: drafting in conversation."""

from __future__ import annotations

import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import typer

from assistant.cli.console import note

if TYPE_CHECKING:
    from assistant.chat.screen import Screen
    from assistant.chat.session import ChatSession
    from assistant.chat.store import SessionRow, SessionStore
    from assistant.engines.base import Engine
    from assistant.facts.model import FactsFile

T = TypeVar("T")
FACTS_HERE = Path("facts.yaml")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(chat)


def chat(
    section: str = typer.Argument("", metavar="[SECTION]", help="先写哪一节：标题或标题的一部分"),
    facts_path: Path | None = typer.Option(None, "-f", "--facts", metavar="FACTS", help="事实清单，默认为当前文件夹的 facts.yaml"),
    model: str | None = typer.Option(None, "-m", "--model", help="模型，如 embedded: 或 openai:qwen-plus"),
    resume: bool = typer.Option(False, "-c", "--continue", help="继续上一次会话"),
    session: str | None = typer.Option(None, "--session", metavar="ID", help="继续这一个会话"),
    report_type: str | None = typer.Option(None, "--type", metavar="TYPE", help="报告类型，没有事实清单时使用"),
) -> None:
    """在对话中逐节起草报告。例：assistant chat 理论武装 -f facts.yaml"""
    import asyncio

    from assistant.chat.store import SessionStore

    store = SessionStore()
    row, facts = _resumed(store, session, facts_path) if resume or session else _begun(store, facts_path, report_type, model)
    if model and model != row.model:
        store.update(row.id, model=model)
        row = store.find(row.id)
    failed = asyncio.run(_run(store, row, facts, section))
    if failed is not None:
        raise typer.Exit(failed)


def _begun(store: SessionStore, facts_path: Path | None, report_type: str | None, model: str | None) -> tuple[SessionRow, FactsFile]:
    from assistant.chat.opening import new_session, starting_facts

    if facts_path is None and FACTS_HERE.is_file():
        facts_path = FACTS_HERE
    facts = starting_facts(facts_path, report_type)
    if facts_path is None:
        note(f"没有事实清单：按“{facts.report_type}”起草，事实在对话中给出（--type 可换报告类型）")
    return new_session(store, facts, model), facts


def _resumed(store: SessionStore, identity: str | None, facts_path: Path | None) -> tuple[SessionRow, FactsFile]:
    from assistant.chat.opening import resumed_facts

    row = store.find(identity) if identity else store.last()
    if facts_path is not None:
        store.update(row.id, facts_path=str(facts_path.resolve()))
        row = store.find(row.id)
    return row, resumed_facts(row)


async def _run(store: SessionStore, row: SessionRow, facts: FactsFile, section: str) -> int | None:
    """Run the session on a terminal or through the pipe; the exit code where the last error of a script gives one."""
    from assistant.chat.opening import lock

    held = lock(row)
    first = f"/section {section}" if section else ""
    try:
        if sys.stdin.isatty() and sys.stdout.isatty():
            from assistant.chat.terminal import TerminalScreen, run_terminal

            session = _session(store, row, facts, TerminalScreen())
            await _greeted(session, run_terminal(session, first))
            return None
        from assistant.chat.plain import PlainScreen, run_plain

        session = _session(store, row, facts, PlainScreen())
        if first:
            await session.take(first)
        error = await _greeted(session, run_plain(session))
        return error.exit_code if error else None
    finally:
        held.release()


def _session(store: SessionStore, row: SessionRow, facts: FactsFile, screen: Screen) -> ChatSession:
    from assistant.chat.opening import desk_opener
    from assistant.chat.session import ChatSession
    from assistant.config import load_config

    config = load_config()

    def engine(name: str | None) -> Engine:
        from assistant.engines.registry import open_engine

        return open_engine(name, config)

    return ChatSession(row, store, screen, desk_opener(facts, config, screen.note), engine)


async def _greeted(session: ChatSession, running: Coroutine[Any, Any, T]) -> T:
    """Run a session between the words it begins and ends with."""
    from assistant.chat.commands.facts import unsaved

    if session.trail:
        session.screen.note(f"继续会话 {session.row.id}：已写 {len(session.state.drafts)} 节，当前“{session.state.current}”")
    if session.interrupted_before:
        session.screen.note("上次有一个回答没有写完，/retry 重写")
    try:
        return await running
    finally:
        if unsaved(session):
            session.screen.note(f"有 {unsaved(session)} 处事实的改动只在会话中：下次 assistant chat -c 后用 /save 写回清单")
        await session.aclose()
