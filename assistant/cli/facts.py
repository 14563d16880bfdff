"""`assistant facts`: checking and starting a facts file."""

from __future__ import annotations

from pathlib import Path

import typer

from assistant.cli.console import note, out


def register(app: typer.Typer) -> None:
    """Add the command group."""
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="检查事实清单")
    group.command()(check)
    app.add_typer(group, name="facts")


def check(path: Path = typer.Argument(..., metavar="FACTS", help="事实清单：.yaml、.json 或 .xlsx")) -> None:
    """检查事实清单，并显示每条事实会写进哪一节。例：assistant facts check facts.yaml"""
    from assistant.drafting.plan import make_plan
    from assistant.facts.load import load_facts

    facts = load_facts(path)
    plan = make_plan(facts)
    out(f"{plan.title}（{plan.report_type or '自定结构'}）：{len(facts.facts)} 条")
    for section in plan.sections:
        if not section.drafted or section.kind == "closing":
            continue
        out(section.heading or "（开头）")
        for fact in section.facts:
            out(f"  {fact.id}  {fact.text}")
        if not section.facts and section.kind != "intro":
            out("  （没有事实，只能写一般性的内容）")
    for question in facts.questions:
        note(f"第 {question.line} 行还没有填写：{question.text}")
