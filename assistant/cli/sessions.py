"""`assistant sessions`: the chats so far."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant.cli.console import interactive, note, out

if TYPE_CHECKING:
    from assistant.chat.store import SessionRow

_ID = typer.Argument(metavar="ID", help="会话编号，可只写开头或结尾；last 是最近的一个")
_AS_JSON = typer.Option(False, "--json", help="输出 JSON")


def register(app: typer.Typer) -> None:
    """Add the command group."""
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="查看、导出和删除对话")
    group.command("list")(list_sessions)
    group.command()(show)
    group.command()(export)
    group.command()(delete)
    app.add_typer(group, name="sessions")


def list_sessions(as_json: bool = _AS_JSON) -> None:
    """列出全部会话，最近的在前。例：assistant sessions list"""
    from assistant.chat.store import SessionStore

    with SessionStore() as store:
        rows = store.sessions()
    if as_json:
        out(json.dumps({"version": 1, "sessions": [_row(r) for r in rows]}, ensure_ascii=False))
        return
    for row in rows:
        out(f"{row.id}  {row.updated[:16].replace('T', ' ')}  {row.turns:3} 轮  {row.title}")
    if not rows:
        note("还没有会话，用 assistant chat 开始")


def _row(row: SessionRow) -> dict[str, object]:
    return {"id": row.id, "created": row.created, "updated": row.updated, "title": row.title, "facts": row.facts_path, "turns": row.turns}


def show(identity: str = _ID, as_json: bool = _AS_JSON) -> None:
    """显示一个会话的经过。例：assistant sessions show last"""
    from assistant.chat.store import SessionStore
    from assistant.chat.transcript import transcript

    with SessionStore() as store:
        row = store.find(identity)
        turns = store.turns(row.id)
    if as_json:
        out(json.dumps({"version": 1, "session": _row(row), "turns": [asdict(t) for t in turns]}, ensure_ascii=False))
    else:
        out(transcript(row, turns))


def export(
    identity: str = _ID, output: Path | None = typer.Option(None, "-o", "--output", metavar="OUT.md", help="写到文件，默认为标准输出")
) -> None:
    """把一个会话写成 Markdown：先是正文，后是经过。例：assistant sessions export last -o 会话.md"""
    from assistant.chat.store import SessionStore
    from assistant.chat.transcript import markdown
    from assistant.paths import atomic_write

    with SessionStore() as store:
        row = store.find(identity)
        text = markdown(row, store.turns(row.id), store.trail(row.id))
    if output is None:
        out(text)
    else:
        atomic_write(output, text + "\n")
        note(f"已写到 {output}")


def delete(identity: str = _ID, yes: bool = typer.Option(False, "-y", "--yes", help="不再询问")) -> None:
    """删除一个会话。例：assistant sessions delete last"""
    from assistant.chat.opening import lock
    from assistant.chat.store import SessionStore
    from assistant.errors import InputError

    with SessionStore() as store:
        row = store.find(identity)
        if not yes:
            if not interactive():
                raise InputError("删除会话需要确认", f"请加 --yes：assistant sessions delete {row.id} --yes")
            typer.confirm(f"删除会话 {row.id}（{row.title}，{row.turns} 轮）？", abort=True, err=True)
        with lock(row):
            store.delete(row.id)
    note(f"已删除会话 {row.id}")
