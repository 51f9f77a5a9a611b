"""The screen in ASCII, for terminals that show nothing else."""

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
    # Marks. Those that may stand side by side stay different.
    **dict(zip("►◄•°±≠", "><*,+!", strict=True)),
    **dict(zip("○●◊◆┼", "oOxX+", strict=True)),
    **dict(zip("↑↓←→↕↔‹›▲▼▶", "^v<>|~<>^v>", strict=True)),
    # Text.
    **dict(zip("×·≈…–—−“”‘’\u00a0", "x.~_---\"\"'' ", strict=True)),
    **dict(zip("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789", strict=True)),
    "✓": "+",
    "🔎": "> ",
}
"""The replacement of each character, of the same width."""

_RANGE = re.compile(r"(?<=\d)…(?=[-\d])")
_BETWEEN = re.compile(r"(?<=[^\s·]) · (?=[^\s·])")
_POWER = re.compile(r"10(?=[⁻⁰¹²³⁴⁵⁶⁷⁸⁹])")


class Ascii(LineFilter):
    """Replaces all other characters by ASCII, cell for cell."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [
            segment if segment.text.isascii() else Segment(to_ascii(segment.text), *segment[1:])
            for segment in segments
        ]


@lru_cache(4096)
def to_ascii(text: str) -> str:
    """Return a text in ASCII of the same width; a character without a replacement becomes `?`.

    `×10⁻³` becomes `x1e-3` and `0…1` becomes `0:1`. A dot between words becomes a bar, as a dot
    of its own stands for a number that is not known yet.
    """
    prepared = _BETWEEN.sub(" | ", _RANGE.sub(":", _POWER.sub("1e", text)))
    replaced = "".join(
        char if char.isascii() else ASCII.get(char, "?" * cell_len(char)) for char in prepared
    )
    width = cell_len(text)  # it may be less than the sum over its characters
    return replaced.ljust(width)[:width]
