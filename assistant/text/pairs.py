"""Pairs of neighbouring characters: how much of a text another one says."""

from __future__ import annotations


def shared(text: str, other: str) -> float:
    """The share of the pairs of characters of `text` that `other` has too, 0 to 1; a text without a pair shares nothing."""
    pairs = [text[i : i + 2] for i in range(len(text) - 1)]
    return sum(p in other for p in pairs) / len(pairs) if pairs else 0.0
