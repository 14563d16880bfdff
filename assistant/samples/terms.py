"""BM25 over characters and bigrams, as arrays on disk that a search maps into memory instead of loading."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.samples.grams import counted

if TYPE_CHECKING:
    from numpy.typing import NDArray

    import numpy as np

TERMS_VERSION = 1
K1, B = 1.2, 0.75


def build_terms(folder: Path, texts: Iterable[str]) -> None:
    """Write the word index of `texts` (row i is the i-th text) into `folder`."""
    import numpy as np

    folder.mkdir(parents=True)
    keys, rows, counts, lengths = _postings(texts)
    order = np.argsort(keys, kind="stable")
    keys, rows, counts = keys[order], rows[order], counts[order]
    distinct, starts = np.unique(keys, return_index=True)
    sizes = np.diff(np.append(starts, len(keys)))
    total = max(len(lengths), 1)
    idf = np.log1p((total - sizes + 0.5) / (sizes + 0.5)).astype(np.float32)
    norm = K1 * (1 - B + B * lengths / max(lengths.mean() if total else 1, 1))
    impact = counts * (K1 + 1) / (counts + norm[rows]) * np.repeat(idf, sizes)
    arrays = {"keys": distinct, "starts": np.append(starts, len(keys)), "rows": rows, "impact": impact.astype(np.float32)}
    for name, array in arrays.items():
        np.save(folder / f"{name}.npy", array)
    (folder / "total").write_text(str(len(lengths)))


def _postings(texts: Iterable[str]) -> tuple[Any, Any, Any, Any]:
    import numpy as np

    found = [counted(text) for text in texts]
    sizes = np.array([len(k) for k, _ in found], dtype=np.int64)
    lengths = np.array([c.sum() for _, c in found], dtype=np.float32)
    keys = np.concatenate([k for k, _ in found] or [np.empty(0, np.uint32)])
    counts = np.concatenate([c for _, c in found] or [np.empty(0, np.uint32)]).astype(np.float32)
    return keys, np.repeat(np.arange(len(found), dtype=np.uint32), sizes), counts, lengths


class Terms:
    """An index written by `build_terms`."""

    def __init__(self, folder: Path) -> None:
        import numpy as np

        self.keys, self.starts, self.rows_of, self.impact = (
            np.load(folder / f"{name}.npy", mmap_mode="r") for name in ("keys", "starts", "rows", "impact")
        )
        self.total = int((folder / "total").read_text())

    def scores(self, text: str) -> NDArray[np.float64]:
        """The BM25 score of every row for the grams of `text`."""
        import numpy as np

        wanted, counts = counted(text)
        at = np.searchsorted(self.keys, wanted)
        known = (at < len(self.keys)) & (self.keys[np.minimum(at, max(len(self.keys) - 1, 0))] == wanted) if len(self.keys) else at < 0
        spans = [(self.starts[i], self.starts[i + 1], n) for i, n in zip(at[known], counts[known], strict=True)]
        if not spans:
            return np.zeros(self.total)
        rows = np.concatenate([self.rows_of[a:b] for a, b, _ in spans])
        weights = np.concatenate([self.impact[a:b] * n for a, b, n in spans])
        return np.bincount(rows, weights, minlength=self.total)
