"""What can be completed while typing: commands, sections, facts, files, models."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from prompt_toolkit.completion import CompleteEvent, Completer, Completion, PathCompleter
from prompt_toolkit.document import Document

from assistant.export import EXPORTERS

if TYPE_CHECKING:
    from assistant.chat.commands import Command
    from assistant.chat.session import ChatSession

_FILES = (*EXPORTERS, ".yaml", ".yml", ".json")


class CommandCompleter(Completer):
    """Completes lines that are commands; plain text is left alone."""

    def __init__(self, chat: Callable[[], ChatSession | None]) -> None:
        """`chat` gives the session, None while it is being opened: then nothing is completed."""
        self._chat = chat
        self._paths = PathCompleter(expanduser=True, file_filter=lambda name: name.lower().endswith(_FILES) or "." not in name)

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        """The completions of what stands before the cursor."""
        text = document.text_before_cursor.lstrip()
        chat = self._chat()
        if chat is not None and text and "\n" not in text:
            yield from self._of_line(chat, text, complete_event)

    def _of_line(self, chat: ChatSession, text: str, event: CompleteEvent) -> Iterator[Completion]:
        from assistant.chat.commands import COMMANDS, is_command

        if not is_command(text):
            return
        head, space, argument = text[1:].partition(" ")
        name = unicodedata.normalize("NFKC", head).lower()
        if not space:
            yield from self._commands(name, head)
            return
        command = next((c for c in COMMANDS.values() if name == c.name or name in c.aliases), None)
        if command is not None:
            yield from self._arguments(command, argument.lstrip(), event, chat)

    def _commands(self, name: str, typed: str) -> Iterator[Completion]:
        from assistant.chat.commands import COMMANDS

        for command in COMMANDS.values():
            if any(word.startswith(name) for word in (command.name, *command.aliases)):
                tail = " " if command.usage else ""
                yield Completion(command.name + tail, -len(typed), f"/{command.name}", display_meta=command.help)

    def _arguments(self, command: Command, typed: str, event: CompleteEvent, chat: ChatSession) -> Iterator[Completion]:
        if command.completes == "files":
            yield from self._paths.get_completions(Document(typed), event)
            return
        for value, meta in self._values(command, chat):
            if typed in value:
                yield Completion(value, -len(typed), display_meta=meta)

    def _values(self, command: Command, chat: ChatSession) -> Iterator[tuple[str, str]]:
        from assistant.chat.commands import COMMANDS
        from assistant.engines.vendors import VENDORS

        desk = chat.ready_desk
        if command.completes == "commands":
            yield from ((c.name, c.help) for c in COMMANDS.values())
        elif command.completes == "models":
            yield from ((f"{engine}:", "") for engine in ("embedded", *VENDORS))
        elif command.completes == "sections" and desk:
            yield from ((n, f"事实 {len(s.facts)} 条") for n, (_, s) in desk.sections.items())
        elif command.completes == "facts" and desk:
            yield from ((f.id, f.text) for f in desk.facts.facts)
