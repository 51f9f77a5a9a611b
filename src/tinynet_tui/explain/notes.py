"""The notes of an explanation: what a cell stands for, the shapes, answers to likely questions.

The rules say what is true of any script; here is what is true of a training run. Notes on edits
and first weights are in `explanation`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.network.array import Array

from .assigned import Task
from .called import called, of_training
from .line import Line
from .rules.described import row_text

if TYPE_CHECKING:
    from tinynet_tui.timeline.snapshot import Snapshot

Cell = tuple[int, int]


def about(snapshot: Snapshot, name: str, cell: Cell) -> Line:
    """Return a line that says what a cell's row and column stand for."""
    words = []
    for axis, index in zip(snapshot.experiment.dimensions.axes(name), cell, strict=True):
        if axis == "example":
            inputs = snapshot.current.start["X"][index]
            words.append(f"{called(axis, index, snapshot.experiment)} ({row_text(inputs)})")
        else:
            words.append(called(axis, index, snapshot.experiment))
    return Line("about", " · ".join(words))


def of_words(experiment: Experiment, column: int) -> Iterator[Line]:
    """Yield a note on the words that a target stands for, if its column had words."""
    outputs = 0
    for field in experiment.dataset.fields:
        if field.role == "target":
            outputs += field.width
            if column < outputs:
                if field.words:
                    yield Line("note", field.meaning)
                return


def ones(X: Array) -> int | None:
    """Return the first input that is 1 in every example, as for biases; None without one."""
    columns = (X == 1).all(axis=0).nonzero()[0]
    return int(columns[0]) if len(columns) else None


def remarks(task: Task, printed: float | None = None) -> Iterator[str]:
    """Yield what is to be said of a step of a training run, beyond what the rules say.

    `printed` is the iteration's mean absolute error; None to leave it out.
    """
    experiment = task.experiment
    kind = experiment.script.roles.kind(task.step)
    if kind == "difference":
        whose = of_training(experiment)
        if printed is not None:
            text = f"the mean of all |error|{whose}; the script prints it every 10,000 iterations"
            yield f"Error: {printed:.12g}, {text}"
        squares = f"half the sum of all squared errors{whose}"
        yield f"training minimises {squares}, not the mean |error|"
    elif kind == "update":
        if experiment.alpha == 1:
            yield "alpha, the learning rate, is 1; the video leaves it out"
        else:
            yield "alpha is the learning rate; in the video it is 1 and left out"
        noun = "product" if len(experiment.dataset.X) == 1 else "sum"
        yield f"their {noun} is minus the gradient: adding it goes downhill"
