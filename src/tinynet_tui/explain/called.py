"""What a cell is called, and an index along an axis, with the name of its column in the data."""

from __future__ import annotations

from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.experiment import Experiment

from .rules.described import noun

Cell = tuple[int, int]


def reference(name: str, cell: Cell) -> str:
    """Return a cell's name, `l1_error[2,0]`."""
    return f"{name}[{cell[0]},{cell[1]}]"


def called(axis: str, index: int, experiment: Experiment, most: int = 24) -> str:
    """Return `input 2` and the name of its column, if it has one, cut to `most` characters.

    An example that is held back is called `test example 2`.
    """
    if axis == "example":
        return experiment.example_words(index)
    name = brief(axis, index, experiment.dataset, most)
    return f"{noun(axis)} {index}" + (f" {name}" if name else "")


def brief(axis: str, index: int, data: Dataset, most: int) -> str:
    """Return a column's name cut to `most` characters; "" if it has none.

    It is cut at its end, or in its middle if another name begins with the same letters.
    """
    name = data.name_of(axis, index)
    if len(name) <= most:
        return name
    first, inputs = name[: most - 1], data.X.shape[1]
    names = data.columns[:inputs] if axis == "input" else data.columns[inputs:]
    if sum(other.startswith(first) for other in names) < 2 or most < 6:
        return f"{first}…"
    tail = most // 2
    return f"{name[: most - tail - 1]}…{name[len(name) - tail :]}"


def of_training(experiment: Experiment) -> str:
    """Return of which examples an error is, if not of all."""
    return " of the training examples" if experiment.test else ""
