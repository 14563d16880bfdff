"""`assistant eval`: the project's own evaluations, with a threshold for the exit code. They live in the source repository."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from assistant.cli.console import note, out, progress

if TYPE_CHECKING:
    from rich.progress import Progress

PACKAGE = Path("evals") / "suites"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="eval")(evaluate)


def evaluate(
    suites: list[str] = typer.Argument(None, metavar="[SUITE]...", help="评测名称；不写则运行全部不需要模型的评测"),
    model: str | None = typer.Option(None, "-m", "--model", metavar="MODEL", help="模型，如 embedded: 或 openai:qwen-plus"),
    threshold_file: Path | None = typer.Option(None, "--threshold-file", metavar="FILE", help="及格线文件，默认 evals/thresholds.toml"),
    only: list[str] = typer.Option([], "--only", metavar="PATTERN", help="只运行名称相符的题目，可用 * 和 ?"),
    keep: Path | None = typer.Option(None, "--keep", metavar="DIR", help="保存写好的报告，中断后可接着运行"),
    record: bool = typer.Option(False, "--record", help="把结果记入 evals/results"),
    as_json: bool = typer.Option(False, "--json", help="以 JSON 输出结果"),
    as_list: bool = typer.Option(False, "--list", help="只列出有哪些评测"),
) -> None:
    """运行评测：0 达到及格线，1 未达到，3 无法运行。例：assistant eval retrieval"""
    if as_list:
        _list()
        return
    runs = _module("run")
    chosen = [_suite(name) for name in suites or []] or [s for s in map(_suite, _module("suites").NAMES) if not s.needs_model]
    options = runs.Options(model=model, only=tuple(only), thresholds=_readable(threshold_file), kept=keep)
    code = 0
    for suite in chosen:
        run = _run(suite, options)
        before = runs.recorded(suite.name)
        if as_json:
            out(_json(runs.as_json(run, runs.shown_command())))
        else:
            _show(run, before)
        if record and not (run.errors or run.stopped):
            note(f"已记入 {runs.record(run, runs.shown_command())}，用 python -m evals.page 写进文档")
        if run.stopped:
            raise KeyboardInterrupt
        code = max(code, run.exit_code)
    raise typer.Exit(code)


def _list() -> None:
    """Every suite: its cases, whether it asks a model, and its bars."""
    for suite in map(_suite, _module("suites").NAMES):
        out(f"{suite.name}  {suite.title}（{len(suite.cases())} 题{'，需要模型' if suite.needs_model else ''}）")
        for bar in _module("suite").bars(suite.name):
            out(f"  {bar.metric} {bar.text}")


def _module(name: str) -> Any:
    """A module of evals/, which is beside the package in a checkout and in no wheel. Raises ServiceError."""
    from assistant.errors import ServiceError

    root = next((r for r in (Path(__file__).parents[2], Path.cwd()) if (r / PACKAGE).is_dir()), None)
    if root is None:
        raise ServiceError("安装包里没有评测数据", "请下载源码，在源码目录中运行 assistant eval")
    if str(root) not in sys.path:
        sys.path.insert(0, str(root))
    return import_module(f"evals.{name}")


def _suite(name: str) -> Any:
    from assistant.errors import InputError

    suites = _module("suites")
    if name not in suites.NAMES:
        raise InputError(f"没有名为“{name}”的评测", f"可用的评测：{'、'.join(suites.NAMES)}")
    return suites.load(name)


def _readable(path: Path | None) -> Path | None:
    """The thresholds file, if it is one. Raises InputError."""
    from assistant.errors import InputError

    if path is None:
        return None
    try:
        for name in _module("suites").NAMES:
            _module("suite").bars(name, path)
    except (OSError, ValueError, AttributeError) as error:
        hint = '按评测分节，每行写作 "指标" = ">= 0.9"，可参照 evals/thresholds.toml'
        raise InputError(f"及格线文件 {path} 不能用：{error}", hint) from error
    return path


def _run(suite: Any, options: Any) -> Any:
    with progress() as display:
        task = display.add_task(suite.name, total=None)
        return _module("run").run_suite(suite, options, lambda done, count, case: _tell(display, task, done, count, case))


def _tell(display: Progress, task: Any, done: int, count: int, case: Any) -> None:
    display.update(task, completed=done, total=count, description=f"{case.id[:30]}")


def _show(run: Any, before: dict[str, Any] | None) -> None:
    """The metrics beside those of the recorded run, then what was missed and what could not be run."""
    out(f"{run.suite}  {run.title}（{len(run.cases)} 题，{run.seconds:.0f} 秒{'，模型 ' + run.model if run.model else ''}）")
    old = before["metrics"] if before else {}
    missed = {b.metric: b.text for b in run.missed}
    for name, value in run.metrics.items():
        was = f"（上次 {old[name]:g}）" if name in old and round(value, 4) != old[name] else ""
        bar = f"  未达到 {missed[name]}" if name in missed else ""
        out(f"  {name}: {round(value, 4):g}{was}{bar}")
    for name, bar in missed.items():
        if name not in run.metrics:
            out(f"  {name}: 没有测出  未达到 {bar}")
    for case in run.errors[:5]:
        note(f"  无法运行 {case.id}：{case.error}")
    verdicts = {0: "达到及格线", 1: "未达到及格线", 3: f"无法运行：{len(run.errors) or '没有一'} 题失败"}
    out("  中断，没有运行完" if run.stopped else f"  {verdicts[run.exit_code]}")


def _json(run: dict[str, Any]) -> str:
    import json

    return json.dumps(run, ensure_ascii=False, indent=1)
