"""Start-up: how long each command takes to do next to nothing, beside a bare Python, and how that grows with the facts file."""

from __future__ import annotations

import sys
from pathlib import Path

from evals.bench.timing import OURS, ROOT, Bench, Command, environment, medians, run

FACTS = ROOT / "evals" / "facts" / "机关党支部工作报告.yaml"
SAMPLE = "一、学习情况\n全年集中学习12次，支部书记讲党课3次。\n"
BARE = "python -c pass"
SIZES = (10, 30, 100, 300)  # facts


def measure(folder: Path, times: int, peers: Path | None) -> Bench:
    """Every command that needs no model, on a project of its own with the shipped samples indexed."""
    bench = Bench("startup", "Start-up of each command", BARE)
    text, env = folder / "a.txt", environment(folder / "home")
    text.write_text(SAMPLE, encoding="utf-8")
    run((*OURS, "samples", "index"), env)
    commands = {
        "--version": ("--version",),
        "--help": ("--help",),
        "check": ("check", str(text)),
        "check -f": ("check", str(text), "-f", str(FACTS)),
        "rules list": ("rules", "list"),
        "outline list": ("outline", "list"),
        "facts check": ("facts", "check", str(FACTS)),
        "config show": ("config", "show"),
        "models list": ("models", "list"),
        "sessions list": ("sessions", "list"),
        "logs": ("logs",),
        "samples list": ("samples", "list"),
        "samples search": ("samples", "search", "理论学习"),
        "export to Word": ("export", str(text), "-o", str(folder / "a.docx")),
        "generate --dry-run": ("generate", str(FACTS), "-o", str(folder / "b.docx"), "--dry-run"),
    }
    whole = {BARE: (sys.executable, "-c", "pass"), **{name: (*OURS, *rest) for name, rest in commands.items()}}
    bench.rows = medians(bench, whole, env, times)
    for size in SIZES:
        bench.grown("Start-up", "facts", size, medians(bench, with_facts(_many(folder, size), text), env, max(times // 2, 1)))
    return bench


def with_facts(facts: Path, text: Path) -> dict[str, Command]:
    """The commands that read a facts file and ask no model."""
    return {
        "check -f": (*OURS, "check", str(text), "-f", str(facts)),
        "facts check": (*OURS, "facts", "check", str(facts)),
        "generate --dry-run": (*OURS, "generate", str(facts), "-o", str(text.with_suffix(".docx")), "--dry-run"),
    }


def listed_facts() -> list[str]:
    """The lines of FACTS that are a fact, problem or plan each."""
    lines = FACTS.read_text(encoding="utf-8").partition("事实:\n")[2].splitlines()
    return [line for line in lines if line.startswith("  - ") and not line.startswith("  - 小节")]


def _many(folder: Path, size: int) -> Path:
    """A facts file of `size` facts: those of FACTS over and over, each round under another name."""
    head, facts = FACTS.read_text(encoding="utf-8").partition("事实:\n")[0], listed_facts()
    rows = [f"{facts[n % len(facts)]}（第{n // len(facts) + 1}组）" for n in range(size)]
    path = folder / f"{size}.yaml"
    path.write_text(f"{head}事实:\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path
