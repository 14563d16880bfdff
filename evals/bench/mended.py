"""What mending slow spots gained: a command in the checkout before a commit and in that of the commit, in turns, in this run."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from evals.bench.check import text_of
from evals.bench.timing import OURS, ROOT, Bench, Command, Taken, environment, median, run

TEXT = 1000  # KB


class Mended(NamedTuple):
    """What profiling found, the commit that mended it, and the command that shows it ({text}: a text file)."""

    found: str
    commit: str
    arguments: tuple[str, ...]


SPOTS = (
    Mended("models list: asyncio, without a model", "e41d5db", ("models", "list")),
    Mended("check 2 KB: classes, modules loaded for nothing", "e9e24af", ("check", "{small}")),
    Mended("check: searches where nothing can begin", "4ec4234", ("check", "{text}")),
    Mended("check: more text read than a rule needs", "4f71706", ("check", "{text}")),
    Mended("check 2 KB: expressions compiled each time", "0704606", ("check", "{small}")),
    Mended("search: double vectors, tables nobody needs", "c1b1c81", ("samples", "search", "集中学习")),
    Mended("search: all of Chroma's Python imported", "80cf5de", ("samples", "search", "集中学习")),
)


def measure(folder: Path, times: int, peers: Path | None) -> Bench:
    """Before and after of each spot; needs the repository's history."""
    bench = Bench("mended", f"Slow spots mended (check: {TEXT} KB)", "before")
    places = {"text": text_of(folder, TEXT), "small": text_of(folder, 2)}
    for spot in SPOTS:
        try:
            revisions = [_checkout(folder, revision) for revision in (f"{spot.commit}^", spot.commit)]
        except subprocess.CalledProcessError:
            bench.failures.append(f"{spot.commit} is not in this checkout's history")
            continue
        before, after = f"{spot.found}: before", f"mended in {spot.commit}"
        command = (sys.executable, "-m", "assistant", *(a.format(**places) for a in spot.arguments))
        bench.rows |= dict(zip((before, after), _in_turns(command, revisions, times), strict=True))
        bench.pairs[after] = before
    return bench


def _checkout(folder: Path, revision: str) -> Path:
    """The files of a revision in a folder. Raises CalledProcessError where there is no such revision."""
    place = folder / revision.replace("^", "-before")
    if not place.exists():
        archive = subprocess.run(("git", "archive", revision, "assistant", "prompts", "corpus"), cwd=ROOT, capture_output=True, check=True)
        place.mkdir()
        subprocess.run(("tar", "-x", "-C", str(place)), input=archive.stdout, check=True)
    return place


def _in_turns(command: Command, places: Sequence[Path], times: int) -> list[Taken]:
    """The medians of a command in each checkout, after a run that compiles its modules."""
    taken: dict[Path, list[Taken]] = {place: [] for place in places}
    for place in places:
        run((*OURS, "samples", "index"), _environment(place), place=place)
        run(command, _environment(place), place=place)
    for _ in range(times):
        for place in places:
            taken[place].append(run(command, _environment(place), place=place))
    return [median(several) for several in taken.values()]


def _environment(place: Path) -> dict[str, str]:
    return environment(place / "home") | {"PYTHONPATH": str(place)}
