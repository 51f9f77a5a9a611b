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
    def behind(cls, text: str, dimensions: Dimensions) -> tuple[str, tuple[str, Cursor] | None]:
        """Split `254:l1_delta[2,1]` into `254:l1_delta` and the cell, if one is named.

        One index is enough for a single row or column, as in `l2[3]`. A cell of data is at no
        step, so that nothing is left of `y[0,0]`. Raises ValueError.
        """
        match = re.fullmatch(r"(.*?)\b([a-zA-Z]\w*) *\[([^\[\]]*)\] *", text.strip(), re.ASCII)
        if not match:
            return text, None
        before, name, index = match.groups()
        names = (*dimensions.script.names, "y")
        step = "" if name.lower() in ("x", "y") else name.lower()
        name = dimensions.script.roles.input if name.lower() == "x" else name
        name = {one.lower(): one for one in names}.get(name.lower(), name)
        if name in names and re.fullmatch(r" *\d+ *", index, re.ASCII):
            rows, columns = dimensions.shape(name)
            if 1 in (rows, columns):
                index = f"{index},0" if columns == 1 else f"0,{index}"
        found = cls.parse(f"{name}[{index}]", dimensions)
        return (before + step if step else before.rstrip(" :@")), found

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
