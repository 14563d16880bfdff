"""The command tree and the one place where errors become exit codes."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any, NoReturn

import typer
from typer.core import TyperGroup

from assistant import __version__
from assistant.cli.chinese import speak_chinese, usage_error
from assistant.cli.console import note, show_error
from assistant.errors import EXIT_INTERRUPTED, AssistantError, InternalError

# One module per command; each has `register(app)`. The order is that of the help page.
COMMANDS = (
    *("init", "chat", "generate", "draft", "check", "facts", "outline", "export"),
    *("rules", "samples", "models", "sessions", "logs", "config", "evals"),
)


class ErrorMappingGroup(TyperGroup):
    """Runs a command and maps our own errors to their exit codes, in nested groups and under CliRunner too."""

    def make_context(self, *args: Any, **kwargs: Any) -> Any:
        """Read what stands before the command."""
        with mapped_errors():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        with mapped_errors():
            return super().invoke(ctx)


@contextmanager
def mapped_errors() -> Iterator[None]:
    """Show what goes wrong and leave with its exit code: a usage error 2, an uncaught exception 4 and never 1, Ctrl-C 130."""
    try:
        yield
    except AssistantError as error:
        _leave(error, error)
    except KeyboardInterrupt as stop:
        note("\n已中断")
        raise typer.Exit(EXIT_INTERRUPTED) from stop
    except BrokenPipeError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from error
    except Exception as error:
        if _is_click(error):
            if wrong_usage := usage_error(error):
                _leave(wrong_usage, error)
            raise
        hint = "请加 --debug 重新运行，并把输出连同版本号发给维护者"
        _leave(InternalError(f"程序内部出错：{type(error).__name__}：{error}", hint), error)


def _leave(error: AssistantError, cause: Exception) -> NoReturn:
    show_error(error)
    if os.environ.get("ASSISTANT_DEBUG"):
        import traceback

        traceback.print_exception(cause)
    raise typer.Exit(error.exit_code) from cause


def _is_click(error: Exception) -> bool:
    """Whether `error` is the command-line library's own (usage errors, Exit, Abort), which it handles itself."""
    return any("click" in c.__module__ or c.__module__.startswith("typer") for c in type(error).__mro__)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"assistant {__version__}")
        raise typer.Exit


app = typer.Typer(
    cls=ErrorMappingGroup,
    rich_markup_mode=None,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="公文报告起草助手：根据事实清单，仿照范文起草工作总结、述职报告等，并检查稿件中的问题。",
    epilog="第一次使用：先运行 assistant init 年度总结，再按它的提示做\n每个命令的用法和例子：assistant 命令 --help",
)


@app.callback()
def _root(
    debug: bool = typer.Option(False, "--debug", help="出错时显示完整的调用栈"),
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="显示版本号"),
) -> None:
    if debug:
        os.environ["ASSISTANT_DEBUG"] = "1"


speak_chinese()
for _name in COMMANDS:
    import_module(f"assistant.cli.{_name}").register(app)


def _only(named: list[str]) -> None:
    """Leave the other commands out where the first word is a command: the library reads the signatures of all it has."""
    if wanted := [c for c in app.registered_commands if c.callback and (c.name or c.callback.__name__) in named]:
        app.registered_commands, app.registered_groups = wanted, []


def main() -> None:
    """Run the program (console script)."""
    _only(sys.argv[1:2])
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace")
    atexit.register(gc.freeze)  # or the interpreter searches everything for garbage once more before it leaves: 10 ms
    app()
