"""Documents as an office has them: reading, heading trees, cleaning."""
