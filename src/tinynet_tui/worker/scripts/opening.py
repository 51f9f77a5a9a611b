"""Where a script opens."""

from __future__ import annotations

from typing import NamedTuple


class Opening(NamedTuple):
    """A position, or where something first comes true."""

    at: str | None = None
    """As it is typed; None for the start."""
    until: str = ""
    """A condition, instead of a position."""
    play: bool = False
    """True to play from there."""
