"""The suites, each a module with `SUITE`."""

from __future__ import annotations

from importlib import import_module

from evals.suite import Suite

# Fast ones first; the last three ask a model.
NAMES = ("retrieval", "masking", "grounding", "checker", "probes", "drafting", "leaks", "chat")


def load(name: str) -> Suite:
    """The suite called `name`. Raises KeyError for a name that is none."""
    if name not in NAMES:
        raise KeyError(name)
    suite = import_module(f"evals.suites.{name}").SUITE
    assert isinstance(suite, Suite)
    return suite
