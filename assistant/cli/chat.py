"""`assistant chat`: drafting in conversation."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant.cli.console import note

if TYPE_CHECKING:
    from assistant.chat.store import SessionRow, SessionStore
    from assistant.facts.model import FactsFile

FACTS_HERE = Path("facts.yaml")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(chat)


def chat(
    section: str = typer.Argument("", metavar="[SECTION]", help="先写哪一节：标题或标题的一部分"),
    facts_path: Path | None = typer.Option(None, "-f", "--facts", metavar="FACTS", help="事实清单，默认为当前文件夹的 facts.yaml"),
    model: str | None = typer.Option(None, "-m", "--model", metavar="MODEL", help="模型，如 embedded: 或 openai:qwen-plus"),
    resume: bool = typer.Option(False, "-c", "--continue", help="继续上一次会话"),
    session: str | None = typer.Option(None, "--session", metavar="ID", help="继续这一个会话"),
    report_type: str | None = typer.Option(None, "--type", metavar="TYPE", help="报告类型，没有事实清单时使用"),
) -> None:
    """在对话中逐节起草报告。例：assistant chat 理论武装 -f facts.yaml"""
    import asyncio

    from assistant.chat.store import SessionStore

    with SessionStore() as store:
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
        note("先说本单位是谁，如“我们是某某局机关党支部，2025年”；再一条条说做了什么；/sections 看有哪些小节，/help 看全部命令")
    return new_session(store, facts, model), facts


def _resumed(store: SessionStore, identity: str | None, facts_path: Path | None) -> tuple[SessionRow, FactsFile]:
    from assistant.chat.opening import resumed_facts

    row = store.find(identity) if identity else store.last()
    if facts_path is not None:
        elsewhere = str(facts_path.resolve()) != row.facts_path
        store.update(row.id, facts_path=str(facts_path.resolve()), saved="[]" if elsewhere else row.saved)
        row = store.find(row.id)
    return row, resumed_facts(row)


async def _run(store: SessionStore, row: SessionRow, facts: FactsFile, section: str) -> int | None:
    """Run the session on a terminal or through the pipe; the exit code where the last error of a script gives one."""
    from assistant.chat.opening import close, greet, lock, open_session
    from assistant.config import load_config

    config = load_config()
    first = f"/section {section}" if section else ""
    with lock(row):
        if sys.stdin.isatty() and sys.stdout.isatty():
            from assistant.chat.terminal import Terminal

            await Terminal(lambda screen: open_session(row, store, facts, config, screen)).run(first)
            return None
        from assistant.chat.plain import PlainScreen, run_plain

        chat = open_session(row, store, facts, config, PlainScreen())
        try:
            greet(chat)
            error = await run_plain(chat, first)
        finally:
            await close(chat)
        return error.exit_code if error else None
