"""From values to levels of a map: their colours, or shades where a cell has no colours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from tinynet_tui.network.array import Array
from tinynet_tui.ui.canvas.canvas import Row, Span

from .marks import Mark

SHADES = " ·░▒▓█?"
"""From 0 to 1 if cells have no colours of their own; the middle is between `░` and `▒`."""
SHADE_CUTS = (0.1, 0.3, 0.5, 0.7, 0.9)
COLOUR_CUTS = (0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9)
"""Few steps, so that few cells change from one Frame to the next."""
COLOURS = len(COLOUR_CUTS) + 1
SIGNS = "=- +#?"
"""From the most negative part of a sum to the most positive; in the middle it is nearly 0."""
SIGN_CUTS = (-0.4, -0.05, 0.05, 0.4)
"""Shares of the largest part; so are these."""
PART_CUTS = (-0.75, -0.5, -0.25, -0.05, 0.05, 0.25, 0.5, 0.75)
NEUTRAL = "none"
"""The name of the colour of nearly 0."""


@dataclass(frozen=True)
class Ramp:
    """The levels of a map, from low to high; after the last comes `?` for what is no number."""

    cuts: tuple[float, ...]
    """Where one colour ends and the next begins."""
    colours: tuple[str, ...]
    """The names of the colours."""
    shade_cuts: tuple[float, ...]
    shades: str
    """A character for each level without colours, and `?`."""

    def rows(self, values: Array, *, coloured: bool) -> list[list[list[int]]]:
        """Return the levels of the upper and the lower pixel in each cell, row by row.

        With colours, `values` has two rows for each row of cells, else one.
        """
        cuts, pixels = (self.cuts, 2) if coloured else (self.shade_cuts, 1)
        levels = np.where(np.isnan(values), len(cuts) + 1, np.digitize(values, cuts))
        both: list[list[list[int]]]
        both = np.stack((levels[::pixels], levels[pixels - 1 :: pixels]), axis=2).tolist()
        return both

    def row(
        self, cells: Sequence[Sequence[int]], marks: Mapping[int, Mark], *, coloured: bool
    ) -> Row:
        """Return a row of cells, each with two levels, and the marks in some of its columns."""
        spans: list[Span] = []
        begin = 0
        for x in [*sorted(marks), len(cells)]:
            for (upper, lower), same in groupby(cells[begin:x]):
                count = len(list(same))
                if coloured:
                    spans.append(self._pixels(upper, lower, count))
                else:
                    spans.append(self._shade(upper, count))
            if x < len(cells):
                spans.append(self._mark(marks[x], cells[x][0], coloured=coloured))
            begin = x + 1
        return tuple(spans)

    def _shade(self, level: int, count: int) -> Span:
        side = "shade+low" if level < len(self.shades) // 2 else "shade+high"
        character = self.shades[level]
        return character * count, "alert" if character == "?" else side

    def _pixels(self, upper: int, lower: int, count: int) -> Span:
        if len(self.colours) in (upper, lower):
            return "?" * count, "alert"
        names = f"{self.colours[upper]}+{self.colours[lower]}"
        return (" " if upper == lower else "▀") * count, f"map+{names}"

    def _mark(self, mark: Mark, level: int, *, coloured: bool) -> Span:
        chosen = "+reverse" if mark.chosen else ""
        if not coloured or level == len(self.colours):
            return mark.glyph, f"strong{chosen}"
        return mark.glyph, f"ink+{self.colours[level]}{chosen}"


OUTPUTS = Ramp(COLOUR_CUTS, tuple(map(str, range(COLOURS))), SHADE_CUTS, SHADES)
"""What a neuron puts out, from 0 to 1."""
PARTS = Ramp(PART_CUTS, (*OUTPUTS.colours[:4], NEUTRAL, *OUTPUTS.colours[4:]), SIGN_CUTS, SIGNS)
"""Parts of a sum, as shares of the largest."""
