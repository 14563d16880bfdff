"""What becomes of an input: an answer to our question, a command, or plain text. Nothing but what the user typed gets here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.chat.commands import is_command, named_plainly, parse
from assistant.chat.talk import talk
from assistant.chat.understand import NO, YES

if TYPE_CHECKING:
    from assistant.chat.session import ChatSession


async def dispatch(chat: ChatSession, text: str) -> None:
    """Act on one input. Raises AssistantError, and CancelledError where the user stops it."""
    pending, chat.pending = chat.pending, None
    answer = text.strip().strip("。.！!").lower()
    if pending is not None:
        if answer in YES:
            await pending.yes()
            return
        chat.note("没有改动")
    if answer in YES | NO:
        if pending is None:
            chat.note("现在没有要回答的问题")
        return
    if is_command(text):
        command, argument = parse(text)
        await command.run(chat, argument)
    elif plain := named_plainly(text):
        command, argument = plain
        await command.run(chat, argument)
    else:
        await talk(chat, text.strip())
