"""Topics of the genre as extra search terms, so that 签署廉洁承诺 finds 签订廉政责任书.

A topic is one private-use character. Appended to a text it is counted by both indexes like any other character.
"""

from __future__ import annotations

import tomllib
import zlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ahocorasick

_FILE = Path(__file__).with_name("data") / "topics.toml"
FIRST_MARK = 0xE000
LAST_MARK = 0xE7FF


@cache
def topics() -> dict[str, tuple[str, ...]]:
    """The words that tell each topic, by the topic's name."""
    return {name: tuple(words) for name, words in tomllib.loads(_FILE.read_text(encoding="utf-8")).items()}


def topics_version() -> int:
    """A number that changes with the list of topics."""
    return zlib.crc32(_FILE.read_bytes())


@cache
def _automaton() -> ahocorasick.Automaton:
    import ahocorasick

    marks: dict[str, str] = {}
    for number, words in enumerate(topics().values()):
        for word in words:
            marks[word] = marks.get(word, "") + chr(FIRST_MARK + number)
    automaton = ahocorasick.Automaton()
    for word, mark in marks.items():
        automaton.add_word(word, mark)
    automaton.make_automaton()
    return automaton


def topic_marks(text: str) -> list[str]:
    """The mark of a topic for every word of `text` that tells it, in order."""
    return [mark for _, marks in _automaton().iter(text.lower()) for mark in marks]
