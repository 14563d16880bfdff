"""Chat: conversations through a pipe with facts that the last version must tell, and nothing in it from nowhere or from a sample."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

from evals.leaks.judge import FACTS, Judge
from evals.leaks.values import values_of
from evals.suite import HERE, Case, Scores, Suite, World, mean, ratio

MOST_SECONDS = 900


def cases() -> list[Case]:
    """One case a conversation."""
    lines = (HERE / "chat" / "conversations.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [Case(row["id"], " / ".join([row["section"], *row["turns"]]), row) for row in rows]


def answer(case: Case, world: World) -> dict[str, Any]:
    """Everything the program says on stdout, and the last version of the section (`/show`). Raises RuntimeError for a failed session."""
    world.library()
    given = ["-f", str(FACTS / case.data["facts"])] if "facts" in case.data else ["--type", case.data["type"]]
    command = [sys.executable, "-m", "assistant", "chat", case.data["section"], *given, *(["-m", world.model] if world.model else [])]
    turns = "\n".join([*case.data["turns"], f"/show {case.data['section']}", ""])
    environment = os.environ | {"PYTHONPATH": str(HERE.parent), "PYTHONUTF8": "1"}
    done = subprocess.run(
        command,
        input=turns,
        capture_output=True,
        text=True,
        timeout=MOST_SECONDS,
        cwd=world.home,
        env=environment,
        check=False,
    )
    if done.returncode or not done.stdout.strip():
        raise RuntimeError(f"exit code {done.returncode}: {done.stderr.strip()[-300:]}")
    return {"said": done.stdout, "text": _last(done.stdout), "model": world.model or ""}


def _last(said: str) -> str:
    """The last version: what follows the last occurrence of its own first line."""
    lines = [line for line in said.splitlines() if line.strip()]
    return "\n".join(lines[-_length(lines) :])


def _length(lines: Sequence[str]) -> int:
    """How many lines at the end belong to the last version: from the last heading on, else the last line."""
    headings = [n for n, line in enumerate(lines) if len(line) < 40 and line[-1] not in "。！？；"]
    return max(len(lines) - (headings[-1] + 1 if headings and headings[-1] + 1 < len(lines) else len(lines) - 1), 1)


def score(case: Case, answer: Any) -> Scores:
    """Values to be told that are, values to be absent that are there, and what the benchmark's judge says of the text."""
    text = answer["text"]
    keys = {v.key for v in values_of(text)}
    told = sum(bool({v.key for v in values_of(w)} & keys) or w.strip("“”") in text for w in case.data["told"])
    there = sum(w in text for w in case.data["absent"])
    verdict = Judge(case.data["facts"]).judge(text) if "facts" in case.data else None
    invented = verdict.invented if verdict else [v.text for v in values_of(text) if not v.vague and v.key not in _said(case)]
    nowhere = [v for v in invented if not _is_said(v, case)]
    leaked = list(verdict.leaked) if verdict else []
    return {
        "to tell": float(len(case.data["told"])),
        "told": float(told),
        "from nowhere": float(len(nowhere)),
        "from samples": float(len(leaked) + there),
        "characters": float(len(text)),
    }


def _said(case: Case) -> set[tuple[object, ...]]:
    """The values the user gave in the conversation."""
    return {v.key for turn in case.data["turns"] for v in values_of(turn)}


def _is_said(value: str, case: Case) -> bool:
    return bool({v.key for v in values_of(value)} & _said(case)) or value.strip("“”") in "".join(case.data["turns"])


def total(rows: Sequence[Scores]) -> Scores:
    """The share of facts told, and values that should not be there, per conversation."""
    return {
        "conversations": len(rows),
        "facts told": ratio(rows, "told", "to tell"),
        "values from nowhere": mean(rows, "from nowhere"),
        "values from samples": mean(rows, "from samples"),
        "characters": mean(rows, "characters"),
    }


SUITE = Suite("chat", "对话：给出、改正的事实都写进，追问也不编造", cases, answer, score, total, needs_model=True)
