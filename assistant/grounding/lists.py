"""Things listed with 、 and 和."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LIST = re.compile(r"[^，,；;。：:！？!?\n、]+(?:、[^，,；;。：:！？!?\n、]+)+")
_OPEN = re.compile(r"等(?!级)|\d|[一二三四五六七八九十百]+[名次个项人份]")
_LAST_AND = re.compile(r"以及|和(?!谐|平)|及")


def items_of(text: str) -> tuple[str, ...]:
    """The things that `text` lists."""
    *head, last = text.split("、")
    return tuple(item.strip() for item in (*head, *_LAST_AND.split(last, maxsplit=1)) if item.strip())


def is_closed(text: str) -> bool:
    """Whether a list is complete (no 等) and has no numbers in it."""
    return not _OPEN.search(text)


def closed_lists(text: str) -> Iterator[tuple[str, ...]]:
    """The complete lists of `text`."""
    return (items_of(m.group()) for m in _LIST.finditer(text) if is_closed(m.group()))
