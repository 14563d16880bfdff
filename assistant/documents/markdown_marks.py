"""Taking Markdown's marks off one line, and knowing where each character that is left stood.

Every pattern scans a line in time that grows with its length only: documents are hostile.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_WORD = r"[^\W_]"
_TAGS = "u|b|i|s|em|strong|center|font|span|div|p|sub|sup|mark|ins|del|small|big"
_LEADING = re.compile(r"\s*(?:>[ \t]?)*\s*(?:[-*+][ \t]+(?:\[[ xX]\][ \t]+)?)?")
_NUMBER_SPACE = re.compile(r"(\d{1,3}[.)])[ \t]+")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
# Each keeps its group "kept", if it has one, and drops the rest of what it matches.
_MARKS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"<!--(?:(?!<!--|-->).)*-->",
        r"!\[[^\[\]]*\]\([^()]*\)",
        r"\[(?P<kept>[^\[\]]*)\]\([^()]*\)",
        r"(?P<tick>`{1,3})(?P<kept>[^`]+)(?P=tick)",
        r"(?<!\*)(?P<mark>\*{2,3})(?=[^\s*])(?P<kept>[^*]*[^\s*])(?P=mark)(?!\*)",
        r"(?<![*0-9a-z])\*(?=[^\s*])(?P<kept>[^*]*[^\s*])\*(?!\*)",  # 5*3*2 is a product
        rf"(?<!{_WORD})(?<!_)(?P<mark>_{{1,3}})(?=[^\s_])(?P<kept>[^_]*[^\s_])(?P=mark)(?!_)(?!{_WORD})",
        r"~~(?=[^\s~])(?P<kept>[^~]*)~~",
        rf"</?(?:{_TAGS})(?:\s[^<>]*)?>",
    )
)
_DEEPEST = 3
_SHIFT = 0xF0000  # escaped marks are moved to a private plane while marks are looked for


def unmarked(text: str) -> tuple[str, list[int]]:
    """`text` as its reader sees it and, for each character, its offset in `text`. A `<br>` becomes a line end."""
    shown, places = _kept(_ESCAPE, text, list(range(len(text))), lambda m: chr(ord(m[1]) + _SHIFT))
    shown, places = _kept(_BREAK, shown, places, lambda m: "\n")
    for _ in range(_DEEPEST):
        before = shown
        for mark in _MARKS:
            shown, places = _kept(mark, shown, places)
        if shown == before:
            break
    return "".join(chr(ord(c) - _SHIFT) if _SHIFT <= ord(c) < _SHIFT + 0x80 else c for c in shown), places


def unmarked_line(line: str) -> tuple[str, list[int]]:
    """The same for a whole line: without the marks of lists and quotations, spaces around it and after its number."""
    start = _LEADING.match(line)
    skipped = start.end() if start else 0
    shown, places = unmarked(line[skipped:])
    end = len(shown.rstrip())
    shown, places = shown[:end], [p + skipped for p in places[:end]]
    # The number of a list; one whose point is escaped has its space from the writer.
    number = _NUMBER_SPACE.match(shown)
    if number and line[places[number.end(1) - 1] - 1] != "\\":
        shown, places = number[1] + shown[number.end() :], places[: number.end(1)] + places[number.end() :]
    return shown, places


def _kept(
    pattern: re.Pattern[str], text: str, places: list[int], become: Callable[[re.Match[str]], str] | None = None
) -> tuple[str, list[int]]:
    """Replace each match by what it keeps (or by the one character it becomes), in the text and in the places."""
    chunks, kept, last = [], [], 0
    for match in pattern.finditer(text):
        start, end = match.span("kept") if "kept" in pattern.groupindex else (match.start(), match.start())
        chunks += [text[last : match.start()], become(match) if become else text[start:end]]
        kept += places[last : match.start()] + (places[match.end() - 1 : match.end()] if become else places[start:end])
        last = match.end()
    return ("".join(chunks) + text[last:], kept + places[last:]) if last else (text, places)
