"""The fast loops: the arithmetic of a script in preallocated arrays, with the same bits.

Three things make them fast. Every result goes into an existing array. What both layers have in
common (slope, times alpha, update) is done once, on one flat array that holds both. The weights
are kept negated, so that `exp(-(l0 @ syn0))` needs no change of sign. Negation is exact in
floating point, so none of this changes a bit.

Each loop serves only the text for which it was made; any other script runs in `plain_loop`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from tinynet_tui.network.array import Array
from tinynet_tui.network.script import Script

from .table import Build, Run, Table, split


def fast_loop(script: Script) -> Build | None:
    """Return the fast loop that was made for exactly this script's lines; None without one."""
    return FAST_LOOPS.get(tuple(step.source for step in script.steps))


def _dot(left: Array, right: Array) -> Callable[[Array, Array], object]:
    """Return a function that multiplies `left` by an array like `right` into another, as `@` does.

    The bound `dot` is the fastest. But it treats a matrix of one element as a factor, and then
    0 times infinity is 0, where `@` gives NaN.
    """
    return left.dot if min(left.size, right.size) > 1 else partial(np.matmul, left)


def _three_layers(X: Array, y: Array, table: Table, alpha: float) -> Run:
    """Build the loop with a hidden layer: 17 calls an iteration.

    One more if alpha is not 1, one more if weights are held, and one if examples are held back.
    """
    syn0, syn1 = (synapse[0] for synapse in table.weights)
    shapes = [(len(X), syn0.shape[1]), y.shape]
    outputs = np.empty(sum(rows * columns for rows, columns in shapes))
    slopes = np.empty_like(outputs)
    steps = np.empty_like(table.negated[0])
    l1, l2 = split(outputs, shapes)
    slope1, slope2 = split(slopes, shapes)
    step0, step1 = split(steps, [syn0.shape, syn1.shape])
    l2_delta = np.empty_like(l2)
    l1_error = np.empty_like(l1)
    one, rate = np.array(1.0), np.array(float(alpha))
    add, subtract, multiply = np.add, np.subtract, np.multiply
    exp, reciprocal = np.exp, np.reciprocal
    held, scaled, holds = table.held, alpha != 1, bool(table.held.size)
    held_back, tests = table.held_back, bool(table.held_back.size)
    l1_scaled = np.empty_like(l1) if scaled else l1
    X_dot, l1_dot, l2_delta_dot = _dot(X, syn0), _dot(l1, syn1), _dot(l2_delta, syn1.T)
    l1_T_dot, minus_X_T_dot = _dot(l1_scaled.T, l2_delta), _dot((-alpha * X).T, l1_error)

    rows = list(
        zip(
            table.errors,
            *table.weights,
            table.weights[1].swapaxes(1, 2),
            table.negated,
            table.negated[1:],
            strict=False,
        )
    )

    def run(first: int, end: int) -> None:
        for l2_error, syn0, syn1, syn1_T, weights, updated in rows[first:end]:
            X_dot(syn0, l1)
            exp(l1, l1)
            add(l1, one, l1)
            reciprocal(l1, l1)
            l1_dot(syn1, l2)
            exp(l2, l2)
            add(l2, one, l2)
            reciprocal(l2, l2)
            subtract(y, l2, l2_error)
            subtract(one, outputs, slopes)
            multiply(outputs, slopes, slopes)
            multiply(l2_error, slope2, l2_delta)
            if tests:
                l2_delta[held_back] = 0.0
            # syn1 is negated, so this is -l1_error, and its delta is negated too; -X.T turns
            # the step the right way again.
            l2_delta_dot(syn1_T, l1_error)
            multiply(l1_error, slope1, l1_error)
            if scaled:
                multiply(l1, rate, l1_scaled)
            l1_T_dot(l2_delta, step1)
            minus_X_T_dot(l1_error, step0)
            if holds:
                steps[held] = 0.0
            subtract(weights, steps, updated)

    return run


def _two_layers(X: Array, y: Array, table: Table, alpha: float) -> Run:
    """Build the loop without a hidden layer: 10 calls an iteration, 11 if weights are held."""
    (synapse,) = table.weights
    syn0 = synapse[0]
    l1 = np.empty(y.shape)
    slope1 = np.empty_like(l1)
    step, held, holds = np.empty_like(syn0), table.held, bool(table.held.size)
    held_back, tests = table.held_back, bool(table.held_back.size)
    one = np.array(1.0)
    add, subtract, multiply = np.add, np.subtract, np.multiply
    exp, reciprocal = np.exp, np.reciprocal
    X_dot, scaled_X_T_dot = _dot(X, syn0), _dot((alpha * X).T, slope1)

    rows = list(zip(table.errors, synapse, synapse[1:], strict=False))

    def run(first: int, end: int) -> None:
        for l1_error, syn0, updated in rows[first:end]:
            X_dot(syn0, l1)
            exp(l1, l1)
            add(l1, one, l1)
            reciprocal(l1, l1)
            subtract(y, l1, l1_error)
            subtract(one, l1, slope1)
            multiply(l1, slope1, slope1)
            multiply(l1_error, slope1, slope1)
            if tests:
                slope1[held_back] = 0.0
            scaled_X_T_dot(slope1, step)
            if holds:
                step.flat[held] = 0.0
            subtract(syn0, step, updated)

    return run


FAST_LOOPS: dict[tuple[str, ...], Build] = {
    (
        "l0 = X",
        "l1 = sigmoid(l0 @ syn0)",
        "l2 = sigmoid(l1 @ syn1)",
        "l2_error = y - l2",
        "l2_delta = l2_error * slope(l2)",
        "l1_error = l2_delta @ syn1.T",
        "l1_delta = l1_error * slope(l1)",
        "syn1 += alpha * l1.T @ l2_delta",
        "syn0 += alpha * l0.T @ l1_delta",
    ): _three_layers,
    (
        "l0 = X",
        "l1 = sigmoid(l0 @ syn0)",
        "l1_error = y - l1",
        "l1_delta = l1_error * slope(l1)",
        "syn0 += alpha * l0.T @ l1_delta",
    ): _two_layers,
}
"""The fast loops by the lines for which they were made, those of `bundled_scripts`."""
