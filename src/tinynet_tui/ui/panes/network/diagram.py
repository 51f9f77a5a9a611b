"""The layout of the drawing's neurons: pure functions of a View and a size."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.ui.canvas.view import View

HEADING = 6
"""The least height with a row for headings."""


@dataclass(frozen=True)
class Column:
    """The visible range of one index, and the rows it is drawn in."""

    shown: range
    total: int
    rows: tuple[int, ...]

    @property
    def has_room(self) -> bool:
        """True when the row beneath each is free."""
        below = (*self.rows[1:], self.rows[-1] + 2)
        return all(after - row >= 2 for row, after in zip(self.rows, below, strict=True))


def column(origin: int, total: int, top: int, height: int) -> Column:
    """Spread `total` items over the rows from `top` on; if too many, only those from `origin`."""
    count = min(total, max(1, height))
    start = max(0, min(origin, total - count))
    rows = tuple(top + int((at + 0.5) * height / count) for at in range(count))
    return Column(range(start, start + count), total, rows)


@dataclass(frozen=True)
class Diagram:
    """The columns by the cursor's indices: example, input, hidden, output."""

    columns: Mapping[str, Column]
    height: int

    @classmethod
    def of(cls, view: View, height: int) -> Diagram:
        """Lay out what the view is scrolled to."""
        top = int(height >= HEADING)
        layers, sizes = view.experiment.script.roles.layers, view.experiment.dimensions.sizes
        indices = ("example", *(index_of(name, view.experiment) for name in layers))
        columns = {
            index: column(getattr(view.origin, index), sizes[index], top, height - top)
            for index in indices
        }
        return cls(columns, height)

    @property
    def has_heading(self) -> bool:
        """True when the first row is for headings."""
        return self.height >= HEADING


def index_of(layer: str, experiment: Experiment) -> str:
    """Return the cursor's index that counts a layer's neurons."""
    return experiment.dimensions.axes(layer)[1]


def stations(view: View) -> list[str]:
    """Return the variables the cursor visits from left to right: y, input, weights, layer, ..."""
    roles = view.experiment.script.roles
    names = ["y", roles.input]
    for synapse in roles.weights:
        names += [synapse, roles.target(synapse)]
    return names


def station_of(name: str, view: View) -> str:
    """Return the station that shows a variable: for an error or a delta, its layer."""
    return name if name in stations(view) else view.experiment.script.roles.layer_of(name)
