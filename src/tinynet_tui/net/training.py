"""The fast loop: the arithmetic of the phases in preallocated arrays, the same bits.

Three things make it fast: every result goes into an array that exists already; what is done alike
to both layers (slope, step by alpha, update) is done once, on one flat array that holds both; and
the synapses are kept negated, so that `exp(-(l0 @ syn0))` needs no change of sign. Negation is
exact in floating point, so none of this moves a bit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

import numpy as np

from .network import Array, mean_absolute_errors

SLICE_CELLS = 1 << 18
"""Errors kept until they are averaged, at most (2 MiB of float64)."""
SLICE_ITERATIONS = 1000
"""Iterations in one slice, at most."""


class FastLoop:
    """Trains a network from its first weights on; stands at the start of an iteration."""

    def __init__(self, X: Array, y: Array, weights: tuple[Array, ...], alpha: float) -> None:
        """Take X (examples, inputs), y (examples, outputs) and one or two synapses; all copied."""
        self._negated = np.concatenate([-weight.ravel() for weight in weights])
        """Every synapse's negated weights, one after the other."""
        self._synapses = _split(self._negated, [weight.shape for weight in weights])
        cells = max(1, y.size)
        self.slice = max(1, min(SLICE_ITERATIONS, SLICE_CELLS // cells))
        """Iterations that `train` takes at most at a time."""
        self._errors = np.empty((self.slice, *y.shape))
        self._rows = list(self._errors)
        build = _three_layers if len(weights) == 2 else _two_layers
        X, y = np.ascontiguousarray(X, float), np.ascontiguousarray(y, float)
        with np.errstate(all="ignore"):  # alpha times X may overflow
            self._run = build(X, y, self._negated, self._synapses, alpha)

    @property
    def weights(self) -> tuple[Array, ...]:
        """The synapses as they stand, as copies."""
        return tuple(np.subtract(0.0, synapse) for synapse in self._synapses)  # never -0.0

    def resume(self, weights: tuple[Array, ...]) -> None:
        """Go on from these weights instead."""
        for synapse, weight in zip(self._synapses, weights, strict=True):
            np.negative(weight, out=synapse)

    @property
    def finite(self) -> bool:
        """Whether every weight is still a finite number."""
        return bool(np.isfinite(self._negated).all())

    def train(self, iterations: int) -> Array:
        """Run so many iterations, at most `slice`; return the error of each, (iterations,).

        Numbers may overflow or stop being numbers; that raises and prints nothing.
        """
        if not 0 <= iterations <= self.slice:
            raise ValueError(f"a slice has 0 to {self.slice} iterations, not {iterations}")
        with np.errstate(all="ignore"):  # NumPy keeps this by thread
            self._run(self._rows[:iterations])
            return mean_absolute_errors(self._errors[:iterations])


Run = Callable[[Iterable[Array]], None]


def _split(flat: Array, shapes: list[tuple[int, ...]]) -> list[Array]:
    """Return views of one flat array, one after the other, in these shapes."""
    ends = np.cumsum([np.prod(shape, dtype=int) for shape in shapes])
    return [
        part.reshape(shape) for part, shape in zip(np.split(flat, ends[:-1]), shapes, strict=True)
    ]


def _dot(left: Array, right: Array) -> Callable[[Array, Array], object]:
    """Return what multiplies `left` with an array like `right` into another, as `@` does.

    The bound `dot` is the fastest, but to it a matrix of one element is a factor, and nothing
    times infinity is nothing, where `@` says that it is no number.
    """
    return left.dot if min(left.size, right.size) > 1 else partial(np.matmul, left)


def _three_layers(X: Array, y: Array, negated: Array, synapses: list[Array], alpha: float) -> Run:
    """Build the loop with a hidden layer: 17 calls an iteration, 18 where alpha is not 1."""
    syn0, syn1 = synapses
    shapes = [(len(X), syn0.shape[1]), y.shape]
    outputs = np.empty(sum(rows * columns for rows, columns in shapes))
    slopes = np.empty_like(outputs)
    steps = np.empty_like(negated)
    l1, l2 = _split(outputs, shapes)
    slope1, slope2 = _split(slopes, shapes)
    step0, step1 = _split(steps, [syn0.shape, syn1.shape])
    l2_delta = np.empty_like(l2)
    l1_error = np.empty_like(l1)
    one, rate = np.array(1.0), np.array(float(alpha))
    add, subtract, multiply, divide, exp = np.add, np.subtract, np.multiply, np.divide, np.exp
    scaled = alpha != 1
    l1_scaled = np.empty_like(l1) if scaled else l1
    syn1_T = syn1.T
    X_dot, l1_dot, l2_delta_dot = _dot(X, syn0), _dot(l1, syn1), _dot(l2_delta, syn1_T)
    l1_T_dot, minus_X_T_dot = _dot(l1_scaled.T, l2_delta), _dot((-alpha * X).T, l1_error)

    def run(rows: Iterable[Array]) -> None:
        for l2_error in rows:
            X_dot(syn0, l1)
            exp(l1, l1)
            add(l1, one, l1)
            divide(one, l1, l1)
            l1_dot(syn1, l2)
            exp(l2, l2)
            add(l2, one, l2)
            divide(one, l2, l2)
            subtract(y, l2, l2_error)
            subtract(one, outputs, slopes)
            multiply(outputs, slopes, slopes)
            multiply(l2_error, slope2, l2_delta)
            # With syn1 negated, what comes back is -l1_error, and so is its delta; -X.T turns
            # the step the right way again.
            l2_delta_dot(syn1_T, l1_error)
            multiply(l1_error, slope1, l1_error)
            if scaled:
                multiply(l1, rate, l1_scaled)
            l1_T_dot(l2_delta, step1)
            minus_X_T_dot(l1_error, step0)
            subtract(negated, steps, negated)

    return run


def _two_layers(X: Array, y: Array, negated: Array, synapses: list[Array], alpha: float) -> Run:
    """Build the loop without a hidden layer: 10 calls an iteration."""
    (syn0,) = synapses
    l1 = np.empty(y.shape)
    slope1 = np.empty_like(l1)
    step = np.empty_like(syn0)
    one = np.array(1.0)
    add, subtract, multiply, divide, exp = np.add, np.subtract, np.multiply, np.divide, np.exp
    X_dot, scaled_X_T_dot = _dot(X, syn0), _dot((alpha * X).T, slope1)

    def run(rows: Iterable[Array]) -> None:
        for l1_error in rows:
            X_dot(syn0, l1)
            exp(l1, l1)
            add(l1, one, l1)
            divide(one, l1, l1)
            subtract(y, l1, l1_error)
            subtract(one, l1, slope1)
            multiply(l1, slope1, slope1)
            multiply(l1_error, slope1, slope1)
            scaled_X_T_dot(slope1, step)
            subtract(syn0, step, syn0)

    return run
