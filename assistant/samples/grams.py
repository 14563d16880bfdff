"""Characters and bigrams: the features that both the word index and the hashing vectors are made of.

A gram is one 32-bit number: a character's UTF-16 code, or two of them packed. No dictionary is needed, so an index is a few arrays.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy.typing import NDArray

    import numpy as np

    Keys = NDArray[np.uint32]


@cache
def _is_letter() -> NDArray[np.bool_]:
    """For each UTF-16 code, whether grams may contain it (letters, digits, Han; not punctuation or space)."""
    import numpy as np

    return np.array([chr(c).isalnum() for c in range(0x10000)])


def grams(text: str) -> Keys:
    """The grams of `text` in order, repeats included: every character, then every pair not parted by punctuation."""
    import numpy as np

    normal = unicodedata.normalize("NFKC", text).lower()
    codes = np.frombuffer(normal.encode("utf-16-le", "replace"), dtype="<u2").astype(np.uint32)
    letter = _is_letter()[codes]
    pairs = (codes[:-1] << 16 | codes[1:])[letter[:-1] & letter[1:]]
    return np.concatenate([codes[letter], pairs])


def counted(text: str) -> tuple[Keys, Keys]:
    """The distinct grams of `text`, ascending, and how often each occurs."""
    import numpy as np

    keys, counts = np.unique(grams(text), return_counts=True)
    return keys, counts.astype(np.uint32)
