"""The commands of a session: one decorated function each; help and completion follow from the decoration."""

from importlib import import_module

from assistant.chat.commands.registry import COMMANDS, Command, is_command, named_plainly, parse

__all__ = ["COMMANDS", "Command", "is_command", "named_plainly", "parse"]

# The modules that hold commands, in the order of the help page.
for _name in ("sections", "writing", "facts", "looking", "report", "leaving"):
    import_module(f"assistant.chat.commands.{_name}")
