"""Where a script opens, and beside what."""

from __future__ import annotations

from typing import NamedTuple

from tinynet_tui.engine.plan import Choice


class Opening(NamedTuple):
    """A position, or where something first comes true."""

    at: str | None = None
    """As it is typed; None for the start."""
    until: str = ""
    """A condition, instead of a position."""
    play: bool = False
    """True to play from there."""
    beside: Choice | None = None
    """The settings of another run, to be a past run."""
