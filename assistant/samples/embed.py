"""Turning text into vectors: hashed grams by default, a server's embedding model where one is set."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from assistant.config import Config
from assistant.errors import ConfigError, LibraryError
from assistant.samples.grams import counted

if TYPE_CHECKING:
    from numpy.typing import NDArray

    import numpy as np

    Vectors = NDArray[np.float32]

DIMENSIONS = 512
_BATCH = 64


class Embedder(Protocol):
    """`name` changes whenever the same text would get another vector."""

    name: str

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a row, in the order of `texts`. Raises LibraryError where a server fails."""


class HashingEmbedder:
    """Characters and bigrams hashed into signed buckets: no model, no download, the same on every machine."""

    name = f"hashing-{DIMENSIONS}-1"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text; a text without letters gets a vector all the same."""
        import numpy as np

        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        for row, text in enumerate(texts):
            keys, counts = counted(text)
            mixed = keys * np.uint32(2654435761)
            sign = np.where(mixed & 1, 1.0, -1.0)
            # A pair says more than a character: single characters count for a third.
            weight = (1 + np.log(counts)) * np.where(keys < 0x10000, 0.33, 1.0)
            vectors[row] = np.bincount((mixed >> 8) % DIMENSIONS, sign * weight, DIMENSIONS)
        return _unit(vectors)


class ServedEmbedder:
    """An embedding model behind `/v1/embeddings` of an OpenAI-compatible server."""

    def __init__(self, model: str, config: Config) -> None:
        self.model, self._config = model, config
        self.name = f"served-{model}"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text. Raises LibraryError with the server's reason."""
        import numpy as np
        from openai import OpenAI, OpenAIError

        config = self._config
        try:
            with OpenAI(
                base_url=config["openai.base_url"] or None,
                api_key=config["openai.api_key"] or "none",
                timeout=config["openai.timeout"],
                max_retries=config["openai.retries"],
            ) as client:
                parts = [texts[i : i + _BATCH] for i in range(0, len(texts), _BATCH)]
                replies = [client.embeddings.create(model=self.model, input=list(part)) for part in parts]
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
