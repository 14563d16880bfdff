"""What our program adds to the model's own work: `generate` with the embedded model, and the very requests it made to the bare model.

At temperature 0, so that both write nearly the same. The beginning that all prompts share is kept on disk by our program: its first
run on a machine reads it, which is told apart.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from assistant import paths
from assistant.engines.weights import default_weights
from assistant.errors import EngineError
from evals.bench.startup import listed_facts
from evals.bench.timing import OURS, ROOT, Bench, Command, Taken, environment, run

SIZES = (4, 8)  # facts
HEAD = "单位: 芷兰市医疗保障局机关党支部\n年度: 2025\n小节: [主要工作]\n事实:\n"
UNCHANGED = (
    "the bare model reads the shared beginning in each run; unchanged: every paragraph is kept, what is left is the program and "
    "loading the model"
)
BARE, MODEL = "the same requests to the bare model", "of this: the model's answers"
BARE_MODEL = ROOT / "evals" / "bench" / "bare_model.py"
_ROLE = re.compile(r"(?:^|\n\n)\[(system|user|assistant)\]\n")


def measure(folder: Path, times: int, peers: Path | None) -> Bench:
    """Clock time for reports of a few facts; once each, since a run takes half a minute and more."""
    bench = Bench("overhead", f"The embedded model: {SIZES[-1]} facts", BARE, "wall")
    try:
        weights = default_weights().verified()
    except EngineError as error:
        bench.failures.append(f"no weights: {error.hint}")
        return bench
    try:
        _measured(bench, folder, weights)
    except RuntimeError as error:
        bench.failures.append(str(error))
    return bench


def _measured(bench: Bench, folder: Path, weights: Path) -> None:
    """Fill the bench. Raises RuntimeError where a command fails."""
    (folder / "cache").mkdir()
    (folder / "cache" / "models").symlink_to(paths.cache() / "models")
    first = _written(folder, SIZES[0], "first")
    for size in SIZES:
        bench.rows = _of(folder, size, weights)
        bench.grown("The same", "facts", size, bench.rows)
    second = dict(bench.growth["The same", "facts"]["generate"])[SIZES[0]]
    read = "once the beginning that all prompts share has been read, as `models pull` has it read"
    bench.remarks.append(f"{SIZES[0]} facts, nothing read before: {first.wall:.1f} s; {read}: {second:.1f} s")
    bench.remarks.append(UNCHANGED)


def _written(folder: Path, size: int, name: str) -> Taken:
    """What a report of that many facts took, in a project of that name."""
    facts = folder / f"{size}.yaml"
    facts.write_text(HEAD + "\n".join(listed_facts()[:size]) + "\n", encoding="utf-8")
    return run(_generate(facts, "--fresh", "--log-prompts"), _environment(folder, name))


def _of(folder: Path, size: int, weights: Path) -> dict[str, Taken]:
    whole, env = _written(folder, size, str(size)), _environment(folder, str(size))
    calls = _calls(env)
    again = run(_generate(folder / f"{size}.yaml"), env)
    requests = folder / f"{size}.json"
    requests.write_text(json.dumps([_request(call) for call in calls], ensure_ascii=False), encoding="utf-8")
    bare = run((sys.executable, str(BARE_MODEL), str(weights), str(requests)), env, fine=(0,))
    answers = Taken(sum(call["seconds"] for call in calls), 0.0)
    return {"generate": whole, MODEL: answers, BARE: bare, "generate, unchanged": again}


def _environment(folder: Path, name: str) -> dict[str, str]:
    """A project of its own with the samples indexed; prompts are read from an own cache."""
    env = environment(folder / f"home-{name}") | {"ASSISTANT_CACHE": str(folder / "cache"), "ASSISTANT_TEMPERATURE": "0"}
    run((*OURS, "samples", "index"), env)
    return env


def _generate(facts: Path, *options: str) -> Command:
    return (*OURS, "generate", str(facts), "-o", str(facts.with_suffix(".docx")), "-m", "embedded:", "--no-input", *options)


def _calls(env: dict[str, str]) -> list[dict[str, Any]]:
    done = subprocess.run((*OURS, "logs", "-n", "1000", "--json"), env=env, capture_output=True, text=True, check=True, cwd=ROOT)
    return list(json.loads(done.stdout)["calls"])


def _request(call: dict[str, Any]) -> dict[str, Any]:
    """A logged call as the messages that were sent, to be answered with as many tokens at most."""
    _, *parts = _ROLE.split(call["prompt"])
    messages = [{"role": role, "content": text} for role, text in zip(parts[::2], parts[1::2], strict=True)]
    return {"messages": messages, "most": call["completion_tokens"]}
