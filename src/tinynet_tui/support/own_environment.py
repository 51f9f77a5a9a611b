"""What the program adds to its environment for itself, and other programs are not to get."""

from __future__ import annotations

import os

ADDED: set[str] = set()
"""The variables that were not set when the program started."""


def add(name: str, value: str) -> None:
    """Set a variable unless the user has."""
    if name not in os.environ:
        os.environ[name] = value
        ADDED.add(name)


def of_user() -> dict[str, str]:
    """Return the environment without what the program has added."""
    return {name: value for name, value in os.environ.items() if name not in ADDED}
