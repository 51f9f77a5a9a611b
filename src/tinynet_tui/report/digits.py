"""The digits of a handout's matrices: a result has as many as the numbers printed above it give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy as np

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.explain.rounding import FEWEST, Form, plain
from tinynet_tui.network.array import Array, Bools
from tinynet_tui.network.step import Step
from tinynet_tui.training.edit_schedule import Iteration

DECIMALS = 8
"""Decimals of the numbers in matrices, as NumPy prints them."""
TIE = 1e-3
"""How near to the middle between two last digits a number may be rounded either way."""

Texts: TypeAlias = Sequence[Sequence[str]]
"""A matrix as it is printed."""


def printed(array: Array, fewer: int = 0) -> Texts:
    """Return a matrix as texts: whole numbers without decimals, else all in one form.

    `fewer` takes some digits away.
    """
    form = _form(array, fewer)
    if form is None:
        return [[plain(number) for number in row] for row in array]
    zero = form.write_exactly(form.round(0.0), "")
    rows = array.tolist()
    return [[form.write(number, "+") if number else zero for number in row] for row in rows]


def printed_result(
    experiment: Experiment, step: Step, origin: Iteration, read: Mapping[str, Texts]
) -> tuple[Texts, bool]:
    """Return the matrix that a step made from the matrices `read`, as they are printed.

    It has the most digits, four at least, with which each number is what a calculator gets from
    them; False if even with four some are not.
    """
    array, script = origin.values[step.name], experiment.script
    exact = {name: origin.operand(name, step.name) for name in read}
    rounded = {name: np.array(texts, dtype=float) for name, texts in read.items()}
    with np.errstate(all="ignore"):
        # Edits and switches change numbers that the step has computed.
        computed = np.isclose(
            script.again(step, exact, experiment.alpha), array, rtol=1e-9, atol=0.0
        )
        worked_out = script.again(step, rounded, experiment.alpha)
        misses = [
            int((computed & ~_same(array, worked_out, _form(array, fewer))).sum())
            for fewer in range(DECIMALS - FEWEST + 1)
        ]
    fewest = min(misses)
    return printed(array, misses.index(fewest)), not fewest


def _form(array: Array, fewer: int) -> Form | None:
    """Return the form of a matrix's numbers; None for small whole numbers."""
    finite = array[np.isfinite(array)]
    if finite.size == array.size and (finite == finite.round()).all() and abs(finite).max() < 1e4:
        return None
    own = Form.of(float(np.abs(finite).max(initial=0.0)))
    if own.powers:
        return Form(own.place + DECIMALS - FEWEST - fewer, powers=True)
    return Form(DECIMALS - fewer)


def _same(array: Array, other: Array, form: Form | None) -> Bools:
    """Say for each number whether both are the same when rounded, however ties are rounded."""
    if form is None:
        return np.isclose(array, other, rtol=0.0, atol=0.5 - TIE)
    half = form.place // 2  # 10 to the power of a great place would be infinite
    one, two = (each * 10.0**half * 10.0 ** (form.place - half) for each in (array, other))
    ties = [abs(abs(each - np.floor(each)) - 0.5) < TIE for each in (one, two)]
    same: Bools = (np.rint(one) == np.rint(two)) & ~ties[0] & ~ties[1]
    return same
