"""The command tree and the one place where errors become exit codes."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from assistant import __version__
from assistant.cli.console import note, show_error
from assistant.errors import EXIT_INTERRUPTED, AssistantError, InternalError

# One module per command; each has `register(app)`. The order is that of the help page.
COMMANDS = (
    *("init", "chat", "generate", "draft", "check", "facts", "outline", "export"),
    *("rules", "samples", "models", "sessions", "logs", "config"),
)


class ErrorMappingGroup(TyperGroup):
    """Runs a command and maps our own errors to their exit codes, in nested groups and under CliRunner too."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command. A usage error stays 2, an uncaught exception is 4 and never 1, Ctrl-C is 130."""
        try:
            return super().invoke(ctx)
        except AssistantError as error:
            show_error(error)
            _debug(error)
            raise typer.Exit(error.exit_code) from error
        except KeyboardInterrupt as stop:
            note("\n已中断")
            raise typer.Exit(EXIT_INTERRUPTED) from stop
        except BrokenPipeError as error:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from error
        except Exception as error:
            if _is_click(error):
                raise
            _debug(error)
            hint = "请加 --debug 重新运行，并把输出连同版本号发给维护者"
            show_error(InternalError(f"程序内部出错：{type(error).__name__}：{error}", hint))
            raise typer.Exit(InternalError.exit_code) from error


def _is_click(error: Exception) -> bool:
    """Whether `error` is the command-line library's own (usage errors, Exit, Abort), which it handles itself."""
    return any("click" in c.__module__ or c.__module__.startswith("typer") for c in type(error).__mro__)


def _debug(error: BaseException) -> None:
    if os.environ.get("ASSISTANT_DEBUG"):
        import traceback

        traceback.print_exception(error)


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
)


@app.callback()
def _root(
    debug: bool = typer.Option(False, "--debug", help="出错时显示完整的调用栈"),
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="显示版本号"),
) -> None:
    if debug:
        os.environ["ASSISTANT_DEBUG"] = "1"


for _name in COMMANDS:
    import_module(f"assistant.cli.{_name}").register(app)


def main() -> None:
    """Run the program (console script)."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace")
    app()
