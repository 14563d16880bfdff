"""A terminal session as SVG: commands are run on a pseudo-terminal, and what they print is drawn, colours included."""

from __future__ import annotations

import os
import pty
import shlex
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

COLUMNS = 100
PROMPT = "$ "
# Rich's own frame without its fonts, which a viewer would fetch from a server.
_FRAME = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: "Noto Sans Mono CJK SC", "Sarasa Mono SC", Menlo, Consolas, monospace; font-size: {char_height}px;
  line-height: {line_height}px; font-variant-east-asian: full-width; }}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">{matrix}</g>
</g>
</svg>
"""


def recorded(command: str, folder: Path, env: Mapping[str, str] = os.environ) -> list[str]:
    """The lines `assistant ...` prints in `folder` on a terminal: the result, then its notes.

    Raises RuntimeError where it ends with another code than 0 or 1.
    """
    ours, theirs = pty.openpty()
    words = [sys.executable, "-m", *shlex.split(command)]
    process = subprocess.Popen(words, cwd=folder, env=dict(env), stdin=subprocess.DEVNULL, stdout=theirs, stderr=subprocess.PIPE)
    os.close(theirs)
    shown = _all_of(ours)
    notes = process.communicate()[1].decode()
    if process.returncode not in (0, 1):
        raise RuntimeError(f"{command}: exit code {process.returncode}\n{notes}")
    return [*shown.splitlines(), *notes.splitlines()]


def _all_of(terminal: int) -> str:
    """What is written to a terminal until its other end is closed, which Linux tells as an error."""
    parts = []
    try:
        while part := os.read(terminal, 65536):
            parts.append(part)
    except OSError:
        pass
    finally:
        os.close(terminal)
    return b"".join(parts).decode()


def drawn(session: Sequence[tuple[str, Sequence[str]]], title: str) -> str:
    """Commands and their lines as SVG."""
    from rich.console import Console
    from rich.text import Text

    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        console = Console(record=True, width=COLUMNS, file=nowhere, force_terminal=True, legacy_windows=False)
        for command, lines in session:
            console.print(Text(f"{PROMPT}{command}", style="bold"))
            console.print(Text.from_ansi("\n".join(lines)))
        return console.export_svg(title=title, code_format=_FRAME, unique_id="session")
