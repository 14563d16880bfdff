"""What a version of the library was made with; another value of anything here makes another version."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from assistant.config import Config
from assistant.samples.chroma import chroma_version
from assistant.samples.embed import embedder
from assistant.samples.split import SPLIT_VERSION
from assistant.samples.store import STORE_VERSION
from assistant.samples.terms import TERMS_VERSION
from assistant.samples.topics import topics_version
from assistant.samples.versions import inspect


def recipe(config: Config) -> dict[str, Any]:
    """What this program would make a version with, as it stands in manifests."""
    from assistant.samples.mask_version import MASK_VERSION

    return {
        "store": STORE_VERSION,
        "split": SPLIT_VERSION,
        "mask": MASK_VERSION,
        "terms": TERMS_VERSION,
        "topics": topics_version(),
        "chroma": chroma_version(),
        "embedder": embedder(config).name,
    }


def is_sound(folder: Path, config: Config) -> bool:
    """Whether the version in `folder` is whole and made as this program makes it."""
    manifest = inspect(folder)
    return not manifest.damaged and manifest.made_by == recipe(config)
