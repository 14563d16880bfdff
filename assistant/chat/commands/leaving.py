"""Commands about the session itself: its model, other sessions, leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.chat.commands.registry import command

if TYPE_CHECKING:
    from assistant.chat.session import ChatSession


@command("model", "查看或换用模型", usage="[引擎:名称]", aliases=("模型",), completes="models")
async def model(chat: ChatSession, argument: str) -> None:
    """Say which model answers, or change it."""
    engine = await chat.change_engine(argument) if argument else await chat.engine()
    chat.note(f"模型：{engine.name}")


@command("sessions", "列出全部会话", aliases=("会话",))
async def sessions(chat: ChatSession, argument: str) -> None:
    """List all sessions."""
    for row in chat.store.sessions():
        here = "▸" if row.id == chat.row.id else " "
        chat.out(f"{here} {row.id}  {row.turns:3} 轮  {row.title}")


@command("exit", "离开", aliases=("quit", "q", "退出", "离开"))
async def exit_(chat: ChatSession, argument: str) -> None:
    """Leave the session."""
    chat.leaving = True
