"""Characters, bigrams and topics: the features that both the word index and the hashing vectors are made of.

A gram is one 32-bit number: a character's UTF-16 code, or two of them packed. No dictionary is needed, so an index is a few arrays.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from assistant.samples.topics import FIRST_MARK, LAST_MARK, topic_marks

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Keys = NDArray[np.uint32]


def passage_text(heading: tuple[str, ...], text: str) -> str:
    """What the indexes see of a passage: its nearest heading, its text, and a mark for every word that tells a topic."""
    seen = "\n".join((*heading[-1:], text))
    return f"{seen}\n{' '.join(topic_marks(seen))}"


def query_text(query: str) -> str:
    """What the indexes see of a query. Each topic counts twice: it is a surer sign than the words that happen to tell it."""
    return f"{query}\n{' '.join(sorted(set(topic_marks(query))) * 2)}"


def counted(text: str) -> tuple[Keys, Keys]:
    """The distinct grams of `text`, ascending, and how often each occurs.

    They are all characters that say something and all pairs of them not parted by punctuation.
    """
    import numpy as np

    normal = unicodedata.normalize("NFKC", text).lower()
    codes = np.frombuffer(normal.encode("utf-16-le", "replace"), dtype="<u2").astype(np.uint32)
    telling = _telling()[codes]
    pairs = (codes[:-1] << 16 | codes[1:])[telling[:-1] & telling[1:]]
    keys, counts = np.unique(np.concatenate([codes[telling], pairs]), return_counts=True)
    return keys, counts.astype(np.uint32)


def is_mark(keys: Keys) -> NDArray[np.bool_]:
    """Which grams are marks of topics."""
    return (keys >= FIRST_MARK) & (keys <= LAST_MARK)


@cache
def _telling() -> NDArray[np.bool_]:
    """For each UTF-16 code, whether grams may contain it: letters, digits, Han and marks; not punctuation or space."""
    import numpy as np

    return np.array([chr(c).isalnum() or FIRST_MARK <= c <= LAST_MARK for c in range(0x10000)])
