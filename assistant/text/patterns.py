"""Regular expressions compiled once on a machine and not in every run.

Python compiles a pattern in Python: those of `check` take 80 ms of every process, more than reading and checking a report. What
comes of it is a list of numbers that the engine verifies and takes in microseconds. As Python keeps the byte code of modules,
`keep` writes these lists to a file of the cache folder, and `compiled` finds them there; without the file, or with another
Python than known here, it compiles as ever. Only patterns of the program come here, never one made of a user's words.
"""

from __future__ import annotations

import marshal
import re
import sys
from array import array
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from assistant import paths
from assistant.errors import InputError

_MOST = 1000  # entries of the file; above, it holds those of earlier versions of the program and is begun anew
_Key = tuple[str, int]  # a pattern and its flags
_Code = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]  # flags, numbers, groups, names to groups, groups to names

_new: dict[_Key, _Code] = {}


@cache
def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The same as `re.compile(pattern, flags)`."""
    try:
        engine: Any = import_module("_sre")
        code = _kept().get((pattern, int(flags))) or _code(pattern, int(flags))
        numbers = array("I", code[1]).tolist()
        found: re.Pattern[str] = engine.compile(pattern, code[0], numbers, *code[2:])
    except (ImportError, AttributeError, TypeError, ValueError, RuntimeError):
        return re.compile(pattern, flags)
    return found


def _code(pattern: str, flags: int) -> _Code:
    """What the engine is to run, as `re.compile` works it out."""
    parser: Any = import_module("re._parser")
    compiler: Any = import_module("re._compiler")
    tree = parser.parse(pattern, flags)
    names: dict[str, int] = tree.state.groupdict
    by_group = {group: name for name, group in names.items()}
    numbers = array("I", compiler._code(tree, flags))
    groups = tuple(by_group.get(group) for group in range(tree.state.groups))
    code = int(flags | tree.state.flags), numbers.tobytes(), len(groups) - 1, dict(names), groups
    _new[pattern, flags] = code
    return code


@cache
def _kept() -> dict[_Key, _Code]:
    """What the file holds; nothing where there is none or it cannot be read."""
    with suppress(OSError, ValueError, EOFError, TypeError):
        kept = marshal.loads(_file().read_bytes())
        return kept if isinstance(kept, dict) else {}
    return {}


def _file() -> Path:
    engine: Any = import_module("_sre")
    return paths.cache() / f"patterns-{sys.implementation.cache_tag}-{engine.MAGIC}.bin"


def keep() -> None:
    """Write the patterns compiled in this run to the file, beside those it holds; where that cannot be done, the next run compiles."""
    if _new:
        known = _kept() if len(_kept()) + len(_new) <= _MOST else {}
        with suppress(InputError, OSError):
            paths.atomic_write(_file(), marshal.dumps({**known, **_new}))
