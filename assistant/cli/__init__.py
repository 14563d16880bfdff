"""The command line: parses arguments, prints results, nothing else."""
