"""`assistant rules`: the catalogue of the checker."""

from __future__ import annotations

import typer

from assistant.cli.console import out


def register(app: typer.Typer) -> None:
    """Add the command group."""
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="查看检查规则")
    group.command("list")(list_rules)
    group.command()(show)
    app.add_typer(group, name="rules")


def list_rules() -> None:
    """列出全部规则。例：assistant rules list"""
    from assistant.checks.model import FAMILIES, SEVERITY_NAMES
    from assistant.checks.registry import RULES

    for family, name in FAMILIES.items():
        rules = [r for r in RULES.values() if r.family == family]
        if rules:
            out(f"{family} {name}")
        for rule in rules:
            out(f"  {rule.code} {SEVERITY_NAMES[rule.severity]} {rule.title}")


def show(code: str = typer.Argument(..., metavar="CODE", help="规则编号，如 PH001")) -> None:
    """解释一条规则。例：assistant rules show PH001"""
    from assistant.checks.docs import explained
    from assistant.checks.registry import rule_named

    out(explained(rule_named(code)))
