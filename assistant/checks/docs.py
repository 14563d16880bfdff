"""The rule reference: what `rules show` prints and docs/rules.md holds, made from the rules themselves."""

from __future__ import annotations

from assistant.checks.model import FAMILIES, SEVERITY_NAMES, Example, Rule
from assistant.checks.registry import RULES


def explained(rule: Rule) -> str:
    """One rule for a reader, as Markdown-like text."""
    lines = [f"{rule.code} {rule.title}（{SEVERITY_NAMES[rule.severity]}）", f"理由：{rule.reason}", f"依据：{rule.source}"]
    if rule.advice:
        lines.append(f"建议：{rule.advice}")
    lines += ["会报告：", *(f"  {_line(e)}" for e in rule.bad), "不报告：", *(f"  {_line(e)}" for e in rule.good)]
    return "\n".join(lines)


def reference() -> str:
    """The whole catalogue as a Markdown page."""
    parts = ["# 检查规则", "本页由 `python -m assistant.checks.docs` 从规则本身生成，请勿手工修改。"]
    for family, name in FAMILIES.items():
        rules = [r for r in RULES.values() if r.family == family]
        if rules:
            parts += [f"## {family} {name}", *(_section(rule) for rule in rules)]
    return "\n\n".join(parts) + "\n"


def _section(rule: Rule) -> str:
    facts = [f"- 级别：{SEVERITY_NAMES[rule.severity]}", f"- 理由：{rule.reason}", f"- 依据：{rule.source}"]
    if rule.advice:
        facts.append(f"- 建议：{rule.advice}")
    examples = [f"- 会报告：{_code(e)}" for e in rule.bad] + [f"- 不报告：{_code(e)}" for e in rule.good]
    return f"### {rule.code} {rule.title}\n\n" + "\n".join(facts + examples)


def _line(example: str | Example) -> str:
    text = example if isinstance(example, str) else example.text + (f"（事实：{example.facts}）" if example.facts else "")
    return text.replace("\n", "⏎")


def _code(example: str | Example) -> str:
    text = _line(example)
    return f"`` {text} ``" if "`" in text else f"`{text}`"


if __name__ == "__main__":
    print(reference(), end="")
