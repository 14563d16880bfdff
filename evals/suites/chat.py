"""Chat: conversations through a pipe with facts that the last version must tell, and nothing in it from nowhere or from a sample."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from typing import Any

from assistant.chat.model import State
from assistant.chat.store import SessionStore
from evals.leaks.judge import FACTS, Judge
from evals.leaks.values import values_of
from evals.run import this_commit
from evals.suite import HERE, Case, Scores, Suite, World, mean, ratio

MOST_SECONDS = 900


def cases() -> list[Case]:
    """One case a conversation."""
    lines = (HERE / "chat" / "conversations.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [Case(row["id"], " / ".join([row["section"], *row["turns"]]), row) for row in rows]


def answer(case: Case, world: World) -> dict[str, Any]:
    """What the section became: its first and its last version; from `world.kept` where it was written before.

    Raises RuntimeError for a failed session.
    """
    kept = world.kept / "chat" / f"{case.id}.json"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(_held(case, world), ensure_ascii=False, indent=1), encoding="utf-8")
    told: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8"))
    return told


def _held(case: Case, world: World) -> dict[str, Any]:
    """Hold the conversation."""
    world.library()
    given = ["-f", str(FACTS / case.data["facts"])] if "facts" in case.data else ["--type", case.data["type"]]
    command = [sys.executable, "-m", "assistant", "chat", case.data["section"], *given, *(["-m", world.model] if world.model else [])]
    environment = os.environ | {"PYTHONPATH": str(HERE.parent), "PYTHONUTF8": "1"}
    done = subprocess.run(
        command,
        input="\n".join([*case.data["turns"], ""]),
        capture_output=True,
        text=True,
        timeout=MOST_SECONDS,
        cwd=world.home,
        env=environment,
        check=False,
    )
    versions = _versions()
    if done.returncode or not versions:
        raise RuntimeError(f"exit code {done.returncode}: {done.stderr.strip()[-300:]}")
    return {"first": versions[0], "text": versions[-1], "told": done.stderr, "model": world.model or "", "commit": this_commit()}


def _versions() -> list[str]:
    """The texts that the section of the last session had, oldest first."""
    with closing(SessionStore()) as store:
        states = [State.from_json(text) for _, text in store.trail(store.last().id)]
    return [draft.text for state in states for draft in [state.drafts.get(state.current)] if draft]


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
        **_lengths(case, answer),
        "characters": float(len(text)),
    }


def _lengths(case: Case, answer: Any) -> Scores:
    """Whether a text that was to be shorter or longer is."""
    if "length" not in case.data:
        return {}
    grown = len(answer["text"]) - len(answer["first"])
    return {"to resize": 1.0, "resized": float(grown < 0 if case.data["length"] == "shorter" else grown > 0)}


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
        "lengths as asked": ratio(rows, "resized", "to resize"),
        "characters": mean(rows, "characters"),
    }


SUITE = Suite("chat", "对话：给出、改正的事实都写进，追问也不编造", cases, answer, score, total, needs_model=True)
