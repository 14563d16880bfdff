"""`assistant facts`: starting and checking a facts file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant.cli.console import new_file, note, out
from assistant.errors import EXIT_FINDINGS, InputError

if TYPE_CHECKING:
    from assistant.drafting.plan import Plan
    from assistant.drafting.route import Similar
    from assistant.facts.model import FactsFile

MOST_UNANSWERED = 10  # lines shown
LATE = 3  # until this month a report is about last year


def register(app: typer.Typer) -> None:
    """Add the command group."""
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="新建和检查事实清单")
    group.command()(new)
    group.command()(check)
    app.add_typer(group, name="facts")


def new(
    report_type: str | None = typer.Option(None, "--type", metavar="TYPE", help="报告类型，见 assistant outline list"),
    old: Path | None = typer.Option(None, "--from", metavar="FACTS", help="由上一年的事实清单变来"),
    year: int | None = typer.Option(None, "--year", metavar="YEAR", min=1900, max=2099, help="报告写的是哪一年；不写时按今天的日期"),
    output: Path | None = typer.Option(None, "-o", "--output", metavar="FILE", help="写到哪里；不写时显示在屏幕上"),
) -> None:
    """新建一份待填的事实清单，问题来自范文。例：assistant facts new --type 机关党支部工作报告 -o 事实.yaml"""
    if (report_type is None) == (old is None):
        raise InputError("请写明 --type 或 --from 中的一个", _how_to_begin())
    if old is not None and year is not None:
        raise InputError("--year 只能和 --type 一起用", "由上一年的清单变来时，年度自动加一")
    text = _rolled_over(old) if old else _from_samples(report_type or "", year)
    new_file(output, text)
    if output:
        note(f"下一步：用记事本等打开 {output}，把 ____ 换成本单位的情况，然后运行 assistant facts check {output}")


def _how_to_begin() -> str:
    from assistant.drafting.outline import outline_files

    types = "、".join(outline_files())
    return f"如：assistant facts new --type 机关党支部工作报告 -o 事实.yaml；报告类型有：{types}"


def _rolled_over(old: Path) -> str:
    from assistant.facts.load import load_facts
    from assistant.facts.rollover import rolled_over

    return rolled_over(load_facts(old))


def _from_samples(report_type: str, year: int | None) -> str:
    import datetime

    from assistant.config import load_config
    from assistant.drafting.job import ready_library
    from assistant.drafting.outline import find_outline
    from assistant.facts.new import new_facts

    outline = find_outline(report_type)
    today = datetime.date.today()
    return new_facts(outline, ready_library(load_config(), note), year or today.year - (today.month <= LATE))


def check(path: Path = typer.Argument(..., metavar="FACTS", help="事实清单：.yaml、.json 或 .xlsx")) -> None:
    """检查事实清单：重复和矛盾的事实、还没有填的内容，以及每条事实会写进哪一节。例：assistant facts check facts.yaml"""
    from assistant.drafting.plan import make_plan
    from assistant.facts.analyse import analyse
    from assistant.facts.load import load_facts

    facts = load_facts(path)
    plan = make_plan(facts, _similar())
    _show(plan, facts)
    findings = analyse(facts)
    for finding in findings:
        out(finding.message)
    for line in (*_unanswered(facts), _next_step(path, facts, bool(findings))):
        note(line)
    if findings:
        raise typer.Exit(EXIT_FINDINGS)


def _unanswered(facts: FactsFile) -> list[str]:
    """The questions that are still to be filled in, the first few of many."""
    lines = [f"第 {question.line} 行还没有填写：{question.text}" for question in facts.questions]
    more = len(lines) - MOST_UNANSWERED
    return [*lines[:MOST_UNANSWERED], f"还有 {more} 处没有填写"] if more > 1 else lines


def _next_step(path: Path, facts: FactsFile, wrong: bool) -> str:
    if not facts.facts:
        return f"还没有一条填好的事实：用记事本等打开 {path}，把 ____ 换成本单位的情况，有几条填几条"
    return f"下一步：{'改好上面重复或矛盾的事实，' if wrong else ''}写出报告：assistant generate {path} -o 报告.docx"


def _similar() -> Similar | None:
    """What the samples say about things like a fact, where there is a library: this command makes none."""
    from assistant.config import load_config
    from assistant.drafting.style import passages_like
    from assistant.samples.library import Library

    library = Library.open(load_config())
    return passages_like(library) if library.is_ready else None


def _show(plan: Plan, facts: FactsFile) -> None:
    out(f"{plan.title}（{plan.report_type or '自定结构'}）：{len(facts.facts)} 条")
    for section in plan.sections:
        if not section.drafted or section.kind == "closing":
            continue
        out(section.heading or "（开头）")
        for fact in section.facts:
            out(f"  {fact.id}  {fact.text}")
        if not section.facts and section.kind != "intro":
            out("  （没有事实，只能写一般性的内容）")
