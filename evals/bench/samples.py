"""Indexing and search beside plain chromadb, and beside the usual loader, splitter and store (peer_store.py), cold, as processes."""

from __future__ import annotations

import random
import sys
from pathlib import Path

from evals.bench.check import text_of
from evals.bench.startup import FACTS, with_facts
from evals.bench.timing import OURS, ROOT, Bench, Command, Taken, environment, medians, run
from evals.bench_library import _sentences, _write

SIZES = (30, 100, 300, 1000)
PASSAGES = 10
QUERIES = ("集中学习和专题研讨", "警示教育和廉政谈话", "结对共建和志愿服务")
PEER = ROOT / "evals" / "bench" / "peer_store.py"
PEERS = {"plain chromadb": "plain", "loader, splitter, store": "pipeline"}


def measure(folder: Path, times: int, peers: Path | None) -> Bench:
    """Seconds to index so many documents from nothing, to index them again unchanged, and to search."""
    bench = Bench("samples", f"Sample library, {SIZES[-1]} documents", "index: ours")
    sentences = _sentences()
    for size in SIZES:
        place = folder / str(size)
        _write(place / "samples", sentences, size, PASSAGES, random.Random(size))
        taken, found = _index(bench, place), _search(bench, place, times)
        commands = medians(bench, with_facts(FACTS, text_of(place, 2)), environment(place / "home"), times)
        bench.grown("Indexing", "documents", size, taken)
        bench.grown("One search, cold", "documents", size, found)
        bench.grown("Commands that look into the library", "documents", size, commands)
    bench.rows = {**taken, **found}
    bench.remarks.append(
        "ours masks every passage, keeps an index of words and of values for the leak check, and writes a version it can fall back to"
    )
    return bench


def _index(bench: Bench, place: Path) -> dict[str, Taken]:
    """Once from nothing (it takes long), then again unchanged."""
    env, samples = environment(place / "home"), str(place / "samples")
    taken = {
        "index: ours": run((*OURS, "samples", "index", samples), env),
        "index again: ours": run((*OURS, "samples", "index", samples), env),
    }
    for name, way in PEERS.items():
        command = (sys.executable, str(PEER), way, "index", str(place / way), samples)
        try:
            taken[f"index: {name}"] = run(command, env)
        except RuntimeError as error:
            bench.failures.append(str(error))
    return taken


def _search(bench: Bench, place: Path, times: int) -> dict[str, Taken]:
    env = environment(place / "home")
    commands: dict[str, Command] = {"search: ours": (*OURS, "samples", "search", QUERIES[0])}
    for name, way in PEERS.items():
        commands[f"search: {name}"] = (sys.executable, str(PEER), way, "search", str(place / way), QUERIES[0])
    return medians(bench, commands, env, times)
