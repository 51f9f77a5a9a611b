"""The arithmetic of one cell, step by step, written down line by line."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

import numpy as np

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.network.activations import sigmoid_by_hand
from tinynet_tui.network.array import Array
from tinynet_tui.network.script import Step
from tinynet_tui.training.edit_schedule import Iteration

from .dot_product import Products
from .line import Line
from .rounding import (
    FEWEST,
    Form,
    Sheet,
    Shown,
    magnitude,
    plain,
    product,
    total,
    with_fewest_digits,
)

Cell = tuple[int, int]


class Task(NamedTuple):
    """What is to be worked out: one cell of a step, in the iteration that assigned it."""

    experiment: Experiment
    step: Step
    iteration: Iteration
    cell: Cell
    terms: int | None = None
    """How many terms of a sum are written at most; None for all."""

    def array(self, name: str) -> Array:
        """Return an operand as the step read it."""
        return self.iteration.operand(name, self.step.name)

    @property
    def outcome(self) -> float:
        """What the step put into the cell."""
        return float(self.iteration.values[self.step.name][self.cell])

    @property
    def weighted_sum(self) -> float:
        """The sum of the cell's products, for a step that has a matrix product."""
        with np.errstate(all="ignore"):
            return factors(self).total

    @property
    def ref(self) -> str:
        """The cell's name."""
        return reference(self.step.name, self.cell)


def reference(name: str, cell: Cell) -> str:
    """Return a cell's name, `l1_error[2,0]`."""
    return f"{name}[{cell[0]},{cell[1]}]"


def arithmetic(task: Task) -> list[Line]:
    """Return the lines of a calculation, with the fewest digits with which it comes out."""
    match task.step.way, task.step.operands:
        case "forward", (source,):
            value = float(task.array(source)[task.cell])
            return [Line("result", task.ref, plain(value))]
        case "forward", _:
            write = _forward
        case "compare", _:
            write = _compare
        case "back-propagation", (_, layer) if not layer.startswith("syn"):
            write = _delta
        case "back-propagation", _:
            write = _error
        case _:
            write = _update
    with np.errstate(all="ignore"):
        return with_fewest_digits(lambda sheet: list(write(task, sheet)))


def _forward(task: Task, sheet: Sheet) -> Iterator[Line]:
    products = factors(task)
    by_hand = yield from products.lines(sheet, task.terms, FEWEST)
    form = products.form(sheet.finer_sums, FEWEST)
    x = sheet.derived(products.total, by_hand, form)
    yield Line("sum", f"x = their {products.noun}", x.text)
    outcome = task.outcome
    result = sheet.derived(outcome, sigmoid_by_hand(x.worth), Form.of(outcome), "")
    yield Line("result", f"{task.ref} {sheet.equals} sigmoid(x)", result.text)


def _compare(task: Task, sheet: Sheet) -> Iterator[Line]:
    target, layer = task.step.operands
    y = sheet.operand(float(task.array(target)[task.cell]), "")
    output = sheet.operand(float(task.array(layer)[task.cell]), "")
    result = sheet.derived(
        task.outcome, total([y.worth, product(Decimal(-1), output.worth)]), Form.of(task.outcome)
    )
    yield Line("term", f"  {reference(target, task.cell)}", y.text, given=True)
    yield Line("term", f"- {reference(layer, task.cell)}", output.text, given=True)
    yield _result(task, sheet, result)


def _delta(task: Task, sheet: Sheet) -> Iterator[Line]:
    error, layer = task.step.operands
    output = float(task.array(layer)[task.cell])
    l, e = sheet.operand(output, ""), sheet.operand(float(task.array(error)[task.cell]))  # noqa: E741
    slope = output * (1 - output)
    by_hand = product(l.worth, total([Decimal(1), product(Decimal(-1), l.worth)]))
    shown = sheet.derived(slope, by_hand, Form.of(slope, sheet.finer_sums), "")
    outcome = task.outcome
    result = sheet.derived(outcome, product(e.worth, shown.worth), Form.of(outcome))
    yield Line("sum", f"l = {reference(layer, task.cell)}", l.text, given=True)
    yield Line("term", f"  {reference(error, task.cell)}", e.text, given=True)
    yield Line("term", "× slope = l × (1 - l)", shown.text)
    yield _result(task, sheet, result)


def _error(task: Task, sheet: Sheet) -> Iterator[Line]:
    by_hand = yield from factors(task).lines(sheet, task.terms)
    yield _result(task, sheet, sheet.derived(task.outcome, by_hand, Form.of(task.outcome)))


def _update(task: Task, sheet: Sheet) -> Iterator[Line]:
    products, alpha, outcome = factors(task), task.experiment.alpha, task.outcome
    difference = alpha * products.total
    fine = _fine_enough(outcome, difference)
    enough = fine.place + max(0, magnitude(alpha))
    by_hand = yield from products.lines(sheet, task.terms, enough)
    largest = alpha * products.largest
    form = Form.of(difference, sheet.finer_sums, largest=largest, enough=fine.place)
    rate = task.experiment.alpha_text
    step = sheet.derived(difference, product(Decimal(rate), by_hand), form)
    yield Line("sum", f"their {products.noun} × alpha {rate}", step.text)
    before = sheet.operand(float(task.array(task.step.name)[task.cell]))
    yield Line("sum", f"+ {task.ref} before", before.text, given=True)
    result = sheet.derived(outcome, total([before.worth, step.worth]), fine)
    yield Line("result", f"{sheet.equals} {task.ref} now", result.text)


def _fine_enough(weight: float, step: float) -> Form:
    """Return a weight's form with decimals that show its step, seven at most."""
    form = Form.of(weight)
    if form.powers or not step:
        return form
    return Form(max(form.place, min(7, 1 - magnitude(step))))


def _result(task: Task, sheet: Sheet, result: Shown) -> Line:
    return Line("result", f"{sheet.equals} {task.ref}", result.text)


def factors(task: Task) -> Products:
    """Return both vectors of a cell of the step's matrix product, and their names."""
    (row, column), operands = task.cell, task.step.operands
    if task.step.way == "forward":
        layer, synapse = operands
        index = task.experiment.dimensions.axes(synapse)[0][0]
        left, right = f"{layer}[{row},{index}]", f"{synapse}[{index},{column}]"
        return Products(index, left, task.array(layer)[row], right, task.array(synapse)[:, column])
    if task.step.way == "back-propagation":
        delta, synapse = operands
        left, right = f"{delta}[{row},k]", f"{synapse}[{column},k]"
        return Products("k", left, task.array(delta)[row], right, task.array(synapse)[column])
    _, _, layer, delta = operands
    left, right = f"{layer}[e,{row}]", f"{delta}[e,{column}]"
    return Products("e", left, task.array(layer)[:, row], right, task.array(delta)[:, column])
