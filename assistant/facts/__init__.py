"""The facts file: the only source of truth of a report."""
