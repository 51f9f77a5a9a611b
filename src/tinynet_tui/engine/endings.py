"""How a script's run ends before its time."""

from __future__ import annotations

import signal
from contextlib import suppress
from dataclasses import dataclass

from .link import Header
from .positions import Where
from .refusal import printable


@dataclass(frozen=True)
class Raised:
    """An exception that ended the loop or the script."""

    type: str
    message: str
    line: int | None
    where: Where | None = None
    """The step that raised it, if that was one of the loop's."""
    at: int | None = None
    """The line of that step; `line` may be in a function that it calls."""
    operands: str = ""
    """What the operation had to work with: `l1 (4×4) @ syn1 (1×4): 4 and 1 differ`."""

    @classmethod
    def read(cls, told: Header | None) -> Raised | None:
        """Return what the script's process tells of an exception, in printable characters."""
        if told is None:
            return None
        texts = ("type", "message", "operands")
        kind, message, operands = (printable(str(told[name])) for name in texts)
        line, at = (None if told[name] is None else int(told[name]) for name in ("line", "at"))
        return cls(kind, message, line, at=at, operands=operands)

    def __str__(self) -> str:
        return f"{self.type}: {self.message}" if self.message else self.type


class Stopped(Exception):
    """The script's process has ended by itself, or was stopped."""

    def __init__(self, status: int | None, reason: str = "") -> None:
        super().__init__(reason or _in_words(status))
        self.status = status


class Endless(Stopped):
    """The script did not stop when it was told to, and was cut off."""

    def __init__(self, line: int | None = None) -> None:
        what = "a statement" if line is None else f"line {line}"
        super().__init__(None, f"{what} did not end, and was cut off")


def _in_words(status: int | None) -> str:
    if status is None:
        return "its process has ended"
    if status < 0:
        with suppress(ValueError):
            return f"its process was killed by {signal.Signals(-status).name}"
    return f"its process has ended with status {status}"
