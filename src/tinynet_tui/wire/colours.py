"""Colours for terminals that have only sixteen or none, and for users who want none."""

from __future__ import annotations

import os
from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

THEMES = {True: "textual-dark", False: "textual-light"}
"""Textual's own themes, by whether they are dark."""
ANSI_THEMES = {True: "ansi-dark", False: "ansi-light"}
"""The themes in the terminal's own sixteen colours, by whether they are dark."""
BLACK = 0


def has_colours(system: str | None) -> bool:
    """True when the terminal has colours and its user wants them.

    `system` is Rich's name for its colours. Rich calls even a VT100 "standard", so the system's
    list of terminals decides; a terminal that is not listed may have colours.
    """
    if os.environ.get("NO_COLOR"):
        return False
    if system != "standard":
        return True
    try:
        import curses
    except ImportError:  # on Windows
        return True
    try:
        curses.setupterm(os.environ.get("TERM", ""), 1)
    except curses.error:
        return True
    return curses.tigetnum("colors") > 0


class Colourless(LineFilter):
    """Removes all colours; text on a background of its own is shown in reverse."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [
            Segment(text, style and colourless(style), control) for text, style, control in segments
        ]


@lru_cache(1024)
def colourless(style: Style) -> Style:
    """Return a style without its colours; its mouse actions stay."""
    plain = style.without_color + Style.from_meta(style.meta)
    background = style.bgcolor
    if background is None or background.is_default or background.number == BLACK:
        return plain
    return plain + Style(reverse=True)
