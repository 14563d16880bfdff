"""Turning text into vectors: hashed grams by default, a server's embedding model where one is set."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from assistant.config import Config
from assistant.errors import ConfigError, LibraryError
from assistant.samples.grams import counted, is_mark

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from assistant.samples.grams import Keys

    Vectors = NDArray[np.float32]
    Idf = Callable[[Keys], NDArray[np.float32]]

DIMENSIONS = 256
# What a single character and a mark of a topic weigh beside a pair of characters (tried on labelled paragraphs).
CHARACTER, MARK = 0.33, 6.0
_BATCH = 64


class Embedder(Protocol):
    """`name` changes whenever the same text would get another vector."""

    name: str

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a row, in the order of `texts`. Raises LibraryError where a server fails."""

    def query(self, text: str, idf: Idf) -> Vectors:
        """The vector to search with, as one row; `idf` tells what the grams of `text` say in this library."""


class HashingEmbedder:
    """Characters, pairs and topics hashed into signed buckets (tf-idf): no model, no download, the same on every machine.

    The idf is applied to queries only, squared, so that the vectors of passages need not change as the library grows.
    """

    name = f"hashing-{DIMENSIONS}-1"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text; a text without letters gets a vector all the same."""
        import numpy as np

        return _unit(np.array([self._sum(text) for text in texts], dtype=np.float32).reshape(len(texts), DIMENSIONS))

    def query(self, text: str, idf: Idf) -> Vectors:
        """The vector of a query."""
        return _unit(self._sum(text, idf).reshape(1, DIMENSIONS))

    def _sum(self, text: str, idf: Idf | None = None) -> Vectors:
        import numpy as np

        keys, counts = counted(text)
        weights = (1 + np.log(counts)) * np.where(is_mark(keys), MARK, np.where(keys < 0x10000, CHARACTER, 1.0))
        if idf:
            weights = weights * idf(keys) ** 2
        mixed = keys * np.uint32(2654435761)
        signs = np.where(mixed & 1, 1.0, -1.0)
        return np.bincount((mixed >> 8) % DIMENSIONS, signs * weights, DIMENSIONS).astype(np.float32)


class ServedEmbedder:
    """An embedding model behind `/v1/embeddings` of an OpenAI-compatible server."""

    def __init__(self, model: str, config: Config) -> None:
        self.model, self._config = model, config
        self.name = f"served-{config['openai.base_url']}-{model}"

    def query(self, text: str, idf: Idf) -> Vectors:
        """The vector of a query, made like any other."""
        return self.embed([text])

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text. Raises LibraryError with the server's reason."""
        import numpy as np
        from openai import OpenAI, OpenAIError

        config = self._config
        try:
            with OpenAI(
                base_url=config["openai.base_url"],
                api_key=config["openai.api_key"] or "none",
                timeout=config["openai.timeout"],
                max_retries=config["openai.retries"],
            ) as client:
                parts = [list(texts[i : i + _BATCH]) for i in range(0, len(texts), _BATCH)]
                replies = [client.embeddings.create(model=self.model, input=part) for part in parts]
        except OpenAIError as error:
            hint = "请检查 samples.embeddings 和 openai.base_url；把 samples.embeddings 留空可改用内置向量"
            raise LibraryError(f"向量服务出错：{error}", hint) from error
        return _unit(np.array([item.embedding for reply in replies for item in reply.data], dtype=np.float32))


def _unit(vectors: Vectors) -> Vectors:
    import numpy as np

    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors[length[:, 0] == 0, 0] = 1
    return np.asarray(vectors / np.where(length == 0, 1, length), dtype=np.float32)


def embedder(config: Config) -> Embedder:
    """The embedder the settings ask for."""
    model = config["samples.embeddings"]
    if model and not config["openai.base_url"]:
        raise ConfigError("设置了 samples.embeddings，但没有设置 openai.base_url", "请同时设置向量服务的地址 openai.base_url")
    return ServedEmbedder(model, config) if model else HashingEmbedder()
