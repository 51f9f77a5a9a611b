"""A cell of a built-in script, explained by the rules as one of any other script."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from tinynet_tui.engine.values import Value
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.network.array import Array
from tinynet_tui.network.script import Script
from tinynet_tui.network.step import Step
from tinynet_tui.training.edit_schedule import Iteration

from .called import Cell, reference
from .explained import Explanation
from .line import Line
from .rounding import plain
from .rules.assigned import Source
from .rules.described import Described
from .rules.lookup import Subject, looked_up
from .rules.script import ScriptText, taken_apart


class Task(NamedTuple):
    """A cell to explain, with the step and the iteration that assigned it."""

    experiment: Experiment
    step: Step
    iteration: Iteration
    cell: Cell
    terms: int | None = None
    """How many terms of a sum to write at most; None for all."""

    def array(self, name: str) -> Array:
        """Return an operand as the step read it."""
        return self.iteration.operand(name, self.step.name)

    @property
    def outcome(self) -> float:
        """The value that the step assigned to the cell."""
        return float(self.iteration.values[self.step.name][self.cell])

    @property
    def ref(self) -> str:
        return reference(self.step.name, self.cell)


def assigned(task: Task, remarks: tuple[str, ...] = ()) -> Explanation:
    """Explain a cell that a step has assigned, with more `remarks` among the notes.

    Where the rules do not come to NumPy's number, as with numbers that are not finite, only that
    number is shown.
    """
    script, name = task.experiment.script, task.step.name
    text, numbers, known = _known(script)
    result = task.iteration.values[name]
    before = {one: _value(task.array(one)) for one in task.step.operands if one in known.axes}
    rate = task.experiment.alpha
    before["alpha"] = Value("number", task.experiment.alpha_text, array=np.asarray(rate))
    after = {**before, name: _value(result)}
    source = Source(numbers[name], before, after, known.with_remarks(remarks), sampled=False)
    found = looked_up(text, source, Subject(name, name, task.cell), after[name])
    told = None if found is None else found.lines(task.terms, in_full=False)
    if told is None:
        lines = Line("formula", task.step.source), Line("result", task.ref, plain(task.outcome))
        return Explanation(task.ref, lines)
    return told


@lru_cache(maxsize=4)
def _known(script: Script) -> tuple[ScriptText, Mapping[str, int], Described]:
    """Return a script's text, the number of the step that assigns each variable, and the roles."""
    text = taken_apart(script.source, script.statements, script.loop)
    roles, numbers = script.roles, {name: at for at, name in enumerate(script.names)}
    back = {step.name for step in script.steps if step.way != "forward"}
    inputs = [roles.data(roles.input), roles.input]
    layers = {name: f"layer {at}" for at, name in enumerate(roles.layers)}
    known = Described(script.axes, frozenset(script.weights), frozenset(back), inputs, layers)
    return text, numbers, known


def _value(array: Array) -> Value:
    return Value("array", "", array.shape, "<f8", array)
