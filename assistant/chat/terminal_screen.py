"""How a session looks on a terminal: rich shows a paragraph as it comes, then as it stands."""

from __future__ import annotations

import asyncio
import os
import shlex
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.live import Live
from rich.padding import Padding
from rich.spinner import Spinner
from rich.text import Text

from assistant.chat.screen import Mark
from assistant.errors import AssistantError, InputError
from assistant.export.printable import printable

_REFRESHES = 12


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
