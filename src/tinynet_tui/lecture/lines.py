"""The lines of a lecture file, without comments and unprintable characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import category

from .scene import Mistake

_MARKS = re.compile(r"(<!--|-->)")


class Line(NamedTuple):
    """A line of a lecture file."""

    number: int
    text: str
    """Without comments and trailing spaces."""
    open: bool
    """True when a comment continues in the next line."""
    only_comment: bool


def without_comments(text: str, mistakes: list[Mistake]) -> Iterator[Line]:
    """Yield every line without its comments; unprintable characters are mistakes."""
    opened = 0
    for number, raw in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        line = _shown(raw.removesuffix("\r"), number, mistakes)
        commented, kept = bool(opened), ""
        for part in _MARKS.split(line):
            if opened:
                opened = 0 if part == "-->" else opened
            elif part == "<!--":
                opened = number
            else:
                kept += part
        commented = commented or kept != line
        yield Line(number, kept.rstrip(), bool(opened), commented and not kept.strip())
    if opened:
        mistakes.append(Mistake(opened, "this comment has no end: close it with -->"))


def _shown(line: str, number: int, mistakes: list[Mistake]) -> str:
    """Return a line with spaces for tabs and the like, and `?` for unprintable characters."""
    if line.isprintable():
        return line
    line = "".join(" " if char == "\t" or category(char) == "Zs" else char for char in line)
    bad = [char for char in line if not char.isprintable()]
    if bad:
        mistakes.append(Mistake(number, f"this character cannot be shown: {bad[0]!a}"))
    return "".join(char if char.isprintable() else "?" for char in line)
