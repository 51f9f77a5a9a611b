"""Everything on the screen in ASCII, for terminals that show nothing else."""

from __future__ import annotations

import re
from functools import lru_cache

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

ASCII = {
    # Frames, bars and scrollbars.
    **dict.fromkeys("─╌┄╴╶━╸╺▔", "-"),
    **dict.fromkeys("│▏▎▍▌▋▊▉▐▕", "|"),
    **dict.fromkeys("╭╮╰╯┌┐└┘├┤┬┴┿", "+"),
    "═": "=",
    **dict.fromkeys("║╔╗╚╝", "#"),
    **dict.fromkeys("▁▂▃", "_"),
    **dict.fromkeys("▄▅▆▇▀", "#"),
    # Curves, and shades from dark to bright.
    **dict.fromkeys(map(chr, range(0x2801, 0x2900)), "#"),
    "\u2800": " ",
    **dict(zip("░▒▓█", ":=%@", strict=True)),
    # Marks. Those that may stand beside each other stay different from each other.
    **dict(zip("►◄▸•◦±▴▾", "><>*,+^v", strict=True)),
    **dict(zip("○●◇◆┼", "oOxX+", strict=True)),
    **dict(zip("↑↓←→↕↔‹›▲▼▶", "^v<>|~<>^v>", strict=True)),
    # Text.
    **dict(zip("×·≈…–—−“”‘’\u00a0", "x.~_---\"\"'' ", strict=True)),
    **dict(zip("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789", strict=True)),
    "✓": "+",
    "🔎": "> ",
}
"""What stands for a character, in as many cells."""

_RANGE = re.compile(r"(?<=\d)…(?=[-\d])")
_BETWEEN = re.compile(r"(?<=[^\s·]) · (?=[^\s·])")
_POWER = re.compile(r"10(?=[⁻⁰¹²³⁴⁵⁶⁷⁸⁹])")


class Ascii(LineFilter):
    """Puts ASCII, cell for cell, in the place of every other character."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments in ASCII."""
        return [
            segment if segment.text.isascii() else Segment(plain(segment.text), *segment[1:])
            for segment in segments
        ]


@lru_cache(4096)
def plain(text: str) -> str:
    """Return a text in ASCII of the same width; what has no likeness in it becomes `?`.

    Powers of ten, `×10⁻³`, become `x1e-3`, ranges, `0…1`, `0:1`, and what stands between words
    is no dot, which is how a number that is not there yet is shown.
    """
    prepared = _BETWEEN.sub(" | ", _RANGE.sub(":", _POWER.sub("1e", text)))
    likeness = "".join(
        char if char.isascii() else ASCII.get(char, "?" * cell_len(char)) for char in prepared
    )
    width = cell_len(text)  # that of a character may depend on the one before it
    return likeness.ljust(width)[:width]
