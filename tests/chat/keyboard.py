"""The program at a real terminal (pty), typed to as a person would. Waits for what must be shown, however busy the machine is."""

import os
import sys
from pathlib import Path

import pexpect

PATIENCE = 120  # seconds until what must be shown counts as missing


class Keyboard:
    """`shows` waits for a text (a pattern), `ready` for the next prompt, `enters` types a line and waits for both."""

    def __init__(self, program, *args, size=(50, 120), patience=PATIENCE, **variables):
        settings = {"PYTHONPATH": str(Path(__file__).parents[2]), "PROMPT_TOOLKIT_NO_CPR": "1", "TERM": "xterm-256color"}
        env = {**os.environ, **settings, **variables}
        self.child = pexpect.spawn(sys.executable, [*program, *args], env=env, dimensions=size, encoding="utf-8", timeout=patience)
        self.child.delaybeforesend = 0.02

    def shows(self, text):
        self.child.expect(text)
        return self

    def ready(self):
        return self.shows("› ")

    def types(self, text):
        self.child.send(text)
        return self

    def enters(self, text, shows):
        return self.types(f"{text}\r").shows(shows).ready()

    def leaves(self):
        self.child.sendeof()
        self.child.expect(pexpect.EOF)
        self.child.close()
        return self.child.exitstatus

    def close(self):
        self.child.close(force=True)
