"""Make assistant/text/data/kin.tsv from the embedded model's weights (Apache 2.0): python word_kin.py PATH/TO/MODEL.gguf

Words that mean alike have vectors alike in a language model. The words of words.txt and places.txt are put in a thousand groups by the
vectors of their tokens, and those, which are many and small, in 256 and in 64. Needs `pip install gguf scikit-learn`, which nothing
else does.
"""

import sys
from pathlib import Path
from typing import Any

import numpy as np
from gguf import GGUFReader, dequantize
from sklearn.cluster import AgglomerativeClustering, MiniBatchKMeans
from sklearn.decomposition import PCA

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from assistant.text.vocabulary import known_words  # noqa: E402

OUT = HERE.parents[1] / "assistant" / "text" / "data" / "kin.tsv"
FINEST, NARROW, WIDE = 1000, 256, 64
DIMENSIONS = 100
HEADER = """\
# Words that mean alike: the wide and the narrow group, then its words. Made by evals/masking/word_kin.py.
# Source: the token vectors of Qwen2.5-Coder-1.5B-Instruct, Copyright 2024 Alibaba Cloud, Apache License 2.0.
"""
# Byte-level tokens write each byte as one letter: printable bytes as themselves, the others from U+0100 on.
PRINTABLE = [*range(33, 127), *range(161, 173), *range(174, 256)]
OTHERS = [byte for byte in range(256) if byte not in PRINTABLE]
BYTES = {chr(byte): byte for byte in PRINTABLE} | {chr(256 + i): byte for i, byte in enumerate(OTHERS)}


def token_vectors(path: str) -> dict[str, Any]:
    """The vectors of the tokens that are Chinese words or parts of them, of length 1."""
    reader = GGUFReader(path)
    field = reader.fields["tokenizer.ggml.tokens"]
    table = next(tensor for tensor in reader.tensors if tensor.name == "token_embd.weight")
    vectors = dequantize(table.data, table.tensor_type).astype(np.float32)
    found = {}
    for row, at in enumerate(field.data):
        letters = bytes(field.parts[at]).decode("utf-8")
        text = bytes(BYTES.get(letter, 0) for letter in letters).decode("utf-8", "replace")
        if text and all("一" <= char <= "鿿" for char in text):
            found[text] = row
    chosen = vectors[list(found.values())]
    chosen -= chosen.mean(0)
    chosen /= np.linalg.norm(chosen, axis=1, keepdims=True)
    return dict(zip(found, chosen, strict=True))


def parts(word: str, known: dict[str, Any]) -> list[str]:
    """A word in the longest tokens there are."""
    found, start = [], 0
    while start < len(word):
        end = next((end for end in range(len(word), start, -1) if word[start:end] in known), start)
        found += [word[start:end]] if end > start else []
        start = max(end, start + 1)
    return found


def main(path: str) -> None:
    """Write the groups."""
    known = token_vectors(path)
    members = [word for word in sorted({*known_words(), *(token for token in known if len(token) == 1)}) if parts(word, known)]
    vectors = np.array([np.mean([known[part] for part in parts(word, known)], axis=0) for word in members])
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors = PCA(DIMENSIONS, random_state=0).fit_transform(vectors)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    means = MiniBatchKMeans(FINEST, random_state=0, n_init=3, batch_size=4096, max_iter=200).fit(vectors)
    narrow = AgglomerativeClustering(NARROW).fit_predict(means.cluster_centers_)
    wide = AgglomerativeClustering(WIDE).fit_predict(means.cluster_centers_)
    groups: dict[tuple[int, int], list[str]] = {}
    for word, finest in zip(members, means.labels_, strict=True):
        groups.setdefault((int(wide[finest]), int(narrow[finest])), []).append(word)
    OUT.write_text(HEADER + "".join(f"{a} {b}\t{' '.join(group)}\n" for (a, b), group in sorted(groups.items())), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
