"""The register of commands, and how a line names one."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from assistant.errors import InputError

if TYPE_CHECKING:
    from assistant.chat.session import ChatSession

Completes = Literal["", "commands", "sections", "facts", "files", "models"]
Run = Callable[["ChatSession", str], Awaitable[None]]

# What a line begins with that is a command; full-width keyboards give the others.
OPENERS = "/／、"


@dataclass(frozen=True, slots=True)
class Command:
    """A command: `usage` shows its argument, `completes` says of what kind that is; `lines` allows it to have several lines."""

    name: str
    usage: str
    help: str
    run: Run
    aliases: tuple[str, ...] = ()
    completes: Completes = ""
    lines: bool = False


COMMANDS: dict[str, Command] = {}


def command(
    name: str, help: str, *, usage: str = "", aliases: tuple[str, ...] = (), completes: Completes = "", lines: bool = False
) -> Callable[[Run], Run]:
    """Register the decorated function as the command `name`."""

    def register(run: Run) -> Run:
        COMMANDS[name] = Command(name, usage, help, run, aliases, completes, lines)
        return run

    return register


def is_command(text: str) -> bool:
    """Whether a line is a command."""
    return text.strip()[:1] in tuple(OPENERS)


_TO_FILE = re.compile(r"^(?P<name>\w{2,4}?)[到为成]?\s*[“\"]?(?P<file>\S.*\.\w{2,5})[”\"]?$")


def named_plainly(text: str) -> tuple[Command, str] | None:
    """The command whose Chinese name is all a line says, but for a file's name (撤销, 导出 总结.docx), and its argument; else None."""
    line = text.strip().strip("。！!")
    found = _TO_FILE.match(line)
    name, argument = (found["name"], found["file"]) if found else (line, "")
    fits = (c for c in COMMANDS.values() if name in c.aliases and (not argument or c.completes == "files"))
    return next(((c, argument) for c in fits if len(name) > 1 and not name.isascii()), None)


def parse(text: str) -> tuple[Command, str]:
    """The command a line names and its argument. Raises InputError naming the nearest where there is none."""
    head, *rest = text.strip()[1:].split(maxsplit=1)[:2] or [""]
    name = unicodedata.normalize("NFKC", head).lower()
    found = next((c for c in COMMANDS.values() if name == c.name or name in c.aliases), None)
    if found is None:
        raise InputError(f"没有命令 /{name}", _nearest(name))
    argument = rest[0].strip() if rest else ""
    if "\n" in argument and not found.lines:
        raise InputError(f"/{found.name} 只能写一行", "命令后面的多行内容请分开输入；事实可以直接粘贴")
    return found, argument


def _nearest(name: str) -> str:
    names = [n for c in COMMANDS.values() for n in (c.name, *c.aliases)]
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.5) or [n for n in names if name and n.startswith(name)]
    return f"是否想输入 /{near[0]}？" if near else "输入 /help 查看全部命令"
