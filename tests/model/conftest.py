"""The tests in here use the real weights, from the user's own cache (`assistant models pull` fetches them)."""

import pytest

from assistant import paths
from assistant.engines.llama_process import PROCESS

CACHE = paths.cache()  # looked up before the tests' own home takes its place


@pytest.fixture(autouse=True)
def real_weights(own_world, monkeypatch):
    monkeypatch.setenv("ASSISTANT_CACHE", str(CACHE))


@pytest.fixture(scope="session", autouse=True)
def one_server():
    """The server stays between tests; engines are not closed in here."""
    yield
    PROCESS.stop()
