"""Automata over long word lists, built once on a machine and not in every run, as `patterns` does with regular expressions.

Building one over 12,000 terms takes 20 ms, more than reading a report; taking it from a file of the cache folder takes three. Without
the file, or where it was made from other lists or by another version of the library, it is built as ever.
"""

from __future__ import annotations

import marshal
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

import ahocorasick

from assistant import paths
from assistant.errors import InputError


def automaton(name: str, sources: Sequence[Path], words: Callable[[], Iterable[tuple[str, int]]]) -> ahocorasick.Automaton:
    """Return the automaton over `words()`, each with a number to be given back where it stands; `sources` are the files they come from."""
    file = paths.cache() / f"{name}-{sys.implementation.cache_tag}.bin"
    key = [(path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in (Path(ahocorasick.__file__), *sources)]
    with suppress(OSError, ValueError, EOFError, TypeError):
        made_from, parts = marshal.loads(file.read_bytes())
        if made_from == key:
            return ahocorasick.Automaton(*parts)
    built = ahocorasick.Automaton(ahocorasick.STORE_INTS)
    for word, number in words():
        built.add_word(word, number)
    built.make_automaton()
    with suppress(InputError, OSError, ValueError):
        paths.atomic_write(file, marshal.dumps((key, built.__reduce__()[1])))
    return built
