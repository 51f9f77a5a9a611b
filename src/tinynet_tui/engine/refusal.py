"""Why a file cannot be opened, or a question about a script not be answered."""

from __future__ import annotations


def printable(text: str) -> str:
    """Return a text with `?` for every character that cannot be printed."""
    return "".join(char if char.isprintable() else "?" for char in text)


class Refusal(Exception):
    """A file cannot be opened: the reason, in one line, and the line of the file, if any.

    The hint is for commands that let a user choose the loop.
    """

    def __init__(self, reason: str, line: int | None = None, hint: str = "") -> None:
        reason = printable(reason)
        super().__init__(reason if line is None else f"line {line}: {reason}")
        self.reason, self.line, self.hint = reason, line, hint


class No(Exception):
    """There is no answer, for a reason."""
