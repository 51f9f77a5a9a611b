"""What stands around the landscape: the axes' names and numbers."""

from __future__ import annotations

import numpy as np

from tinynet_tui.explain.called import reference
from tinynet_tui.explain.decision_plane import Range
from tinynet_tui.explain.error_landscape import Weight
from tinynet_tui.network.dimensions import Dimensions

from .surface import Surface


def name(weight: Weight) -> str:
    """Return a weight's name, `syn0[2,0]`."""
    return reference(weight.synapse, weight.cell)


def longest_name(dimensions: Dimensions) -> int:
    """Return the length of the longest name of a weight."""
    synapses = {one: dimensions.shape(one) for one in dimensions.script.weights}
    return max(
        len(reference(one, (rows - 1, columns - 1))) for one, (rows, columns) in synapses.items()
    )


def scale_up(surface: Surface, width: int) -> list[str]:
    """Return what stands to the left of each row: the axis upwards."""
    up, rows = surface.canvas.up, surface.canvas.rows
    lines = [""] * rows
    if up is not None:
        middle = rows // 2
        if rows > 3:
            lines[middle - 1 : middle + 1] = [up, "↑"]
        lines[0], lines[-1] = f"{surface.up.high:g}", f"{surface.up.low:g}"
        zero = rows - 1 - _place_of_zero(surface.up, rows)
        if 0 <= zero < rows and not lines[zero]:
            lines[zero] = "0"
    return [f"{line:>{width - 1}.{width - 1}} " for line in lines]


def scale_across(surface: Surface) -> str:
    """Return the line below the picture: the axis to the right."""
    columns = surface.canvas.columns
    low, high = f"{surface.across.low:g}", f"{surface.across.high:g}"
    line = f"{low}{high:>{max(1, columns - len(low))}}"
    middle = f"{surface.canvas.across} →"
    zero = _place_of_zero(surface.across, columns)
    for text, at in ((middle, (columns - len(middle)) // 2), ("0", zero)):
        around = line[max(0, at - 2) : at + len(text) + 2]
        if at - 2 >= 0 and at + len(text) + 2 <= columns and around.isspace():
            line = line[:at] + text + line[at + len(text) :]
    return line[:columns].ljust(columns)


def _place_of_zero(range: Range, count: int) -> int:
    """Return the number of the part in which 0 lies, from low to high; -1 beyond."""
    if not range.low <= 0 <= range.high:
        return -1
    return int(range.part(np.array([0.0]), count)[0])
