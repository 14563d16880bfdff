"""The program with a scripted engine: `python scripted_cli.py chat …`. SECONDS is how long an answer takes."""

import os

from assistant.cli.app import main
from assistant.engines import registry
from assistant.engines.scripted import Scripted
from tests.chat.conftest import written_as_asked

registry.open_engine = lambda name, config, **kwargs: Scripted(
    written_as_asked, name=name or "scripted:", seconds=float(os.environ.get("SECONDS", "0")), parallel=2
)
main()
