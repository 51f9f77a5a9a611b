"""A column of a file: what it is used for, and how its words become numbers."""

from __future__ import annotations

import shlex
from typing import Literal, NamedTuple

from .names import flagged
from .quoting import shown

YES_OR_NO = ({"no", "yes"}, {"false", "true"}, {"n", "y"}, {"f", "t"}, {"off", "on"})

Role = Literal["input", "target", "ignored"]


class Column(NamedTuple):
    """A column of a file."""

    name: str
    """"" without a header."""
    number: int
    """Counted from 1."""
    role: Role
    words: tuple[str, ...] = ()
    """Its words, sorted, if it has no numbers or if these are names of classes."""
    called: str = ""
    """What options call it: its name or number, or `@2` where these could mean another column."""

    @property
    def label(self) -> str:
        """What messages call it: `column 2 (age)`."""
        return f"column {self.number}" + (f" ({shown(self.name, 20)})" if self.name else "")

    @property
    def brief(self) -> str:
        """What it is called where there is little room: its name, or `column 2`."""
        return shown(self.name, 20) or f"column {self.number}"

    def option(self, flag: str) -> str:
        """Return an option with this column as the command line takes it: `--ignore age`."""
        return shlex.join(flagged(flag, self.called))

    @property
    def width(self) -> int:
        """How many columns of numbers it becomes."""
        return len(self.words) if len(self.words) > 2 else 1

    @property
    def names(self) -> list[str]:
        """What these are called."""
        if not self.words:
            return [self.name]
        words = self.words if len(self.words) > 2 else self.words[1:]
        if self.role == "target" and not _is_number(self.words[0]):
            if self.name and {word.casefold() for word in self.words} in YES_OR_NO:
                return [self.name]
            return [shown(word, 40) for word in words]
        return [shown(f"{self.name}={word}" if self.name else word, 40) for word in words]

    @property
    def meaning(self) -> str:
        """What the numbers stand for that have replaced words."""
        if not self.words:
            return ""
        name, words = self.name or f"column {self.number}", [shown(word, 20) for word in self.words]
        if len(words) == 2:
            return f"{name}: 0 is {words[0]}, 1 is {words[1]}"
        kind = "an output" if self.role == "target" else "an input"
        return f"{name}: {kind} each for {', '.join(words[:-1])} and {words[-1]}"

    def encoded(self, cell: str, value: float | None) -> list[float] | None:
        """Return the numbers for a cell, and its own number; None if its word is not known."""
        word = class_name(cell, value)
        if word not in self.words:
            return None
        at = self.words.index(word)
        return [float(at)] if len(self.words) == 2 else [float(at == n) for n in range(self.width)]


def class_name(text: str, value: float | None) -> str:
    """Return what a class is called: its text, or its whole number, however that is written."""
    is_whole = value is not None and abs(value) < 1e15 and value == int(value)
    return f"{value:.0f}" if is_whole else text


def _is_number(text: str) -> bool:
    return text.lstrip("+-").replace(".", "").isdigit()
