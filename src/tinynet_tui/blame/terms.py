"""What mattered most in the arithmetic of a number of the built-in network."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from tinynet_tui.experiment.edits import Edit
from tinynet_tui.explain.assigned import Task
from tinynet_tui.explain.operands import part_read
from tinynet_tui.network.activations import slope
from tinynet_tui.network.array import Array
from tinynet_tui.timeline.snapshot import Snapshot

from .hop import Hop, Place, ends
from .most import largest
from .words import moved_verb, of_example, of_formula, of_sum, of_x, reference, written

Cell = tuple[int, int]
Side = Callable[[int], tuple[str, Cell]]
"""The number on one side of a product, by the number of the product."""


def hop(
    snapshot: Snapshot,
    name: str,
    cell: Cell,
    *,
    at_update: bool = False,
    goes_back: bool = False,
) -> Hop | None:
    """Return a hop to what mattered most for a number; None if that is in a weight's history.

    `at_update` goes from a weight into the sum that has moved it. `goes_back` follows
    back-propagation: from an error to the delta, and no further than to the error of an output.
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
            task = Task(experiment, script.step(name), value.origin, cell)
            return _computed(task, goes_back=goes_back)
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
    moved = f": that {moved_verb(change)} it most, {written(change)}" if change else ""
    return Hop(words + moved, Place(name, cell, *edit.at))


def _computed(task: Task, *, goes_back: bool) -> Hop:
    """Return a hop from a number that each iteration computes."""
    step, (row, column), ref = task.step, task.cell, task.ref
    one, other = step.operands
    match task.experiment.script.roles.kind(step):
        case "layer":
            return _of_products(task, lambda at: (one, (row, at)), lambda at: (other, (at, column)))
        case "error":
            return _of_products(
                task,
                lambda at: (one, (row, at)),
                lambda at: (other, (column, at)),
                goes_back=goes_back,
            )
        case "difference":
            values = [float(task.array(name)[task.cell]) for name in step.operands]
            refs = [reference(name, task.cell) for name in step.operands]
            numbers = " - ".join(written(value, sign="") for value in values)
            words = of_formula(ref, " - ".join(refs), numbers, task.outcome)
            if goes_back:
                return ends(words)
            larger = step.operands[largest(np.array(values))]
            return Hop(words, _place(task, larger, task.cell))
        case _:
            factors = [
                float(task.array(one)[task.cell]),
                float(slope(task.array(other))[task.cell]),
            ]
            text = f"{reference(one, task.cell)} × {step.function}({reference(other, task.cell)})"
            numbers = " × ".join(written(value, sign="") for value in factors)
            words = of_formula(ref, text, numbers, task.outcome)
            return Hop(words, _place(task, one, task.cell), goes_back=goes_back)


def _of_products(task: Task, left: Side, right: Side, *, goes_back: bool = False) -> Hop:
    """Return a hop from a sum of products to the weight in the largest, or back to the delta."""
    products, step, ref = _products(task), task.step, task.ref
    at = largest(products)
    (one, cell), (weights, there) = left(at), right(at)
    term = f"{reference(one, cell)} × {reference(weights, there)}"
    place = Place(weights, there, task.iteration.number, step.number)
    if goes_back:
        place = _place(task, one, cell)
    value, total = float(products[at]), float(products.sum())
    if step.function:
        return Hop(of_x(ref, step.function, term, value, total), place)
    if len(products) > 1:
        return Hop(of_sum(ref, term, value, total), place, goes_back=goes_back)
    factors = (task.array(one)[cell], task.array(weights)[there])
    numbers = " × ".join(written(float(factor), sign="") for factor in factors)
    return Hop(of_formula(ref, term, numbers, total), place, goes_back=goes_back)


def _example(task: Task) -> Hop:
    """Return a hop from an update into its sum over the examples."""
    (row, column), alpha = task.cell, task.experiment.alpha
    _, _, layer, delta = task.step.operands
    with np.errstate(all="ignore"):
        terms = _products(task, alpha)
        total = float(terms.sum())
        at = largest(terms, total)
    rate = "" if alpha == 1 else f"{task.experiment.alpha_text} × "
    term = f"{rate}{reference(layer, (at, row))} × {reference(delta, (at, column))}"
    words = of_example(at, term, float(terms[at]), total)
    return Hop(words, _place(task, delta, (at, column)), goes_back=True)


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
