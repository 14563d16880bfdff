"""Benchmarks against what people would use instead: `python -m evals.bench` (make bench)."""

NAMES = ("startup", "check", "samples", "generate", "overhead", "mended")
