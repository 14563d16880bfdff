"""Fuzzing the checker: `python -m evals.fuzz` (make fuzz)."""
