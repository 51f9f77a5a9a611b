"""Labels: what the rows and columns in the panes of numbers stand for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum
from functools import lru_cache

from rich.cells import cell_len

from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.explain.called import brief
from tinynet_tui.explain.notes import ones
from tinynet_tui.ui.canvas.canvas import Span

from .blocks import Placed


class Length(IntEnum):
    """How long labels are."""

    NONE = 0
    SHORT = 1
    """`h2`"""
    FULL = 2
    """`hidden 2`, or a name from the data"""


MOST = 12
"""The most characters of a name."""
TARGET = "target"
"""What the outputs of the data are called: the axis `output` has the network's too."""

NAMED = ("input", "output", TARGET)
"""The axes along which data can have names."""


def labels(axis: str, shown: Iterable[int], experiment: Experiment, length: Length) -> list[str]:
    """Return what these indices along an axis are called."""
    held_back = set(experiment.split.test.tolist()) if axis == "example" else ()
    if length == Length.SHORT:
        return [f"{'T' if index in held_back else axis[0]}{index}" for index in shown]
    if held_back:
        return [f"{'test' if index in held_back else axis} {index}" for index in shown]
    bias = _bias(experiment) if axis == "input" else None
    column = "output" if axis == TARGET else axis
    names = ((index, brief(column, index, experiment.dataset, MOST)) for index in shown)
    return [name or ("bias" if index == bias else f"{axis} {index}") for index, name in names]


def has_names(axis: str, experiment: Experiment) -> bool:
    """True when the data name an axis."""
    return axis in NAMED and bool(experiment.dataset.columns)


def longest(axis: str, experiment: Experiment, length: Length) -> int:
    """Return the width of the longest label along an axis, visible or not."""
    count = experiment.dimensions.sizes["output" if axis == TARGET else axis]
    first = 0 if has_names(axis, experiment) else max(0, count - 2)
    shown = range(first, count)  # the very last may be the bias, which is shorter
    return max(map(cell_len, labels(axis, shown, experiment, length)))


def gutter(axis: str, experiment: Experiment, length: Length) -> int:
    """Return the width of the labels of rows, with the blanks after them."""
    return longest(axis, experiment, length) + length if length else 0


def heads(placed: Sequence[Placed], experiment: Experiment) -> tuple[Span, ...]:
    """Return the labels of the visible columns, each ending where its numbers end."""
    axes = [_columns(one.block.name, experiment) for one in placed]
    for length in (Length.FULL, Length.SHORT):
        widths = [longest(axis, experiment, length) for axis in axes]
        if all(_fits(width, one) for width, one in zip(widths, placed, strict=True)):
            break
    else:
        return ()
    text = ""
    for axis, one in zip(axes, placed, strict=True):
        first = one.left + one.scale.width
        for number, name in enumerate(labels(axis, one.columns, experiment, length)):
            end = first + number * one.pitch
            text += " " * (end - cell_len(text) - cell_len(name)) + name
    return ((text, "muted"),)


def _columns(name: str, experiment: Experiment) -> str:
    """Return what the columns of a variable are."""
    return TARGET if name == "y" else experiment.dimensions.axes(name)[1]


def _fits(width: int, placed: Placed) -> bool:
    """True when labels of a width fit above each of the numbers."""
    return width < placed.pitch and width <= placed.left + placed.scale.width


def _bias(experiment: Experiment) -> int | None:
    """Return the input that is 1 in every example, whose weights are biases, or None."""
    edited = frozenset(edit.cell[1] for edit in experiment.edits if edit.name == "X")
    return _ones(experiment.dataset, edited)


@lru_cache(4)
def _ones(dataset: Dataset, edited: frozenset[int]) -> int | None:
    """Cached: it looks through all the data."""
    column = ones(dataset.X)
    return None if column in edited else column
