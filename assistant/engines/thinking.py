"""Leaving out what a reasoning model thinks aloud: `<think>…</think>` at the start of its answer.

Most servers send it apart from the answer; Ollama, vLLM and others do not unless they are set up to.
"""

from __future__ import annotations

_OPEN, _CLOSE = "<think>", "</think>"


class Spoken:
    """Takes an answer in pieces, cut anywhere, and gives back what is meant for the reader."""

    def __init__(self) -> None:
        self._held = ""  # what may still turn out to be a tag
        self._state = "start"

    def heard(self, piece: str) -> str:
        """The part of what has come so far that can be told now."""
        if self._state == "speaking":
            return piece
        self._held += piece
        if self._state == "start":
            self._begin()
        if self._state == "thinking":
            self._think()
        if self._state == "speaking":
            told, self._held = self._held, ""
            return told
        return ""

    def rest(self) -> str:
        """What was held back when the answer ended: the beginning of a tag that never came, but no thoughts."""
        return self._held if self._state == "start" else ""

    def _begin(self) -> None:
        text = self._held.lstrip()
        if text.startswith(_OPEN):
            self._state, self._held = "thinking", text[len(_OPEN) :]
        elif not _OPEN.startswith(text):
            self._state = "speaking"

    def _think(self) -> None:
        _, closed, after = self._held.partition(_CLOSE)
        if closed and after.strip():
            self._state, self._held = "speaking", after.lstrip()
