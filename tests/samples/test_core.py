"""Searching without Chroma's Python package."""

import os
import subprocess
import sys
from pathlib import Path

from assistant.samples import vectors

PROJECT = Path(__file__).parents[2]


def found(library):
    return [(h.passage.id, round(h.score, 5)) for h in library.search("组织主题党日", k=3, kind="done")]


def test_the_core_finds_what_the_package_finds(indexed, monkeypatch):
    by_core = found(indexed)
    indexed.close()
    monkeypatch.setattr(vectors, "open_core", lambda folder, collection: None)
    assert found(indexed) == by_core


def test_another_core_is_told_from_this_one(indexed, monkeypatch, tmp_path):
    import chromadb_rust_bindings

    monkeypatch.delattr(chromadb_rust_bindings, "SqliteDBConfig")
    assert vectors.open_core(tmp_path, "passages") is None


def test_a_search_loads_no_package_of_chroma(indexed):
    code = (
        "import sys; from assistant.config import load_config; from assistant.samples.library import Library;"
        "library = Library.open(load_config()); library.search('组织主题党日'); library.close(); print('chromadb' in sys.modules)"
    )
    environment = os.environ | {"PYTHONPATH": str(PROJECT)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
