"""All rules of the checker, and choosing among them."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module

from assistant.checks.model import FAMILIES, Rule
from assistant.errors import InputError

# Each has `RULES`; together they are the catalogue, in the order of its families and codes.
_MODULES = (
    *("placeholders", "blanks", "dates", "numbers", "structure", "sentences", "phrases", "typography", "quotes"),
    *("repetition", "leftovers", "facts"),
)
_ORDER = list(FAMILIES)
_ALL: list[Rule] = [rule for name in _MODULES for rule in import_module(f"assistant.checks.rules.{name}").RULES]

RULES: dict[str, Rule] = {rule.code: rule for rule in sorted(_ALL, key=lambda rule: (_ORDER.index(rule.family), rule.code))}

OF_THE_WHOLE = frozenset(["FA003"])  # what these find stands nowhere in the text; it is told at the title


def rule_named(code: str) -> Rule:
    """The rule of that code, in any case of letters. Raises InputError that names the nearest code."""
    found = RULES.get(code.upper())
    if found is None:
        raise InputError(f"没有规则 {code}", _hint(code, RULES))
    return found


def codes(names: Iterable[str]) -> frozenset[str]:
    """The codes of the rules meant by `names`: codes, families (PH), or ALL.

    Raises InputError for a name that is none of these.
    """
    chosen: set[str] = set()
    for name in (n.strip().upper() for n in names):
        meant = {c for c in RULES if name in (c, c[:2], "ALL")}
        if not meant:
            raise InputError(f"没有规则或规则族 {name}", _hint(name, (*RULES, *FAMILIES)))
        chosen |= meant
    return frozenset(chosen)


def chosen_rules(select: Iterable[str] = (), ignore: Iterable[str] = ()) -> tuple[Rule, ...]:
    """The rules to run: the selected ones (all where none is selected) without the ignored ones."""
    wanted = codes(select) or frozenset(RULES)
    unwanted = codes(ignore)
    return tuple(rule for code, rule in RULES.items() if code in wanted - unwanted)


def _hint(name: str, among: Iterable[str]) -> str:
    import difflib

    near = difflib.get_close_matches(name.upper(), list(among), n=1)
    return (f"是否想写 {near[0]}？" if near else "") + "用 assistant rules list 查看全部规则"
