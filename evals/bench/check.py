"""`check` beside other checkers of prose on the same files: proselint and autocorrect-py (in a venv of their own), zhlint (npm).

The others look for other things (proselint for English style, autocorrect and zhlint for typography): what is compared is how long
one waits, not what is found.
"""

from __future__ import annotations

import random
import shlex
import shutil
import statistics
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from evals.bench.timing import OURS, ROOT, Bench, Command, environment, medians, peak, run

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
    bench.remarks += [*_larger(folder, env, times)]
    bench.remarks += [f"{name}: up to {size} KB; above, one run takes over a minute" for name, size in LARGEST.items()]
    return bench


PAGES, ON_A_PAGE = 300, 500  # characters on a page of GB/T 9704: 22 lines of 28, less what headings and paragraph ends leave empty
FILES, LONG = 1000, 2_500
_ONE_CORE = (
    "import os, sys; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))}); os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
)


def _larger(folder: Path, env: Mapping[str, str], times: int) -> Iterator[str]:
    """What is larger than one report, clock time: the longest text with its memory, a long Word file, many files on one core and on all."""
    largest, rounds = text_of(folder, SIZES[-1]), max(times // 2, 1)
    taken = [run((*OURS, "check", str(largest)), env).wall for _ in range(rounds)]
    yield f"{SIZES[-1] / 1000:.1f} MB of text: {statistics.median(taken):.2f} s, at most {peak((*OURS, 'check', str(largest)), env)} MB"
    word = _word_file(folder, largest)
    taken = [run((*OURS, "check", str(word)), env).wall for _ in range(rounds)]
    yield f"a Word file of {PAGES} pages: {statistics.median(taken):.2f} s"
    many = _many_files(folder, largest)
    all_cores = statistics.median(run((*OURS, "check", str(many)), env).wall for _ in range(rounds))
    one_core = statistics.median(run((sys.executable, "-c", _ONE_CORE, *OURS[1:], "check", str(many)), env).wall for _ in range(rounds))
    ratio = one_core / all_cores
    yield f"{FILES} files of {LONG} characters: {one_core:.2f} s on one core, {all_cores:.2f} s on all, {ratio:.2f} times as fast"


def _word_file(folder: Path, text: Path) -> Path:
    from docx import Document

    document, path = Document(), folder / "long.docx"
    for line in text.read_text(encoding="utf-8")[: PAGES * ON_A_PAGE].split("\n"):
        document.add_paragraph(line)
    document.save(str(path))
    return path


def _many_files(folder: Path, text: Path) -> Path:
    many, whole = folder / "many", text.read_text(encoding="utf-8")
    many.mkdir(exist_ok=True)
    for number in range(FILES):
        start = number * LONG % (len(whole) - LONG)
        (many / f"{number}.txt").write_text(whole[start : start + LONG], encoding="utf-8")
    return many


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
