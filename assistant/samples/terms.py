"""BM25 over characters, bigrams and topics, as arrays on disk that a search maps into memory instead of loading.

    keys.npy     the distinct grams, ascending
    starts.npy   where the postings of each begin (one more at the end)
    rows.npy     postings: the row number of a passage
    impact.npy   postings: what the gram adds to that passage's score
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.samples.grams import counted

if TYPE_CHECKING:
    from numpy.typing import NDArray

    import numpy as np

    from assistant.samples.grams import Keys

TERMS_VERSION = 1
K1, B = 1.2, 0.75
# Passages whose postings are sorted in memory at a time (about 60 MB).
CHUNK = 10_000


def build_terms(folder: Path, texts: Iterable[str]) -> None:
    """Write the word index of `texts` (row i is the i-th text) into the new folder `folder`."""
    import numpy as np

    folder.mkdir(parents=True)
    lengths: list[int] = []
    files = list(_spool(folder, texts, lengths))
    chunks = [np.load(file, mmap_mode="r") for file in files]
    _merge(folder, chunks, np.array(lengths, dtype=np.float32))
    del chunks
    for file in files:
        file.unlink()


def _spool(folder: Path, texts: Iterable[str], lengths: list[int]) -> Iterator[Path]:
    """Write the postings of each chunk of texts to a file, sorted by gram; note each text's length in `lengths`."""
    import numpy as np

    stream = iter(texts)
    while found := [counted(text) for text in islice(stream, CHUNK)]:
        postings = np.empty(sum(len(keys) for keys, _ in found), dtype=[("key", "u4"), ("row", "u4"), ("count", "u2")])
        postings["key"] = np.concatenate([keys for keys, _ in found])
        postings["count"] = np.concatenate([counts for _, counts in found])
        rows = np.arange(len(lengths), len(lengths) + len(found))
        postings["row"] = np.repeat(rows, [len(keys) for keys, _ in found])
        lengths += [int(counts.sum()) for _, counts in found]
        file = folder / f"chunk-{len(lengths)}.npy"
        np.save(file, postings[np.argsort(postings["key"], kind="stable")])
        yield file


def _merge(folder: Path, chunks: list[NDArray[Any]], lengths: NDArray[np.float32]) -> None:
    import numpy as np

    parts = [np.unique(chunk["key"], return_counts=True) for chunk in chunks]
    none = np.empty(0, np.uint32)
    keys, place = np.unique(np.concatenate([k for k, _ in parts] or [none]), return_inverse=True)
    sizes = np.bincount(place, np.concatenate([n for _, n in parts] or [none]), len(keys)).astype(np.int64)
    starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    np.save(folder / "keys.npy", keys)
    np.save(folder / "starts.npy", starts)
    np.save(folder / "lengths.npy", lengths)
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

        self._keys, self._starts, self._rows, self._impact, lengths = (
            np.load(folder / f"{name}.npy", mmap_mode="r") for name in ("keys", "starts", "rows", "impact", "lengths")
        )
        self.total = len(lengths)

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
        return np.bincount(rows, weights, minlength=self.total)

    def _find(self, wanted: Keys) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Where each gram stands among the keys, and whether it does."""
        import numpy as np

        at = np.searchsorted(self._keys, wanted)
        known = at < len(self._keys)
        known[known] = self._keys[at[known]] == wanted[known]
        return at, known
