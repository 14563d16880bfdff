"""The exception tree: every error a user can meet, its exit code and the next step to try.

    AssistantError
    ├── InputError        2  wrong usage, unreadable or invalid input, nothing to check
    │   ├── DocumentError    a file that cannot be read as what it is
    │   ├── FactsError       a facts file that breaks its format
    │   └── ConfigError      a setting that cannot be used
    ├── ServiceError      3  something the program depends on failed
    │   ├── EngineError      model or network
    │   └── LibraryError     sample library or its index
    └── InternalError     4  a bug

Exit codes are those of the command-line contract: 0 done, 1 findings, 2, 3, 4 as above, 130 interrupted.
"""

from __future__ import annotations

EXIT_FINDINGS = 1
EXIT_INTERRUPTED = 130


class AssistantError(Exception):
    """An error told to the user in Chinese as `错误：message` and `提示：hint`.

    `message` says what is wrong and where (file, line); `hint` says what to do next and may be empty.
    """

    exit_code = 4

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class InputError(AssistantError):
    """Wrong usage, unreadable or invalid input."""

    exit_code = 2


class DocumentError(InputError):
    """A document that cannot be read: damaged, encrypted, hostile, of an unknown format or missing."""


class FactsError(InputError):
    """A facts file that breaks its format."""


class ConfigError(InputError):
    """A setting that cannot be used."""


class ServiceError(AssistantError):
    """Something the program depends on failed."""

    exit_code = 3


class EngineError(ServiceError):
    """The model could not be reached, refused, or broke off."""


class LibraryError(ServiceError):
    """The sample library or its index could not be used."""


class InternalError(AssistantError):
    """A bug in this program."""

    exit_code = 4
