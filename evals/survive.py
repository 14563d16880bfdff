"""Does the library survive? kill -9 while indexing, and two writers at once.

    python evals/survive.py [--kills 30] [--pairs 5]

Before each trial a library of some samples exists; the trial adds more. Afterwards, in a new process: the library opens without a
word about damage, holds exactly the old samples or exactly all of them (all, for two writers), its store, word index and vectors name
the same passages once each, and a sentence of every sample finds that sample. Exit code 1 if any trial fails.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FIRST, MORE = 40, 120
_CHECK = """
import json, sys
from assistant.config import load_config
from assistant.samples.library import Library
said = []
library = Library.open(load_config(), said.append)
documents = library.documents()
view = library._current()
passages = [p for d in documents for p in library.passages(d.id)]
store = {p.id for p in passages}
vectors = set(view.vectors.ids())
first = {p.document: p for p in reversed(passages)}
lost = [d.id for d in documents if library.search(first[d.id].text, k=1)[0].passage.document != d.id]
print(json.dumps({"said": said, "documents": len(documents), "titles": len({d.title for d in documents}),
    "same": store == vectors and len(store) == len(passages) == view.terms.total, "lost": lost}))
"""


def main() -> int:
    """Run the trials; the exit code."""
    parser = argparse.ArgumentParser(description="kill -9 and two writers at once")
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    failed = 0
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        old, new = _samples(root / "范文 一", 0, FIRST), _samples(root / "范文 二", FIRST, MORE)
        usual = _timed(root / "timed", old, new)
        for number in range(arguments.kills):
            failed += _told(f"kill {number + 1}", *_killed(root / f"kill{number}", old, new, rng.uniform(0.3, 1.05) * usual))
        for number in range(arguments.pairs):
            failed += _told(f"pair {number + 1}", *_paired(root / f"pair{number}", old, new))
    print(f"{arguments.kills} kills and {arguments.pairs} pairs of writers: {failed} failed")
    return int(failed > 0)


def _samples(folder: Path, first: int, count: int) -> Path:
    """Write `count` short samples, numbered from `first`, each with sentences of its own."""
    folder.mkdir()
    for number in range(first, first + count):
        rng = random.Random(number)
        lines = [f"第{number}水务站党支部2024年工作总结", "一、主要工作"]
        lines += ["".join(chr(rng.randrange(0x4E00, 0x9FA5)) for _ in range(60)) + "。" for _ in range(12)]
        (folder / f"{number}.txt").write_text("\n".join(lines), encoding="utf-8")
    return folder


def _index(home: Path, folder: Path) -> subprocess.Popen[bytes]:
    environment = os.environ | {"ASSISTANT_HOME": str(home)}
    command = [sys.executable, "-m", "assistant", "samples", "index", str(folder)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _timed(home: Path, old: Path, new: Path) -> float:
    _index(home, old).wait()
    start = time.monotonic()
    _index(home, new).wait()
    return time.monotonic() - start


def _killed(home: Path, old: Path, new: Path, seconds: float) -> tuple[str, set[int]]:
    _index(home, old).wait()
    process = _index(home, new)
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.wait()
    return _state(home), {FIRST, FIRST + MORE}


def _paired(home: Path, old: Path, new: Path) -> tuple[str, set[int]]:
    writers = [_index(home, old), _index(home, new)]
    codes = [w.wait() for w in writers]
    return _state(home) if codes == [0, 0] else f"exit codes {codes}", {FIRST + MORE}


def _state(home: Path) -> str:
    environment = os.environ | {"ASSISTANT_HOME": str(home)}
    done = subprocess.run([sys.executable, "-c", _CHECK], env=environment, capture_output=True, text=True)
    return done.stdout if done.returncode == 0 else f"exit code {done.returncode}: {done.stderr[-300:]}"


def _told(trial: str, state: str, sizes: set[int]) -> int:
    """Print a trial's outcome; 1 if it failed."""
    try:
        seen = json.loads(state)
        good = seen["same"] and not seen["lost"] and not seen["said"] and seen["documents"] == seen["titles"] and seen["documents"] in sizes
        print(f"{trial}: {'ok' if good else 'FAILED'}, {seen['documents']} samples{'' if good else f': {seen}'}", flush=True)
    except ValueError:
        good = False
        print(f"{trial}: FAILED: {state}", flush=True)
    return int(not good)


if __name__ == "__main__":
    sys.exit(main())
