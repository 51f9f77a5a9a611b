"""The cursor through the network, and where it crosses each variable."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # it knows threads
    from .experiment import Experiment


class Thread(NamedTuple):
    """The cursor: one example, one input, one hidden and one output neuron, all from 0."""

    example: int = 0
    input: int = 0
    hidden: int = 0
    output: int = 0

    def cell(self, name: str, experiment: Experiment) -> tuple[int, int]:
        """Return the row and column at which the thread crosses a variable."""
        row, column = (getattr(self, index) for index in axes(name, experiment))
        return row, column

    def through(self, name: str, cell: tuple[int, int], experiment: Experiment) -> Thread:
        """Return the thread moved so that it crosses the variable in that cell."""
        return self._replace(**dict(zip(axes(name, experiment), cell, strict=True)))

    @classmethod
    def parse(cls, text: str, experiment: Experiment) -> tuple[str, Thread]:
        """Read a cell, `l1_error[2,0]`: its variable and a thread through it.

        Raises ValueError that says what is wrong.
        """
        match = re.fullmatch(r"\s*(\w+)\s*\[\s*(\d{1,9})\s*,\s*(\d{1,9})\s*\]\s*", text, re.ASCII)
        if not match:
            raise ValueError(f"{text!r} is not a cell, such as {experiment.script.error}[0,0]")
        name, cell = match[1], (int(match[2]), int(match[3]))
        known = (*experiment.script.names, "y")
        if name not in known:
            raise ValueError(f"{name!r} is not a variable: {' '.join(known)}")
        rows, columns = shape(name, experiment)
        if cell[0] >= rows or cell[1] >= columns:
            raise ValueError(f"{name} has {rows} rows and {columns} columns, counted from 0")
        return name, cls().through(name, cell, experiment)


def has_cell(experiment: Experiment, name: str, cell: tuple[int, int]) -> bool:
    """Whether an experiment has such a variable, with this row and column."""
    if name not in (*experiment.script.names, "X", "y"):
        return False
    rows, columns = shape(name, experiment)
    return cell[0] < rows and cell[1] < columns


def axes(name: str, experiment: Experiment) -> tuple[str, str]:
    """Return which of the thread's indices run along a variable's rows and columns."""
    layers = ("input", "hidden", "output") if experiment.hidden else ("input", "output")
    if name == "X":
        return "example", "input"
    if name == "y":
        return "example", "output"
    if name.startswith("syn"):
        index = int(name[3:])
        return layers[index], layers[index + 1]
    return "example", layers[int(name[1])]


def shape(name: str, experiment: Experiment) -> tuple[int, int]:
    """Return a variable's rows and columns."""
    rows, columns = axes(name, experiment)
    return _count(rows, experiment), _count(columns, experiment)


def _count(axis: str, experiment: Experiment) -> int:
    match axis:
        case "example":
            return len(experiment.dataset.X)
        case "hidden":
            return experiment.hidden
        case _:
            return experiment.sizes[0 if axis == "input" else -1]
