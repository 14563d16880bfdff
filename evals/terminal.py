"""A terminal session as SVG: commands are run on a pseudo-terminal, and what they print is drawn, colours included."""

from __future__ import annotations

import os
import pty
import shlex
import subprocess
import sys
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.segment import Segment
    from rich.style import Style

COLUMNS = 96
PROMPT = "$ "
# A terminal that moves no cursor: progress is left out, the rest comes in its order.
_TERMINAL = {"TERM": "dumb", "COLUMNS": str(COLUMNS), "PYTHONPATH": str(Path(__file__).parents[1])}
_SIZE, _CELL, _LINE, _MARGIN = 16, 8.8, 22, 16
_PAPER, _INK = "#1f2329", "#d5d9e0"


def recorded(command: str, folder: Path) -> str:
    """What `assistant ...` prints in `folder` on a terminal. Raises RuntimeError where it ends with another code than 0 or 1."""
    ours, theirs = pty.openpty()
    env = {k: v for k, v in os.environ.items() if k not in ("ASSISTANT_HOME", "NO_COLOR")} | _TERMINAL
    words = [sys.executable, "-m", *shlex.split(command)]
    with subprocess.Popen(words, cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        shown = _all_of(ours)
    if process.returncode not in (0, 1):
        raise RuntimeError(f"{command}: exit code {process.returncode}\n{shown}")
    return shown.replace("\r\n", "\n")


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


def drawn(session: Sequence[tuple[str, str]]) -> str:
    """Commands and what they printed, as SVG."""
    from rich.console import Console
    from rich.text import Text

    text = Text("\n\n").join(
        Text.assemble((f"{PROMPT}{command}", "bold"), "\n" if printed else "", Text.from_ansi(printed.rstrip()))
        for command, printed in session
    )
    console = Console(width=COLUMNS, force_terminal=True, color_system="truecolor", legacy_windows=False)
    lines = console.render_lines(text, pad=False)
    width, height = round(COLUMNS * _CELL + 2 * _MARGIN), len(lines) * _LINE + 2 * _MARGIN
    shapes = (shape for n, line in enumerate(lines) for shape in _line(line, _MARGIN + _LINE * (n + 0.75)))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">\n'
        f'<rect width="100%" height="100%" rx="8" fill="{_PAPER}"/>\n'
        f'<g font-family="Menlo, Consolas, monospace" font-size="{_SIZE}" fill="{_INK}">\n' + "\n".join(shapes) + "\n</g></svg>\n"
    )


def _line(segments: Sequence[Segment], y: float) -> Iterator[str]:
    """The runs of wide and of narrow characters, each held to its cells whatever font the viewer has; blanks are left out."""
    from rich.cells import cell_len

    column = 0
    for segment in segments:
        for (blank, wide), characters in groupby(segment.text, lambda c: (c == " ", cell_len(c) > 1)):
            run = "".join(characters)
            cells = len(run) * (2 if wide else 1)
            if not blank:
                place = f'x="{_MARGIN + column * _CELL:.1f}" y="{y:.0f}" textLength="{cells * _CELL:.1f}" lengthAdjust="spacingAndGlyphs"'
                yield f"<text {place}{_look(segment.style)}>{escape(run)}</text>"
            column += cells


def _look(style: Style | None) -> str:
    from rich.terminal_theme import MONOKAI

    colour = f' fill="{style.color.get_truecolor(MONOKAI).hex}"' if style and style.color and not style.color.is_default else ""
    return colour + (' font-weight="bold"' if style and style.bold else "")
