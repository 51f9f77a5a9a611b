"""The arithmetic of one cell, line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, localcontext
from typing import NamedTuple

import numpy as np

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.network.activations import FUNCTIONS, Function
from tinynet_tui.network.array import Array
from tinynet_tui.network.roles import Kind
from tinynet_tui.network.step import Step
from tinynet_tui.training.edit_schedule import Iteration

from .called import NOUNS
from .dot_product import Products
from .line import Line
from .rounding import (
    EXACT,
    FEWEST,
    Form,
    Sheet,
    Shown,
    fine_enough,
    magnitude,
    plain,
    product,
    total,
    with_fewest_digits,
)

Cell = tuple[int, int]


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
    def function(self) -> Function | None:
        """The function that the step calls; None if it calls no known one."""
        return FUNCTIONS.get(self.step.function or "")

    @property
    def outcome(self) -> float:
        """The value that the step assigned to the cell."""
        return float(self.iteration.values[self.step.name][self.cell])

    @property
    def weighted_sum(self) -> float:
        """The sum of the cell's products, in a step with a matrix product."""
        with np.errstate(all="ignore"):
            return factors(self).total

    @property
    def ref(self) -> str:
        return reference(self.step.name, self.cell)


def reference(name: str, cell: Cell) -> str:
    """Return a cell's name, `l1_error[2,0]`."""
    return f"{name}[{cell[0]},{cell[1]}]"


def arithmetic(task: Task) -> list[Line]:
    """Return the lines of the calculation, with the fewest digits that let it be recomputed."""
    kind = task.experiment.script.roles.kind(task.step)
    if kind == "data":
        return [Line("result", task.ref, plain(task.outcome))]
    write = WRITERS[kind]
    with np.errstate(all="ignore"):
        return with_fewest_digits(lambda sheet: list(write(task, sheet)))


def _forward(task: Task, sheet: Sheet) -> Iterator[Line]:
    products = factors(task)
    by_hand = yield from products.lines(sheet, task.terms, FEWEST)
    form = products.form(sheet.finer_sums, FEWEST)
    x = sheet.derived(products.total, by_hand, form)
    yield Line("sum", f"x = their {products.noun}", x.text)
    outcome, name, function = task.outcome, task.step.function, task.function
    if function is None:
        yield Line("result", f"{task.ref} = {name}(x)", plain(outcome))
        return
    result = sheet.derived(
        outcome, computed_by_hand(function, x.value), Form.of(outcome), function.sign
    )
    yield Line("result", f"{task.ref} {sheet.equals} {name}(x)", result.text)


def _compare(task: Task, sheet: Sheet) -> Iterator[Line]:
    target, layer = task.step.operands
    y = sheet.operand(float(task.array(target)[task.cell]), "")
    output = sheet.operand(float(task.array(layer)[task.cell]), "")
    result = sheet.derived(
        task.outcome, total([y.value, product(Decimal(-1), output.value)]), Form.of(task.outcome)
    )
    yield Line("term", f"  {reference(target, task.cell)}", y.text, given=True)
    yield Line("term", f"- {reference(layer, task.cell)}", output.text, given=True)
    yield _result(task, sheet, result)


def _delta(task: Task, sheet: Sheet) -> Iterator[Line]:
    error, layer = task.step.operands
    name, function, outcome = task.step.function, task.function, task.outcome
    output = float(task.array(layer)[task.cell])
    l, e = sheet.operand(output, ""), sheet.operand(float(task.array(error)[task.cell]))  # noqa: E741
    yield Line("sum", f"l = {reference(layer, task.cell)}", l.text, given=True)
    yield Line("term", f"  {reference(error, task.cell)}", e.text, given=True)
    if function is None:
        yield Line("result", f"{task.ref}, × {name}(l)", plain(outcome))
        return
    slope = float(function.compute(np.array(output)))
    form = Form.of(slope, sheet.finer_sums)
    shown = sheet.derived(slope, computed_by_hand(function, l.value), form, function.sign)
    result = sheet.derived(outcome, product(e.value, shown.value), Form.of(outcome))
    yield Line("term", f"× {name} = {function.formula}", shown.text)
    yield _result(task, sheet, result)


def _error(task: Task, sheet: Sheet) -> Iterator[Line]:
    by_hand = yield from factors(task).lines(sheet, task.terms)
    yield _result(task, sheet, sheet.derived(task.outcome, by_hand, Form.of(task.outcome)))


def _update(task: Task, sheet: Sheet) -> Iterator[Line]:
    products, alpha, outcome = factors(task), task.experiment.alpha, task.outcome
    difference = alpha * products.total
    fine = fine_enough(outcome, difference)
    enough = fine.place + max(0, magnitude(alpha))
    by_hand = yield from products.lines(sheet, task.terms, enough)
    largest = alpha * products.largest
    form = Form.of(difference, sheet.finer_sums, largest=largest, enough=fine.place)
    rate = task.experiment.alpha_text
    step = sheet.derived(difference, product(Decimal(rate), by_hand), form)
    yield Line("sum", f"their {products.noun} × alpha {rate}", step.text)
    before = sheet.operand(float(task.array(task.step.name)[task.cell]))
    yield Line("sum", f"+ {task.ref} before", before.text, given=True)
    result = sheet.derived(outcome, total([before.value, step.value]), fine)
    yield Line("result", f"{sheet.equals} {task.ref} now", result.text)


WRITERS: Mapping[Kind, Callable[[Task, Sheet], Iterator[Line]]] = {
    "layer": _forward,
    "difference": _compare,
    "delta": _delta,
    "error": _error,
    "update": _update,
}


def computed_by_hand(function: Function, x: Decimal) -> Decimal:
    """Compute a function as a calculator with enough digits would."""
    with localcontext(EXACT):
        return function.by_hand(x)


def _result(task: Task, sheet: Sheet, result: Shown) -> Line:
    return Line("result", f"{sheet.equals} {task.ref}", result.text)


def factors(task: Task) -> Products:
    """Return the two vectors whose product the step computes for the task's cell, with their names.

    In a layer the product is the weighted sum, in an error the cell itself, and in an update the
    cell's gradient with its sign reversed.
    """
    (row, column), operands, script = task.cell, task.step.operands, task.experiment.script
    match script.roles.kind(task.step):
        case "layer":
            layer, weights = operands
            axis = script.axes[weights][0]
            index = axis[0]
            left, right = f"{layer}[{row},{index}]", f"{weights}[{index},{column}]"
            a, b = task.array(layer)[row], task.array(weights)[:, column]
            return Products(index, NOUNS.get(axis, axis), left, a, right, b, sign="")
        case "error":
            delta, weights = operands
            left, right = f"{delta}[{row},k]", f"{weights}[{column},k]"
            axis = script.axes[weights][1]
            a, b = task.array(delta)[row], task.array(weights)[column]
            return Products("k", NOUNS.get(axis, axis), left, a, right, b)
    _, _, layer, delta = operands
    left, right = f"{layer}[e,{row}]", f"{delta}[e,{column}]"
    a, b = task.array(layer)[:, row], task.array(delta)[:, column]
    return Products("e", "example", left, a, right, b, sign="")
