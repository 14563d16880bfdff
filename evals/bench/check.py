"""`check` beside other checkers of prose on the same files: proselint and autocorrect-py (in a venv of their own), zhlint (npm).

The others look for other things (proselint for English style, autocorrect and zhlint for typography): what is compared is how long
one waits, not what is found.
"""

from __future__ import annotations

import random
import shlex
import shutil
from pathlib import Path

from evals.bench.timing import OURS, ROOT, Bench, Command, environment, medians

SIZES = (10, 66, 330, 1000, 3300)  # KB
MAIN = 66
LARGEST = {"zhlint": 1000}  # KB; it takes over a minute for 3300
_AUTOCORRECT = "import autocorrect_py, pathlib, sys; autocorrect_py.lint_for(pathlib.Path(sys.argv[1]).read_text('utf-8'), 'text')"


def measure(folder: Path, times: int, peers: Path | None) -> Bench:
    """Cold runs on texts of several sizes; the others only where they are installed, which is said."""
    bench = Bench("check", f"check, {MAIN} KB of text, cold", "ours")
    env = environment(folder / "home")
    for size in SIZES:
        path = text_of(folder, size)
        peer = others(path, peers, bench if size == SIZES[0] else None)
        commands = {"ours": (*OURS, "check", str(path)), **{k: v for k, v in peer.items() if size <= LARGEST.get(k, size)}}
        seconds = medians(bench, commands, env, times)
        bench.grown("check", "KB", size, seconds)
        if size == MAIN:
            bench.rows = seconds
    bench.remarks += [f"{name}: up to {size} KB; above, one run takes over a minute" for name, size in LARGEST.items()]
    return bench


def others(path: Path, peers: Path | None, told: Bench | None) -> dict[str, Command]:
    """The commands of the other tools that are there; `told` hears of those that are not."""
    folder = peers or ROOT / ".venv-bench" / "bin"
    zhlint = folder.parent / "node_modules" / ".bin" / "zhlint"
    # zhlint takes relative paths only; given another it crashes and still exits 0.
    known: dict[str, tuple[Path, Command]] = {
        "proselint": (folder / "proselint", (str(folder / "proselint"), "check", str(path))),
        "autocorrect-py": (folder / "python", (str(folder / "python"), "-c", _AUTOCORRECT, str(path))),
        "zhlint": (zhlint, ("sh", "-c", f"cd {shlex.quote(str(path.parent))} && exec {shlex.quote(str(zhlint))} {path.name}")),
    }
    for name, (program, _) in known.items():
        if told and not program.exists():
            optional = name == "zhlint" and not shutil.which("npm")
            (told.remarks if optional else told.failures).append(f"{name} is not installed ({program}): make bench-peers")
    return {name: command for name, (program, command) in known.items() if program.exists()}


def text_of(folder: Path, kilobytes: int) -> Path:
    """A text file of about that size: the paragraphs of corpus/ in a fixed random order."""
    path = folder / f"{kilobytes}.txt"
    if not path.exists():
        rng = random.Random(kilobytes)
        files = sorted((ROOT / "corpus").rglob("*.txt")) + [p for p in sorted((ROOT / "corpus").rglob("*.md")) if p.stem != "README"]
        lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
        text: list[str] = []
        size = 0
        while size < kilobytes * 1000:
            text.append(rng.choice(lines))
            size += len(text[-1].encode()) + 1
        path.write_text("\n".join(text), encoding="utf-8")
    return path
