"""What mattered most in the arithmetic of a number of the built-in network."""

from __future__ import annotations

import numpy as np

from tinynet_tui.experiment.edits import Edit
from tinynet_tui.explain.assigned import Task
from tinynet_tui.explain.operands import part_read
from tinynet_tui.network.array import Array
from tinynet_tui.network.step import Step
from tinynet_tui.timeline.snapshot import Snapshot
from tinynet_tui.training.edit_schedule import Iteration

from .hop import Hop, Place, ends, of_sum, reference, written
from .most import largest

Cell = tuple[int, int]


def hop(snapshot: Snapshot, name: str, cell: Cell, *, at_update: bool = False) -> Hop | None:
    """Return a hop to what mattered most for a number; None if that is in a weight's history.

    `at_update` goes from a weight into the sum that has moved it.
    """
    experiment, value = snapshot.experiment, snapshot.value(name)
    script, ref = experiment.script, reference(name, cell)
    if name == script.first_delta and experiment.is_test(cell[0]):
        return ends(f"{ref} is 0: a test example does not train")
    if value is None:
        return ends(f"{ref} is not computed yet")
    if name not in script.weights:
        if value.origin is None or script.roles.data(name) != name:
            return ends(f"{ref} is given by the data")
        with np.errstate(all="ignore"):
            return _computed(snapshot, script.step(name), value.origin, cell)
    edit = snapshot.edit_of(name, cell)
    if edit is not None and edit.value not in ("hold", "free"):
        return edited(snapshot, name, cell, edit)
    if at_update and value.origin is not None:
        return _example(Task(experiment, script.step(name), value.origin, cell))
    return None if updates(snapshot, name) else unmoved(ref)


def updates(snapshot: Snapshot, name: str) -> int:
    """Return how many updates have made a weight what it is."""
    iteration, step = snapshot.position
    return iteration + (step >= snapshot.experiment.script.step(name).number)


def unmoved(ref: str) -> Hop:
    """Return the end of the trail at a weight that is what it was at first."""
    return ends(f"{ref} was drawn at random, and nothing has moved it")


def edited(snapshot: Snapshot, name: str, cell: Cell, edit: Edit, change: float = 0.0) -> Hop:
    """Return a hop to the edit that gave a weight its value."""
    done = f"switched {edit.value}" if isinstance(edit.value, str) else "edited"
    words = f"{reference(name, cell)} was {done} at {edit.at.text(snapshot.experiment.script)}"
    if edit.at == snapshot.position:
        return ends(words)
    moved = f": that moved it most, {written(change)}" if change else ""
    return Hop(words + moved, Place(name, cell, *edit.at))


def _computed(snapshot: Snapshot, step: Step, origin: Iteration, cell: Cell) -> Hop:
    """Return a hop from a number that each iteration computes."""
    experiment = snapshot.experiment
    script, task = experiment.script, Task(experiment, step, origin, cell)
    (row, column), operands, ref = cell, step.operands, reference(step.name, cell)
    match script.roles.kind(step):
        case "layer":
            layer, weights = operands
            products = _products(task)
            at = largest(products)
            term = f"{reference(layer, (row, at))} × {reference(weights, (at, column))}"
            place = Place(weights, (at, column), origin.number, step.number)
        case "error":
            delta, weights = operands
            products = _products(task)
            at = largest(products)
            term = f"{reference(delta, (row, at))} × {reference(weights, (column, at))}"
            place = Place(weights, (column, at), origin.number, step.number)
        case "difference":
            values = np.array([1, -1]) * [task.array(name)[cell] for name in operands]
            at = largest(values)
            term = f"{'-' if at else ''}{reference(operands[at], cell)}"
            place = _place(task, operands[at], cell)
            return Hop(of_sum(ref, term, float(values[at]), task.outcome), place)
        case _:
            error, layer = operands
            slope = f"{step.function}({reference(layer, cell)})"
            part = written(float(task.array(error)[cell]))
            words = (
                f"{ref} is {reference(error, cell)} × {slope}: {written(task.outcome)}, from {part}"
            )
            return Hop(words, _place(task, error, cell))
    value, total = float(products[at]), float(products.sum())
    if len(products) == 1:
        return Hop(f"{ref} comes from one term, {term}: {written(total)}", place)
    return Hop(of_sum(ref, term, value, total), place)


def _example(task: Task) -> Hop:
    """Return a hop from an update into its sum over the examples."""
    (row, column), alpha = task.cell, task.experiment.alpha
    _, _, layer, delta = task.step.operands
    with np.errstate(all="ignore"):
        terms = _products(task, alpha)
        at = largest(terms)
        value, total = float(terms[at]), float(terms.sum())
    rate = "" if alpha == 1 else f"{task.experiment.alpha_text} × "
    term = f"{rate}{reference(layer, (at, row))} × {reference(delta, (at, column))}"
    words = f"example {at} gave most of it: {term}, {written(value)} of {written(total)}"
    return Hop(words, _place(task, delta, (at, column)))


def _products(task: Task, scale: float = 1.0) -> Array:
    """Return the terms of the sum that a cell is, or by which it is changed; scaled first."""
    sides = []
    for name in task.step.operands[-2:]:
        part, array = (
            part_read(task.experiment.script.roles, task.step, task.cell, name),
            task.array(name),
        )
        assert part is not None
        sides.append(array[:, part.column] if part.row is None else array[part.row])
    terms: Array = (scale * sides[0]) * sides[1]  # in the order of the script's line
    return terms


def _place(task: Task, name: str, cell: Cell) -> Place:
    """Return where an operand was computed; data is looked at where it was read."""
    script = task.experiment.script
    step = script.step(name) if name in script.names else task.step
    return Place(name, cell, task.iteration.number, step.number)
