"""Start-up: how long each command takes to do next to nothing, beside a bare Python."""

from __future__ import annotations

import sys
from pathlib import Path

from evals.bench.timing import OURS, ROOT, Bench, environment, medians, run

FACTS = ROOT / "evals" / "facts" / "机关党支部工作报告.yaml"
SAMPLE = "一、学习情况\n全年集中学习12次，支部书记讲党课3次。\n"
BARE = "python -c pass"


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
    return bench
