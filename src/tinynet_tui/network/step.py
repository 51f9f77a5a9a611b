"""A step: one line of a script."""

from __future__ import annotations

from typing import NamedTuple


class Step(NamedTuple):
    """One line of a script: the variable it assigns, its text and what it reads."""

    number: int
    """Its place in the script, from 1."""
    name: str
    source: str
    """The line as it stands in the file."""
    way: str
    """`forward`, `compare`, `back-propagation` or `update`."""
    operands: tuple[str, ...]
    """The variables that the line reads, left to right; an update reads its own target too."""
    function: str | None = None
    """The function that the line calls; None without one."""
