"""Terminals with sixteen colours or none, and users who want none."""

from __future__ import annotations

import os
from functools import lru_cache

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

FEW = {True: "ansi-dark", False: "ansi-light"}
"""The themes that do with the terminal's own sixteen colours: dark, and light."""
BLACK = 0


def has_colours(system: str | None) -> bool:
    """Whether the terminal has colours, and its user wants them.

    `system` is what Rich takes it for: "standard" are eight or sixteen, a VT100 among them.
    """
    if os.environ.get("NO_COLOR"):
        return False
    return system != "standard" or _is_coloured(os.environ.get("TERM", ""))


def _is_coloured(kind: str) -> bool:
    """Ask the system's list of terminals; one that is not in it may have colours."""
    import curses

    try:
        curses.setupterm(kind, 1)
    except curses.error:
        return True
    return curses.tigetnum("colors") > 0


class Colourless(LineFilter):
    """Takes all colours away: what has a background of its own is shown in reverse."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments without colours."""
        return [
            Segment(text, style and colourless(style), control) for text, style, control in segments
        ]


@lru_cache(1024)
def colourless(style: Style) -> Style:
    """Return a style without its colours; what it says of the mouse stays."""
    plain = style.without_color + Style.from_meta(style.meta)
    return plain + Style(reverse=True) if _stands_out(style.bgcolor) else plain


def _stands_out(colour: RichColor | None) -> bool:
    return colour is not None and not colour.is_default and colour.number != BLACK
