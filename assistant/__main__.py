"""Lets `python -m assistant` do what the console script does."""

from assistant.cli.app import main

if __name__ == "__main__":
    main()
