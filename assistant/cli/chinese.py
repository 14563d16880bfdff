"""Help pages and usage errors in Chinese, where the command-line library speaks English."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

import typer
import typer.completion

from assistant.errors import InputError

_Context: Any = typer.Context.__base__
_Formatter: Any = _Context.formatter_class
_Completion: Any = typer.completion
_UsageError: Any = typer.BadParameter.__base__
_EXAMPLE = "例："
_WIDEST = 100  # columns of a help page on a wide terminal
_UNBROKEN = 10_000  # the library counts characters, not columns: it is kept from cutting and wrapping

_HEADINGS = {"Arguments": "参数", "Options": "选项", "Commands": "命令"}
_PHRASES = (
    ("Show this message and exit.", "显示这段说明"),
    ("Install completion for the current shell.", "为当前的命令行安装自动补全"),
    ("Show completion for the current shell, to copy it or customize the installation.", "显示自动补全的脚本，供自行安装"),
    ("[required]", "［必填］"),
)
_LIMITS = re.compile(r"\[(?:default: ([^;\]]*))?(?:; )?(?:x>=(\d+)|(\d+)<=x<=(\d+))?\]$")

# What the library says, what we say, and what to do.
_MESSAGES = (
    (r"Missing argument '?(.+?)'?\.", "缺少参数 {0}", ""),
    (r"Missing option (.+)\.", "缺少选项 {0}", ""),
    (r"Missing command\.", "没有写命令", ""),
    (r"No such command '(.*?)'\. Did you mean (.+)\?", "没有命令 {0}", "是否想写 {1}？"),
    (r"No such command '(.*?)'\.", "没有命令 {0}", ""),
    (r"No such option: (\S+) \(Possible options: (.+)\)", "没有选项 {0}", "相近的有 {1}；"),
    (r"No such option: (\S+)", "没有选项 {0}", ""),
    (r"Option '(.+)' requires an argument\.", "选项 {0} 后面缺少内容", ""),
    (r"Option '(.+)' does not take a value\.", "选项 {0} 后面不能带内容", ""),
    (r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", "多出了 {0}", "文件名或内容里有空格时请加引号；"),
    (r"Invalid value for (.+?): .*", "{0} 的内容不能用", "应为范围内的数字；"),  # only numbers are read by the library
)


def speak_chinese() -> None:
    """Make every help page, every usage line and what --install-completion says Chinese."""
    _Context.formatter_class = ChineseHelp
    _Completion.install = partial(_completion_installed, _Completion.install)


def _completion_installed(install: Any, **options: Any) -> None:
    """Install completion, say so and leave, before the library says it in English."""
    shell, path = install(**options)
    typer.echo(f"已为 {shell} 装好自动补全（{path}），重新打开终端后生效")
    raise typer.Exit


def usage_error(error: Exception) -> InputError | None:
    """A usage error of the library as one of ours, with the command's own example as the hint; None for anything else."""
    if not isinstance(error, _UsageError) or type(error).__name__ == "NoArgsIsHelpError":
        return None
    said = error.format_message()
    for pattern, message, hint in _MESSAGES:
        if found := re.fullmatch(pattern, said):
            parts = [part.replace("'", "") for part in found.groups()]
            return InputError(message.format(*parts), hint.format(*parts) + _see(error))
    return InputError(said, _see(error))


def _see(error: Any) -> str:
    """Where the user can read on, after the example of the command at fault."""
    if error.ctx is None:
        return "用法见 assistant --help"
    _, _, example = (error.ctx.command.help or "").partition(_EXAMPLE)
    return (f"例如 {example.strip()}；" if example else "") + f"用法见 {error.ctx.command_path} --help"


class ChineseHelp(_Formatter):  # type: ignore[misc]
    """A help page with Chinese headings, lines broken by columns, examples on a line of their own."""

    def __init__(self, *_: Any, **__: Any) -> None:
        from shutil import get_terminal_size

        super().__init__(width=_UNBROKEN)
        self._columns = min(get_terminal_size().columns, _WIDEST)

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The usage line."""
        plain = args.translate({ord("{"): None, ord("}"): None})
        super().write_usage(prog, plain.replace("[OPTIONS]", "[选项]").replace("COMMAND [ARGS]...", "命令 ..."), prefix or "用法：")

    def write_heading(self, heading: str) -> None:
        """The heading of a list."""
        self.write(f"{'':>{self.current_indent}}{_HEADINGS.get(heading, heading)}：\n")

    def write_text(self, text: str) -> None:
        """What a command does, then its example."""
        indent = " " * self.current_indent
        for paragraph in text.replace(_EXAMPLE, "\n" + _EXAMPLE).splitlines():
            for line in broken(paragraph, self._columns - self.current_indent):
                self.write(f"{indent}{line}\n")

    def write_dl(self, rows: Any, col_max: int = 30, col_spacing: int = 2) -> None:
        """Names and what they mean, without the examples."""
        rows = [(name, _said(text.partition(_EXAMPLE)[0].rstrip("。"))) for name, text in rows]
        second = self.current_indent + min(max(_columns(name) for name, _ in rows), col_max) + col_spacing
        for name, text in rows:
            lines = broken(text, self._columns - second)
            start = f"{'':>{self.current_indent}}{name}"
            if _columns(start) > second - col_spacing:
                self.write(start + "\n")
                start = ""
            self.write(start + " " * (second - _columns(start)) + ("\n" + " " * second).join(lines) + "\n")


def _said(text: str) -> str:
    for theirs, ours in _PHRASES:
        text = text.replace(theirs, ours)
    return _LIMITS.sub(_limits, text)


def _limits(found: re.Match[str]) -> str:
    default, at_least, least, most = found.groups()
    said = [f"默认 {default}"] if default else []
    said += [f"至少 {at_least}"] if at_least else []
    said += [f"{least} 至 {most}"] if least else []
    return f"［{'，'.join(said)}］"


def broken(text: str, columns: int) -> list[str]:
    """`text` in lines of at most `columns` columns (at least 20), broken at spaces or between Chinese characters."""
    lines, line = [], ""
    for piece in re.findall(r"[!-~]+|\s+|.", text):
        if line and _columns(line + piece) > max(columns, 20) and piece not in "，。；：、！？）］”》":
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()]


def _columns(text: str) -> int:
    """How many columns of a terminal `text` takes."""
    from unicodedata import east_asian_width

    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)
