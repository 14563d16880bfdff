"""A session on a terminal: prompt_toolkit edits the line, rich shows the answers."""

from __future__ import annotations

import asyncio
import os
import shlex
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prompt_toolkit import PromptSession
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.history import FileHistory, InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.patch_stdout import patch_stdout
from prompt_toolkit.styles import Style
from rich.console import Console
from rich.live import Live
from rich.padding import Padding
from rich.spinner import Spinner
from rich.text import Text

from assistant import paths
from assistant.chat.complete import CommandCompleter
from assistant.chat.screen import Mark, Screen
from assistant.errors import AssistantError, InputError
from assistant.export.printable import printable

if TYPE_CHECKING:
    from assistant.chat.session import ChatSession

_BRACKETED_PASTE = "\x1b[?2004h"
_REFRESHES = 12
_FIRST_PAINT = 0.05  # seconds
_NAMED = 12  # characters of a section's name in the prompt
LEAVE = "按 Ctrl-D 或输入 /exit 离开；已写的都已保存，assistant chat -c 可以接着写"
_STYLE = Style([("section", "bold"), ("mark", "ansigreen bold"), ("bottom-toolbar", "noreverse ansibrightblack")])


class TerminalScreen:
    """Shows a session with rich. A paragraph is shown as it comes, then replaced by its verified form."""

    def __init__(self) -> None:
        self.console = Console(no_color=bool(os.environ.get("NO_COLOR")) or None, highlight=False)
        self._live: Live | None = None
        self._coming = ""

    def out(self, text: str) -> None:
        """Print a result. The terminal breaks the lines: rich would break them at spaces, which Chinese has too few of."""
        self.console.print(Text(printable(text)), soft_wrap=True)

    def note(self, text: str) -> None:
        """Print a remark."""
        self.console.print(Text(printable(text), style="dim"), soft_wrap=True)

    def error(self, error: AssistantError) -> None:
        """Print an error and its hint."""
        self.console.print(Text(f"错误：{printable(error.message)}", style="red"), soft_wrap=True)
        if error.hint:
            self.console.print(Text(f"提示：{printable(error.hint)}", style="yellow"), soft_wrap=True)

    def begin(self, title: str) -> None:
        """Show that something is under way."""
        self._coming = ""
        self._live = Live(
            Spinner("dots", Text(f"{printable(title)}……", style="dim")), console=self.console, transient=True, refresh_per_second=_REFRESHES
        )
        self._live.start()

    def piece(self, text: str) -> None:
        """Show the text so far."""
        self._coming += text
        if self._live is not None:
            self._live.update(_paragraph(Text(printable(self._coming), style="italic")))

    def rejected(self, problems: Sequence[str]) -> None:
        """Show what is wrong while the paragraph is being written again."""
        self._coming = ""
        if self._live is not None:
            lines = "\n".join(f"✗ {printable(p)}" for p in problems)
            self._live.update(Text(f"{lines}\n正在修正……", style="yellow"))

    def settled(self, text: str, marks: Sequence[Mark], remark: str) -> None:
        """Print the paragraph; what nothing supports is underlined and explained."""
        self._end_live()
        # Characters the terminal would act on are shown as nothing; there are none in what marks count.
        shown = Text(text if printable(text) == text else printable(text))
        if printable(text) == text:
            for mark in marks:
                shown.stylize("bold red underline", mark.start, mark.end)
        self.console.print(_paragraph(shown))
        for mark in marks:
            self.console.print(Text(f"  ✗ {printable(mark.reason)}", style="red"), soft_wrap=True)
        if remark:
            self.console.print(Text(f"  （{printable(remark)}）", style="dim"))

    def broken_off(self) -> None:
        """Leave on the screen what came."""
        self._end_live()
        if self._coming:
            self.console.print(_paragraph(Text(printable(self._coming), style="italic dim")))

    def _end_live(self) -> None:
        live, self._live = self._live, None
        if live is not None:
            live.stop()

    async def edit(self, text: str) -> str | None:
        """Open $VISUAL or $EDITOR on the text; None where it fails."""
        return await asyncio.to_thread(_edited, text)


def _edited(text: str) -> str | None:
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ("notepad" if os.name == "nt" else "vi")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "section.txt"
        path.write_text(text + "\n", encoding="utf-8")
        try:
            done = subprocess.run([*shlex.split(editor), str(path)], check=False)
            return path.read_text(encoding="utf-8-sig") if done.returncode == 0 else None
        except (OSError, ValueError) as error:
            raise InputError(f"无法打开编辑器 {editor}", "请设置环境变量 EDITOR，如 EDITOR=nano") from error


def _paragraph(text: Text) -> Padding:
    return Padding(text, (0, 0, 0, 2))


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
