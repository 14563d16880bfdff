"""How soon the chat answers: `python -m evals.bench_chat [--turns 100] [--record]`, on a real terminal (pty).

With the built-in model: seconds from the start to the prompt, and from Enter to the first characters of the first and of later
answers - each line typed the moment the prompt is there, and again after `--typing` seconds of reading and typing, in which the
program reads ahead. Beside it how many tokens of each prompt had to be read, which does not depend on what else the machine does.
Against a server that answers at once: how long a turn takes at the beginning and at the end of a long session. `--first` measures
a machine that has never run the model before.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pexpect

from assistant.engines.prefix import folder as prefixes
from evals.bench.generate import Obedient
from evals.bench.timing import OURS, ROOT, environment, run
from evals.run import RESULTS, machine
from evals.slow_server import serving

FACTS = ROOT / "evals" / "facts" / "机关党支部工作报告.yaml"
SECTION, PROMPT, STREAMING = "严肃组织生活", "› ", r"\x1b\[3m"
LATER = ("/shorter", "语气再庄重一些", "/longer", "/rewrite")
PATIENCE = 900


class Desk:
    """The program at a terminal of 50 lines; `started` is how long it took to prompt."""

    def __init__(self, home: Path, *args: str, **more: str) -> None:
        env = environment(home, PROMPT_TOOLKIT_NO_CPR="1", TERM="xterm-256color", **more)
        begun = time.monotonic()
        program, *rest = OURS
        self._child = pexpect.spawn(
            program, [*rest, "chat", *args], env=env, dimensions=(50, 160), encoding="utf-8", timeout=PATIENCE, cwd=str(home)
        )
        self._child.delaybeforesend = None
        self._child.expect(PROMPT)
        self.started = time.monotonic() - begun

    def first_characters(self, line: str, typing: float = 0.0) -> float:
        """Seconds from Enter, `typing` seconds after the prompt, to the first characters of the answer; waits for its end."""
        time.sleep(typing)
        self._child.send(f"{line}\r")
        begun = time.monotonic()
        self._child.expect(STREAMING)
        taken = time.monotonic() - begun
        self._child.expect(PROMPT)
        return taken

    def turn(self, line: str) -> float:
        """Seconds from Enter to the next prompt."""
        self._child.send(f"{line}\r")
        begun = time.monotonic()
        self._child.expect(r"\r\n")
        self._child.expect(PROMPT)
        return time.monotonic() - begun

    def cpu(self) -> float:
        """Seconds of processor time so far."""
        fields = Path(f"/proc/{self._child.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def leave(self) -> None:
        """Leave the session."""
        self._child.sendeof()
        self._child.expect(pexpect.EOF)
        self._child.close()


def first_answers(home: Path, times: int, typing: float) -> dict[str, Any]:
    """The first characters of the first and of later answers, in sessions whose user types at once or after a while."""
    (home / "calls.sqlite3").unlink(missing_ok=True)
    started, first, later = [], [], []
    for session in range(times):
        (home / "drafts.sqlite3").unlink(missing_ok=True)
        desk = Desk(home, "-f", str(FACTS), "-m", "embedded:")
        started.append(desk.started)
        first.append(desk.first_characters(f"/draft {SECTION}", typing))
        later.append([desk.first_characters(line, typing) for line in LATER])
        desk.leave()
        _say(f"session {session + 1} of {times}, typed after {typing:g} s", first[-1], *later[-1])
    turns = [round(statistics.median(column), 2) for column in (first, *zip(*later, strict=True))]
    answers = dict(zip(("/draft", *LATER), turns, strict=True))
    return {"prompt": round(statistics.median(started), 2), "turns": answers, "tokens read": _tokens_read(home)}


def _say(what: str, *seconds: float) -> None:
    print(f"{what}: {' '.join(f'{s:.2f}' for s in seconds)} s, load {os.getloadavg()[0]:.1f}", file=sys.stderr, flush=True)


def _tokens_read(home: Path) -> list[int]:
    """For each answer in order, the tokens of its prompt that were in no cache."""
    with closing(sqlite3.connect(home / "calls.sqlite3")) as log:
        return [int(n) for (n,) in log.execute("SELECT prompt_tokens - cached_tokens FROM calls WHERE completion_tokens > 1 ORDER BY id")]


def prompts(home: Path, times: int) -> float:
    """The median of seconds until the prompt is there."""
    seconds = []
    for _ in range(times):
        desk = Desk(home, "-f", str(FACTS), "-m", "embedded:")
        seconds.append(desk.started)
        desk.leave()
    return round(statistics.median(seconds), 2)


def long_session(home: Path, turns: int) -> dict[str, float]:
    """Seconds and processor time of a turn at the beginning and at the end of a session, the median of ten each."""
    with serving(0.0, Obedient()) as server:
        desk = Desk(home, "-f", str(FACTS), "-m", "openai:any", OPENAI_BASE_URL=server.base_url)
        desk.turn(f"/draft {SECTION}")
        taken = [_timed(desk, "/shorter" if n % 2 else "/longer") for n in range(turns)]
        desk.leave()
    early, late = taken[1:11], taken[-10:]
    _say(f"{turns} turns, first and last ten", *(w for w, _ in (*early, *late)))
    names = ("early seconds", "late seconds", "early processor time", "late processor time")
    columns = ([w for w, _ in early], [w for w, _ in late], [c for _, c in early], [c for _, c in late])
    return {name: round(statistics.median(column), 3) for name, column in zip(names, columns, strict=True)}


def _timed(desk: Desk, line: str) -> tuple[float, float]:
    before = desk.cpu()
    wall = desk.turn(line)
    return wall, desk.cpu() - before


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; with --record also into evals/results/chat_bench.json."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=3, help="sessions with the model")
    parser.add_argument("--typing", type=float, default=5.0, help="seconds of reading and typing before each line")
    parser.add_argument("--turns", type=int, default=100, help="turns of the long session")
    parser.add_argument("--only", choices=("model", "prompt", "long"), help="measure one thing only")
    parser.add_argument("--first", action="store_true", help="begin without the kept beginning of prompts, as on a new machine")
    parser.add_argument("--record", action="store_true", help="write evals/results/chat_bench.json")
    options = parser.parse_args(arguments)
    if options.first:
        shutil.rmtree(prefixes(), ignore_errors=True)
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        run((*OURS, "samples", "index"), environment(home))
        if options.only in (None, "prompt"):
            found["prompt, nothing asked"] = prompts(home, 5)
        if options.only in (None, "model"):
            found["typed at once"] = first_answers(home, options.times, 0.0)
            found[f"typed after {options.typing:g} s"] = first_answers(home, options.times, options.typing)
        if options.only in (None, "long"):
            found |= long_session(home, options.turns)
    command = " ".join(["python -m evals.bench_chat", *(sys.argv[1:] if arguments is None else arguments)])
    facts = {"date": datetime.now(UTC).strftime("%Y-%m-%d"), "command": command, "machine": machine(), "load": os.getloadavg()[0], **found}
    text = json.dumps(facts, ensure_ascii=False, indent=1)
    print(text)
    if options.record:
        (RESULTS / "chat_bench.json").write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
