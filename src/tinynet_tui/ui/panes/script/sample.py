"""Which of its examples a script is at, where it takes them one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from tinynet_tui.engine.answers import Answer
from tinynet_tui.engine.values import Value

from .view import ScriptView


def present_example(view: ScriptView, answer: Answer) -> int | None:
    """Return the number of the example that the loop is at; None if that cannot be told.

    It is the row of the inputs that a variable holds. Of equal rows it is that which an index
    tells. Where no variable holds a row, the index with which the text takes one tells it.
    """
    frame, X = view.frame, answer.X
    if frame.plan is None:
        return None
    equal = {
        row
        for name in frame.plan.variables
        if name not in (answer.source, answer.targets)
        for row in _rows_of(frame.values.get(name), X)
    }
    if len(equal) == 1:
        return equal.pop()
    taken = {number for number in _indices(view, answer) if number < len(X)}
    found = equal & taken if equal else taken
    return found.pop() if len(found) == 1 else None


def _indices(view: ScriptView, answer: Answer) -> Iterator[int]:
    """Yield the numbers with which the loop's text takes a row of the inputs."""
    frame = view.frame
    assert frame.plan is not None
    rows = r":\s*,\s*" if answer.across else ""
    taken = rf"(?<![\w.]){re.escape(answer.source)}\[\s*{rows}(\w+)\s*[\],:]"
    for line in frame.lines[: max((one.end for one in frame.plan.steps), default=0)]:
        for index in re.findall(taken, line):
            yield from _whole(frame.values.get(index))


def _whole(value: Value | None) -> Iterator[int]:
    array = None if value is None else value.array
    if (
        array is not None
        and array.size == 1
        and array.dtype.kind in "iu"
        and int(array.item()) >= 0
    ):
        yield int(array.item())


def _rows_of(value: Value | None, X: np.ndarray) -> Iterator[int]:
    """Yield the examples whose inputs a value holds, and nothing else."""
    array = None if value is None or not value.whole else value.array
    if array is None or array.size != X.shape[1] or array.dtype.kind not in "biuf":
        return
    if array.size > 1 or array.ndim:
        yield from np.flatnonzero((array.ravel() == X).all(axis=1)).tolist()
