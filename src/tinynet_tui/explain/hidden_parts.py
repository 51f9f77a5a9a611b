"""What each hidden neuron adds to an output: its own output times its weight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import NamedTuple

import numpy as np

from tinynet_tui.network.activations import FUNCTIONS, sign_of
from tinynet_tui.network.array import Array
from tinynet_tui.network.script import Script

from .dot_product import Products
from .rounding import (
    EXACT,
    FEWEST,
    LARGE,
    DoesNotFollowError,
    Form,
    Sheet,
    attempts,
    product,
    total,
)


@dataclass(frozen=True, eq=False)
class HiddenParts:
    """The way from the last hidden layer to one output, for a number of points."""

    outputs: Array
    """The hidden neurons' outputs, (points, hidden)."""
    weights: Array
    """Their weights to the output, (hidden,)."""
    sums: Array
    """The sums of the parts, (points,): what the output neuron gets."""
    predictions: Array
    """What the output neuron makes of them, (points,)."""

    @classmethod
    def of(
        cls, script: Script, inputs: Array, weights: Sequence[Array], output: int
    ) -> HiddenParts:
        """Run the script's forward steps on inputs, (points, inputs), for one of the outputs."""
        no_target = np.zeros((len(inputs), weights[-1].shape[1]))
        roles = script.roles
        with np.errstate(all="ignore"):
            values = script.compute(inputs, no_target, tuple(weights), 0.0, len(roles.layers))
            hidden = values[roles.source(roles.weights[-1])]
            return cls(
                hidden,
                weights[-1][:, output],
                (hidden @ weights[-1])[:, output],
                values[roles.prediction][:, output],
            )

    @property
    def parts(self) -> Array:
        """Each hidden neuron's output times its weight, (points, hidden)."""
        with np.errstate(all="ignore"):
            parts: Array = self.outputs * self.weights
        return parts

    def others(self, shown: range) -> Array:
        """Return the sum of the parts of the neurons that are not `shown`, (points,)."""
        with np.errstate(all="ignore"):
            rest: Array = np.delete(self.parts, shown, axis=1).sum(axis=1)
        return rest


class Manner(NamedTuple):
    """How the numbers are written."""

    sign: str
    """The sign before positive outputs of hidden neurons; "" where none is negative."""
    output_sign: str
    """The same for predictions."""
    function: str | None
    """What the output neuron makes of the sum; None if no function that is known here."""

    @classmethod
    def of(cls, script: Script) -> Manner:
        roles = script.roles
        functions = [script.step(name).function for name in roles.layers[-2:]]
        return cls(sign_of(functions[0]), sign_of(functions[1]), functions[1])


class Written(NamedTuple):
    """The arithmetic of one point, number by number."""

    outputs: list[str]
    weights: list[str]
    parts: list[str]
    others: str
    """The sum of the parts that have no number of their own; "" if all have one."""
    sum: str
    prediction: str
    equals: str
    """`=`, or `≈` if the numbers shown are too short to be computed again."""

    @property
    def longest(self) -> int:
        numbers = [*self.outputs, *self.weights, *self.parts, self.others, self.sum]
        return max(map(len, [*numbers, self.prediction]))


def write(
    point: HiddenParts, manner: Manner, shown: range, room: int, *, steady: bool = False
) -> Written:
    """Write the arithmetic of a single point, each number at most `room` wide if that is possible.

    It has the fewest digits with which a calculator agrees; `steady`, for numbers that rush by,
    always two decimals.
    """
    if steady:
        return _write_roughly(point, manner, shown)
    with np.errstate(all="ignore"):
        for sheet in attempts():
            try:
                written = _write(point, manner, shown, sheet)
            except DoesNotFollowError:
                continue
            if written.longest <= room:
                return written
            break
        return _write(point, manner, shown, Sheet(FEWEST))


def _write_roughly(point: HiddenParts, manner: Manner, shown: range) -> Written:
    def texts(values: Array, sign: str = "+") -> list[str]:
        return [f"{value:{sign}{'.2f' if abs(value) < LARGE else '.1e'}}" for value in values]

    return Written(
        texts(point.outputs[0, shown], manner.sign),
        texts(point.weights[shown]),
        texts(point.parts[0, shown]),
        texts(point.others(shown))[0] if len(shown) < len(point.weights) else "",
        texts(point.sums)[0],
        texts(point.predictions, manner.output_sign)[0],
        "≈",
    )


def _write(point: HiddenParts, manner: Manner, shown: range, sheet: Sheet) -> Written:
    sign, function = manner.sign, FUNCTIONS.get(manner.function or "")
    products = Products("j", "hidden neuron", "", point.outputs[0], "", point.weights, sign)
    form = products.form(sheet.finer_terms, FEWEST)
    outputs = [sheet.operand(float(products.a[at]), sign) for at in shown]
    weights = [sheet.operand(float(products.b[at])) for at in shown]
    parts = [
        sheet.derived(float(products.a[at] * products.b[at]), product(a.value, b.value), form)
        for at, a, b in zip(shown, outputs, weights, strict=True)
    ]
    values, others = [part.value for part in parts], ""
    if len(shown) < len(point.weights):
        others = form.write(float(point.others(shown)[0]), "+")
        values.append(Decimal(others))
    form = products.form(sheet.finer_sums, FEWEST)
    x = sheet.derived(float(point.sums[0]), total(values), form)
    outcome = float(point.predictions[0])
    if function is None:
        prediction = Form.of(outcome).write(outcome, manner.output_sign)
    else:
        with localcontext(EXACT):
            value = function.by_hand(x.value)
        prediction = sheet.derived(outcome, value, Form.of(outcome), function.sign).text
    return Written(
        [number.text for number in outputs],
        [number.text for number in weights],
        [part.text for part in parts],
        others,
        x.text,
        prediction,
        sheet.equals,
    )
