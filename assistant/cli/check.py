"""`assistant check`: finds what a reviewer would mark."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.console import colour, note, out, progress, show_error

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from assistant.checks.files import Options
    from assistant.checks.outcome import Outcome

MANY = 20  # a run over fewer files shows no progress


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(check)


def check(
    files: Annotated[list[str], typer.Argument(metavar="FILE...|-", help="要检查的文件、文件夹，或 - 表示标准输入")],
    facts: Annotated[Path | None, typer.Option("-f", "--facts", metavar="FACTS", help="与这份事实清单核对")] = None,
    output_format: Annotated[
        str, typer.Option("--output-format", metavar="F", help="full、concise、json、sarif、junit、github、html")
    ] = "full",
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="OUT", help="结果写入文件")] = None,
    annotate: Annotated[Path | None, typer.Option("--annotate", metavar="OUT.docx", help="另存一份带批注的 Word 文件")] = None,
    fix: Annotated[bool, typer.Option("--fix", help="改正标点、空格、残留记号等（原件另存为 .bak）")] = False,
    unsafe: Annotated[bool, typer.Option("--unsafe", help="与 --fix、--diff 同用：序号、重复字词、别字也改")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="只显示 --fix 会改什么，不改文件")] = False,
    select: Annotated[str | None, typer.Option("--select", metavar="R,..", help="只用这些规则或规则族，如 PH,TY001")] = None,
    ignore: Annotated[str | None, typer.Option("--ignore", metavar="R,..", help="不用这些规则或规则族")] = None,
    baseline: Annotated[Path | None, typer.Option("--baseline", metavar="FILE", help="不报告这份基线里已接受的问题")] = None,
    write_baseline: Annotated[
        Path | None, typer.Option("--write-baseline", metavar="FILE", help="把现有问题全部接受，写入基线文件")
    ] = None,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="有问题时也以 0 退出")] = False,
) -> None:
    """检查稿件中的占位符、矛盾和差错。例：assistant check 报告.docx"""
    from assistant.checks.formats import known_format, render
    from assistant.checks.settings import accepted, options_of
    from assistant.config import load_config
    from assistant.errors import EXIT_FINDINGS
    from assistant.text.patterns import keep

    known_format(output_format)
    config = load_config().replace(check__select=_names(select), check__ignore=_names(ignore), check__baseline=_text(baseline))
    options = options_of(config, facts)
    outcome = _checked(files, options)
    if write_baseline:
        return _accept(write_baseline, outcome)
    outcome = accepted(outcome, config["check.baseline"])
    if fix and not diff:
        _fix(outcome, unsafe=unsafe)
        outcome = accepted(_checked(files, options), config["check.baseline"])
    _tell(outcome, options)
    if annotate:
        _annotate(outcome, annotate)
    _deliver(_diff(outcome, unsafe=unsafe) if diff else render(output_format, outcome, colour=colour()), output)
    keep()
    code = outcome.exit_code()
    raise typer.Exit(0 if exit_zero and code == EXIT_FINDINGS else code)


def _names(text: str | None) -> list[str] | None:
    return None if text is None else [part.strip() for part in text.replace("，", ",").split(",") if part.strip()]


def _text(path: Path | None) -> str | None:
    return None if path is None else str(path)


def _checked(files: list[str], options: Options) -> Outcome:
    from assistant.checks.files import check_files

    with _told() as told:
        return check_files(files, options, told)


@contextmanager
def _told() -> Iterator[Callable[[int, int], None]]:
    """What shows how far a run has come: a bar on a terminal from a few files on, nothing elsewhere."""
    with ExitStack() as stack:
        bar: list[tuple[Progress, TaskID]] = []

        def told(done: int, total: int) -> None:
            if total < MANY or not sys.stderr.isatty():
                return
            if not bar:
                display = stack.enter_context(progress())
                bar.append((display, display.add_task("检查", total=total)))
            bar[0][0].update(bar[0][1], completed=done)

        yield told


def _accept(baseline: Path, outcome: Outcome) -> None:
    from assistant.checks.baseline import write_baseline

    note(f"已把 {write_baseline(baseline, outcome)} 处问题写入基线 {baseline}，以后用 --baseline {baseline} 只看新问题")


def _annotate(outcome: Outcome, copy: Path) -> None:
    from assistant.checks.commenting import annotated

    annotated(outcome, copy)
    note(f"已写入 {copy}")


def _diff(outcome: Outcome, *, unsafe: bool) -> str:
    from assistant.checks.fixing import difference

    return "\n".join(text for file in outcome.files if (text := difference(file, unsafe=unsafe)))


def _fix(outcome: Outcome, *, unsafe: bool) -> None:
    """Make the fixes in the files that could be checked, and say what was done."""
    from assistant.checks.fixing import fix_in_place, only_files

    only_files(file.path for file in outcome.files)
    for file in outcome.files:
        result = fix_in_place(file, unsafe=unsafe)
        if result.made:
            rest = f"；另有 {result.left} 处须手工改" if result.left else ""
            note(f"{file.path}：改正 {result.made} 处，原件另存为 {result.backup}{rest}")
        if result.error:
            show_error(result.error)


def _tell(outcome: Outcome, options: Options) -> None:
    """Everything that went wrong, on stderr."""
    from assistant.errors import InternalError

    for file in outcome.files:
        if file.error:
            show_error(file.error)
        for warning in file.warnings:
            note(f"注意：{file.path}：{warning}")
        for crash in file.crashes:
            message = f"规则 {crash.rule} 检查 {file.path} 时出错：{crash.error}"
            show_error(InternalError(message, "其余规则已照常检查，请把此信息告诉维护者"))
    for entry in outcome.idle(options.suppress):
        note(f"注意：check.suppress 中“{entry.reason}”这一条没有起作用，可以删去")


def _deliver(text: str, output: Path | None) -> None:
    if output:
        from assistant.paths import atomic_write

        atomic_write(output, text + "\n")
        note(f"已写入 {output}")
    elif text:
        out(text)
