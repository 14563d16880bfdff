"""BM25 over characters, bigrams and topics, as arrays on disk that a search maps into memory instead of loading.

- keys.npy: the distinct grams, ascending
- starts.npy: where the postings of each begin (one more at the end)
- rows.npy: postings: the row number of a passage
- impact.npy: postings: what the gram adds to that passage's score
- numbers.npy: the number of the passage in each row
- kinds.npy: the kind of each row, as its place in KINDS
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.samples.grams import counted
from assistant.samples.passages import KINDS, Kind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from assistant.samples.grams import Keys

TERMS_VERSION = 1
# Tried on labelled paragraphs: passages of one genre are of like length, and repeats say little.
K1, B = 0.9, 0.5
# Passages whose postings are sorted in memory at a time (some 100 MB with all that sorting needs).
CHUNK = 4_000


@dataclass(slots=True)
class _Rows:
    """What is noted of each row while the texts go by."""

    numbers: list[int] = field(default_factory=list)
    kinds: list[int] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)


def build_terms(folder: Path, texts: Iterable[tuple[int, str, Kind]]) -> None:
    """Write the word index of texts into the new folder `folder`; each has a number to be found by and a kind."""
    import numpy as np

    folder.mkdir(parents=True)
    noted = _Rows()
    files = list(_spool(folder, texts, noted))
    np.save(folder / "numbers.npy", np.array(noted.numbers, dtype=np.int64))
    np.save(folder / "kinds.npy", np.array(noted.kinds, dtype=np.uint8))
    chunks = [np.load(file, mmap_mode="r") for file in files]
    _merge(folder, chunks, np.array(noted.lengths, dtype=np.float32))
    del chunks
    for file in files:
        file.unlink()


def _spool(folder: Path, texts: Iterable[tuple[int, str, Kind]], noted: _Rows) -> Iterator[Path]:
    """Write the postings of each chunk of texts to a file, sorted by gram."""
    import numpy as np

    stream = iter(texts)
    while chunk := list(islice(stream, CHUNK)):
        found = [counted(text) for _, text, _ in chunk]
        first = len(noted.numbers)
        noted.numbers += [number for number, _, _ in chunk]
        noted.kinds += [KINDS.index(kind) for _, _, kind in chunk]
        noted.lengths += [int(counts.sum()) for _, counts in found]
        postings = np.empty(sum(len(keys) for keys, _ in found), dtype=[("key", "u4"), ("row", "u4"), ("count", "u2")])
        postings["key"] = np.concatenate([keys for keys, _ in found])
        postings["count"] = np.concatenate([counts for _, counts in found])
        postings["row"] = np.repeat(np.arange(first, first + len(found)), [len(keys) for keys, _ in found])
        file = folder / f"chunk-{first}.npy"
        np.save(file, postings[np.argsort(postings["key"], kind="stable")])
        yield file


def _merge(folder: Path, chunks: list[NDArray[Any]], lengths: NDArray[np.float32]) -> None:
    import numpy as np

    parts = [np.unique(chunk["key"], return_counts=True) for chunk in chunks]
    keys, place = np.unique(np.concatenate([np.empty(0, np.uint32), *(k for k, _ in parts)]), return_inverse=True)
    sizes = np.bincount(place, np.concatenate([np.empty(0, np.int64), *(n for _, n in parts)]), len(keys)).astype(np.int64)
    starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    np.save(folder / "keys.npy", keys)
    np.save(folder / "starts.npy", starts)
    rows = np.lib.format.open_memmap(folder / "rows.npy", "w+", np.uint32, (int(starts[-1]),))
    impact = np.lib.format.open_memmap(folder / "impact.npy", "w+", np.float16, (int(starts[-1]),))
    norm = K1 * (1 - B + B * lengths / max(float(lengths.mean()) if len(lengths) else 1.0, 1.0))
    idf = idf_of(sizes, len(lengths))
    free = starts[:-1].copy()
    for chunk, (own, counts) in zip(chunks, parts, strict=True):
        at = np.searchsorted(keys, own)
        first = np.repeat(free[at] - np.concatenate([[0], np.cumsum(counts)[:-1]]), counts)
        target = first + np.arange(len(chunk))
        rows[target] = chunk["row"]
        often = chunk["count"].astype(np.float32)
        impact[target] = often * (K1 + 1) / (often + norm[chunk["row"]]) * np.repeat(idf[at], counts)
        free[at] += counts
    rows.flush()
    impact.flush()


def idf_of(sizes: NDArray[Any], total: int) -> NDArray[np.float32]:
    """How much it says that a gram occurs which `sizes` of `total` passages have."""
    import numpy as np

    return np.log1p((total - sizes + 0.5) / (sizes + 0.5)).astype(np.float32)


class Terms:
    """An index written by `build_terms`."""

    def __init__(self, folder: Path) -> None:
        import numpy as np

        names = ("keys", "starts", "rows", "impact", "numbers", "kinds")
        self._keys, self._starts, self._rows, self._impact, self._numbers, self._kinds = (
            np.load(folder / f"{name}.npy", mmap_mode="r") for name in names
        )
        self.total = len(self._kinds)

    def idf(self, wanted: Keys) -> NDArray[np.float32]:
        """The inverse document frequency of each gram, the greatest for unknown ones."""
        import numpy as np

        at, known = self._find(wanted)
        sizes = np.zeros(len(wanted))
        sizes[known] = self._starts[at[known] + 1] - self._starts[at[known]]
        return idf_of(sizes, self.total)

    def scores(self, text: str) -> NDArray[np.float64]:
        """The BM25 score of every row for `text`."""
        import numpy as np

        wanted, counts = counted(text)
        at, known = self._find(wanted)
        spans = [(int(self._starts[i]), int(self._starts[i + 1]), n) for i, n in zip(at[known], counts[known], strict=True)]
        if not spans:
            return np.zeros(self.total)
        rows = np.concatenate([self._rows[a:b] for a, b, _ in spans])
        weights = np.concatenate([self._impact[a:b] * np.float32(n) for a, b, n in spans])
        return np.asarray(np.bincount(rows, weights, minlength=self.total), dtype=np.float64)

    def holding(self, text: str) -> list[int]:
        """The numbers of the texts that have every gram of `text`: all that contain it, and hardly any other."""
        import numpy as np

        wanted, _ = counted(text)
        at, known = self._find(wanted)
        if not len(wanted) or not known.all():
            return []
        spans = sorted(((int(self._starts[i]), int(self._starts[i + 1])) for i in at), key=lambda span: span[1] - span[0])
        rows = np.asarray(self._rows[slice(*spans[0])])
        for start, end in spans[1:]:
            rows = np.intersect1d(rows, self._rows[start:end], assume_unique=True)
        return [int(number) for number in self._numbers[rows]]

    def best(self, text: str, count: int, only: Kind | None = None) -> dict[int, float]:
        """The numbers of the texts with the `count` highest scores above 0 (of one kind only, where it is given), best first."""
        import numpy as np

        scores = self.scores(text)
        if only:
            scores = np.where(self._kinds == KINDS.index(only), scores, 0.0)
        count = min(count, self.total)
        top = np.argpartition(-scores, count - 1)[:count]
        return {int(self._numbers[row]): float(scores[row]) for row in top[np.argsort(-scores[top], kind="stable")] if scores[row] > 0}

    def _find(self, wanted: Keys) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Where each gram stands among the keys, and whether it does."""
        import numpy as np

        at = np.searchsorted(self._keys, wanted)
        known = at < len(self._keys)
        known[known] = self._keys[at[known]] == wanted[known]
        return at, known
