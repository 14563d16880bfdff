"""A session on a terminal: prompt_toolkit edits the line, the session behind it answers."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any

from prompt_toolkit import PromptSession
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.history import FileHistory, InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.patch_stdout import patch_stdout
from prompt_toolkit.styles import Style

from assistant import paths
from assistant.chat.complete import CommandCompleter
from assistant.chat.screen import Screen
from assistant.chat.terminal_screen import TerminalScreen

if TYPE_CHECKING:
    from assistant.chat.session import ChatSession

_BRACKETED_PASTE = "\x1b[?2004h"
_FIRST_PAINT = 0.05  # seconds
_NAMED = 12  # characters of a section's name in the prompt
LEAVE = "按 Ctrl-D 或输入 /exit 离开；已写的都已保存，assistant chat -c 可以接着写"
_STYLE = Style([("section", "bold"), ("mark", "ansigreen bold"), ("bottom-toolbar", "noreverse ansibrightblack")])


class Terminal:
    """The prompt and what becomes of what is typed. The session is opened, and its model loaded, behind the prompt."""

    def __init__(self, open_session: Callable[[Screen], ChatSession]) -> None:
        self._open_session = open_session
        self._screen = TerminalScreen()
        self._opening: asyncio.Task[ChatSession] | None = None
        self._chat: ChatSession | None = None
        self._answering: asyncio.Task[None] | None = None

    async def run(self, first: str) -> None:
        """Prompt until the user leaves. `first` is an input to begin with (empty: none)."""
        prompt = self._prompt()
        try:
            with patch_stdout(raw=True), self._interruptible():
                if first:
                    await self._answer(first)
                while self._chat is None or not self._chat.leaving:
                    try:
                        text = await prompt.prompt_async(handle_sigint=False, pre_run=self._open_soon)
                    except KeyboardInterrupt:
                        self._screen.note(LEAVE)
                        continue
                    except EOFError:
                        break
                    if text.strip():
                        await self._answer(text)
        finally:
            await self._close()

    def _open_soon(self) -> None:
        """Open the session once the prompt is on the screen."""
        asyncio.get_running_loop().call_later(_FIRST_PAINT, self._session)

    def _session(self) -> asyncio.Task[ChatSession]:
        if self._opening is None:
            self._opening = asyncio.create_task(self._opened())
        return self._opening

    async def _opened(self) -> ChatSession:
        from assistant.chat.opening import greet

        await asyncio.to_thread(import_module, "assistant.chat.dispatch")
        self._chat = self._open_session(self._screen)
        greet(self._chat)
        self._warming = asyncio.create_task(self._chat.warmth.get_ready())
        return self._chat

    async def _close(self) -> None:
        from assistant.chat.opening import close

        if self._opening is not None:
            chat = await self._opening
            self._warming.cancel()
            await asyncio.gather(self._warming, return_exceptions=True)
            await close(chat)

    async def _answer(self, text: str) -> None:
        """Take an input; Ctrl-C stops the answer and nothing else, even where the session is still being opened."""
        self._answering = asyncio.create_task(self._taken(text))
        with _hushed():
            await asyncio.wait([self._answering])
        answering, self._answering = self._answering, None
        if answering.cancelled():
            self._screen.note("已停止")
        else:
            answering.result()

    async def _taken(self, text: str) -> None:
        chat = await asyncio.shield(self._session())
        await chat.take(text)

    @contextmanager
    def _interruptible(self) -> Iterator[None]:
        """Ctrl-C reaches us at the prompt as a key; outside it as a signal, which stops the answer, if there is one."""
        loop = asyncio.get_running_loop()

        def stop(number: int, frame: Any) -> None:
            if self._answering is not None:
                loop.call_soon_threadsafe(self._answering.cancel)

        before = signal.signal(signal.SIGINT, stop)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)

    def _prompt(self) -> PromptSession[str]:
        return PromptSession(
            message=lambda: FormattedText([("class:section", _short(self._chat)), ("class:mark", "› ")]),
            bottom_toolbar=lambda: _status(self._chat),
            completer=CommandCompleter(lambda: self._chat),
            complete_while_typing=True,
            history=_history(),
            key_bindings=_keys(),
            prompt_continuation="  ",
            style=_STYLE,
        )


def _short(chat: ChatSession | None) -> str:
    """The current section as the prompt names it."""
    name = chat.state.current if chat else ""
    return f"{name[:_NAMED]}{'…' if len(name) > _NAMED else ''} " if name else ""


def _status(chat: ChatSession | None) -> str:
    """The status line: how far the report is, and what is not saved yet."""
    desk = chat.ready_desk if chat else None
    if chat is None or desk is None:
        return " 正在准备……（现在就可以输入）"
    from assistant.chat.commands.facts import unsaved

    accepted = sum(d.accepted for d in chat.state.drafts.values())
    waiting = unsaved(chat)
    kept = f"（{waiting} 处改动未写回清单）" if waiting else ""
    return f" 已定稿 {accepted}/{len(desk.sections)} 节  事实 {len(desk.facts.facts)} 条{kept}  /help 查看命令"


def _history() -> FileHistory | InMemoryHistory:
    """What was typed before, in a file only the user can read."""
    path = paths.home() / "chat" / "history"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        return FileHistory(str(path))
    except OSError:
        return InMemoryHistory()


def _keys() -> KeyBindings:
    """Ctrl-C clears a line that has text; Alt-Enter begins a new line."""
    keys = KeyBindings()

    @keys.add("c-c")
    def _(event: KeyPressEvent) -> None:
        if event.current_buffer.text:
            event.current_buffer.reset()
        else:
            event.app.exit(exception=KeyboardInterrupt)

    @keys.add("escape", "enter")
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text("\n")

    return keys


@contextmanager
def _hushed() -> Iterator[None]:
    """What is typed while an answer comes is not echoed into it, and is waiting whole at the next prompt."""
    try:
        import termios
    except ImportError:  # Windows: the console keeps what is typed
        yield
        return
    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    hushed = termios.tcgetattr(descriptor)
    hushed[3] &= ~(termios.ECHO | termios.ICANON)
    termios.tcsetattr(descriptor, termios.TCSANOW, hushed)
    sys.stdout.write(_BRACKETED_PASTE)
    sys.stdout.flush()
    try:
        yield
    finally:
        termios.tcsetattr(descriptor, termios.TCSANOW, before)
