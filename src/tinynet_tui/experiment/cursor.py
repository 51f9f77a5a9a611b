"""The cursor through the network, and the cell of each variable that it crosses."""

from __future__ import annotations

import re
from typing import NamedTuple

from tinynet_tui.network.dimensions import Dimensions


class Cursor(NamedTuple):
    """One example, one input, one hidden and one output neuron, all counted from 0."""

    example: int = 0
    input: int = 0
    hidden: int = 0
    output: int = 0

    def cell(self, name: str, dimensions: Dimensions) -> tuple[int, int]:
        """Return the row and column at which the cursor crosses a variable."""
        row, column = (getattr(self, index) for index in dimensions.axes(name))
        return row, column

    def through(self, name: str, cell: tuple[int, int], dimensions: Dimensions) -> Cursor:
        """Return the cursor moved so that it crosses the variable in that cell."""
        return self._replace(**dict(zip(dimensions.axes(name), cell, strict=True)))

    @classmethod
    def parse(cls, text: str, dimensions: Dimensions) -> tuple[str, Cursor]:
        """Read a cell such as `l1_error[2,0]`; return its variable and a cursor through it.

        Raises ValueError.
        """
        match = re.fullmatch(r"\s*(\w+)\s*\[\s*(\d{1,9})\s*,\s*(\d{1,9})\s*\]\s*", text, re.ASCII)
        if not match:
            raise ValueError(f"{text!r} is not a cell, such as {dimensions.script.error}[0,0]")
        name, cell = match[1], (int(match[2]), int(match[3]))
        known = (*dimensions.script.names, "y")
        if name not in known:
            raise ValueError(f"{name!r} is not a variable; the variables are {' '.join(known)}")
        dimensions.check_cell(name, cell)
        return name, cls().through(name, cell, dimensions)
