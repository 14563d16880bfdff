"""Asks the user, on a terminal, for what a report lacks, and writes the answers into the facts file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.console import note

if TYPE_CHECKING:
    from assistant.drafting.missing import Missing

YES = ("y", "yes", "是", "好")
Ask = Callable[[str], str]


class Asking:
    """Asks for each thing once, however often a report is drafted again. `ask` shows a prompt and returns the line typed."""

    def __init__(self, facts_path: Path, ask: Ask | None = None) -> None:
        self._path = facts_path
        self._ask = ask or _line
        self._seen: set[str] = set()

    def offer(self, missing: Iterable[Missing]) -> bool:
        """Offer to ask for what was not asked for yet; whether the facts file has changed.

        Each answer is written at once, so that Ctrl-C or Ctrl-D loses none.
        """
        left = [m for m in missing if m.question not in self._seen]
        if not left or not _can_be_written(self._path):
            return False
        try:
            note(f"还有 {len(left)} 处可以补充，答案会写进 {self._path}，然后只重写有变化的段落")
            if self._ask("现在逐条填写吗？输入 y 填写，直接回车不填：").strip().lower() not in YES:
                return False
        except (KeyboardInterrupt, EOFError):
            return False
        return bool(self._asked(left))

    def _asked(self, left: Sequence[Missing]) -> int:
        """Ask one by one; the number of answers."""
        count = 0
        note("一处有几个空的，依次写出，用空格隔开；也可以把整句话写出来。直接回车跳过，按 Ctrl-C 结束")
        try:
            for number, item in enumerate(left, start=1):
                self._seen.add(item.question)
                note(f"[{number}/{len(left)}] {item.where}：{item.question}{f'　{item.hint}' if item.hint else ''}")
                count += self._answered(item)
        except (KeyboardInterrupt, EOFError):
            note("不再询问")
        return count

    def _answered(self, item: Missing) -> bool:
        """Ask until the answer fits or is left out."""
        from assistant.facts.save import save_changes

        while answer := self._ask("填写：").strip():
            change = item.answered(answer)
            if change:
                save_changes(self._path, [change])
                note(f"已记下：{change.new}")
                return True
            note(f"这里有 {item.question.count('____')} 个空，请依次写出，用空格隔开；或者把整句话写出来")
        return False


def _can_be_written(path: Path) -> bool:
    """Whether answers can go into the facts file: not into a ledger."""
    from assistant.facts.save import YAML_SUFFIXES

    return path.suffix.lower() in (*YAML_SUFFIXES, ".json")


def _line(prompt: str) -> str:
    """A line typed on the terminal, edited as the chat does; the prompt goes to stderr. Raises KeyboardInterrupt, EOFError."""
    from prompt_toolkit import PromptSession
    from prompt_toolkit.output import create_output

    session: PromptSession[str] = PromptSession(output=create_output(stdout=sys.stderr))
    return session.prompt(prompt)
