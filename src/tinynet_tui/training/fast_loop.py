"""The fast loop: the arithmetic of the steps in preallocated arrays, the same bits.

Three things make it fast: every result goes into an array that exists already; what is done alike
to both layers (slope, step by alpha, update) is done once, on one flat array that holds both; and
the synapses are kept negated, so that `exp(-(l0 @ syn0))` needs no change of sign. Negation is
exact in floating point, so none of this moves a bit.

The update does not overwrite the weights but writes the new ones into the next row of a table: at
no cost, a slice leaves behind the weights and the errors of every one of its iterations.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from tinynet_tui.network.array import Array
from tinynet_tui.network.loss import mean_absolute_errors

if TYPE_CHECKING:  # as in network.py
    from numpy.typing import NDArray

SLICE_CELLS = 1 << 18
"""Errors kept until they are averaged, at most (2 MiB of float64)."""
SLICE_WEIGHTS = 1 << 16
"""Weights kept until they are looked at, at most (512 KiB: more would not stay in the cache)."""
SLICE_ITERATIONS = 1000
"""Iterations in one slice, at most."""
LOOKS = 10
"""How many times a slice checks whether it is interrupted."""


Interrupted = Callable[[], bool]
"""True when another command is waiting, so that training stops early."""


class FastLoop:
    """Trains a network from its first weights on; stands at the start of an iteration."""

    def __init__(
        self,
        X: Array,
        y: Array,
        weights: tuple[Array, ...],
        alpha: float,
        off: Sequence[NDArray[np.bool_] | None] = (),
    ) -> None:
        """Take X (examples, inputs), y (examples, outputs) and one or two synapses; all copied.

        `off` has a mask for each synapse, or None: weights that must be 0 and are not updated.
        """
        first = np.concatenate([-weight.ravel() for weight in weights])
        fitting = min(SLICE_CELLS // max(1, y.size), SLICE_WEIGHTS // max(1, first.size))
        self.slice = max(2, min(SLICE_ITERATIONS, fitting))
        """Iterations that `train` takes at most at a time, 2 or more."""
        self._errors = np.empty((self.slice, *y.shape))
        self._negated = np.empty((self.slice + 1, first.size))
        """A row an iteration: every synapse's negated weights, one after the other."""
        self._negated[0] = first
        self._done = 0
        """Iterations of the last slice; how many rows further the weights stand."""
        self._synapses = _split(self._negated, [weight.shape for weight in weights])
        build = _three_layers if len(weights) == 2 else _two_layers
        masks = [
            np.zeros(weight.size, bool) if mask is None else mask.ravel()
            for weight, mask in zip(weights, off or [None] * len(weights), strict=True)
        ]
        held = np.flatnonzero(np.concatenate(masks))
        X, y = np.ascontiguousarray(X, float), np.ascontiguousarray(y, float)
        with np.errstate(all="ignore"):  # alpha times X may overflow
            self._run = build(X, y, self._negated, self._synapses, self._errors, alpha, held)

    @property
    def weights(self) -> tuple[Array, ...]:
        """The synapses as they stand, as copies."""
        return self.weights_after(self._done)

    def weights_after(self, iterations: int) -> tuple[Array, ...]:
        """Return the synapses after so many iterations of the last slice, as copies."""
        # Subtracted from zero they are never -0.0.
        return tuple(np.subtract(0.0, synapse[iterations]) for synapse in self._synapses)

    @property
    def negated(self) -> Array:
        """Minus the weights before each iteration of the last slice and after it.

        (iterations + 1, weights), synapse after synapse; a view, which the next slice changes.
        """
        return self._negated[: self._done + 1]

    @property
    def differences(self) -> Array:
        """What each iteration of the last slice assigned to the error variable, y minus output.

        (iterations, examples, outputs); a view, which the next slice changes.
        """
        return self._errors[: self._done]

    def resume(self, weights: tuple[Array, ...]) -> None:
        """Go on from these weights instead."""
        self._done = 0
        for synapse, weight in zip(self._synapses, weights, strict=True):
            np.negative(weight, out=synapse[0])

    def back_to(self, iterations: int) -> None:
        """Stand where so many iterations of the last slice were done, and forget the others."""
        if not 0 <= iterations <= self._done:
            raise ValueError(f"the last slice had {self._done} iterations, not {iterations}")
        self._done = iterations

    @property
    def finite(self) -> bool:
        """Whether every weight is still a finite number."""
        return bool(np.isfinite(self._negated[self._done]).all())

    def train(self, iterations: int, interrupted: Interrupted | None = None) -> Array:
        """Run so many iterations, at most `slice`; return the error of each, (iterations,).

        Fewer, but at least one, when it is `interrupted`. Numbers may overflow or become NaN;
        that raises and prints nothing.
        """
        if not 0 <= iterations <= self.slice:
            raise ValueError(f"a slice has 0 to {self.slice} iterations, not {iterations}")
        self._negated[0] = self._negated[self._done]
        with np.errstate(all="ignore"):  # NumPy keeps this by thread
            self._done = 0
            step = -(-iterations // LOOKS) if interrupted else iterations
            while self._done < iterations and not (self._done and interrupted and interrupted()):
                first, self._done = self._done, min(self._done + step, iterations)
                self._run(first, self._done)
            return mean_absolute_errors(self._errors[: self._done])


Run = Callable[[int, int], None]
"""Runs the iterations from one row of the weights up to another."""


def _split(flat: Array, shapes: list[tuple[int, ...]]) -> list[Array]:
    """Return views of parts of the last axis, one after the other, each in one of these shapes."""
    ends = np.cumsum([np.prod(shape, dtype=int) for shape in shapes])
    parts = np.split(flat, ends[:-1], axis=-1)
    return [
        part.reshape(*flat.shape[:-1], *shape) for part, shape in zip(parts, shapes, strict=True)
    ]


def _dot(left: Array, right: Array) -> Callable[[Array, Array], object]:
    """Return what multiplies `left` with an array like `right` into another, as `@` does.

    The bound `dot` is the fastest, but to it a matrix of one element is a factor, and nothing
    times infinity is nothing, where `@` says that it is no number.
    """
    return left.dot if min(left.size, right.size) > 1 else partial(np.matmul, left)


def _three_layers(
    X: Array,
    y: Array,
    negated: Array,
    synapses: list[Array],
    errors: Array,
    alpha: float,
    held: NDArray[np.intp],
) -> Run:
    """Build the loop with a hidden layer: 17 calls an iteration, 18 where alpha is not 1.

    One more where weights are `held`, by their places among all.
    """
    syn0, syn1 = (synapse[0] for synapse in synapses)
    shapes = [(len(X), syn0.shape[1]), y.shape]
    outputs = np.empty(sum(rows * columns for rows, columns in shapes))
    slopes = np.empty_like(outputs)
    steps = np.empty_like(negated[0])
    l1, l2 = _split(outputs, shapes)
    slope1, slope2 = _split(slopes, shapes)
    step0, step1 = _split(steps, [syn0.shape, syn1.shape])
    l2_delta = np.empty_like(l2)
    l1_error = np.empty_like(l1)
    one, rate = np.array(1.0), np.array(float(alpha))
    add, subtract, multiply = np.add, np.subtract, np.multiply
    exp, reciprocal = np.exp, np.reciprocal
    scaled, holds = alpha != 1, bool(held.size)
    l1_scaled = np.empty_like(l1) if scaled else l1
    X_dot, l1_dot, l2_delta_dot = _dot(X, syn0), _dot(l1, syn1), _dot(l2_delta, syn1.T)
    l1_T_dot, minus_X_T_dot = _dot(l1_scaled.T, l2_delta), _dot((-alpha * X).T, l1_error)

    rows = list(
        zip(errors, *synapses, synapses[1].swapaxes(1, 2), negated, negated[1:], strict=False)
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
            # With syn1 negated, what comes back is -l1_error, and so is its delta; -X.T turns
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


def _two_layers(
    X: Array,
    y: Array,
    negated: Array,
    synapses: list[Array],
    errors: Array,
    alpha: float,
    held: NDArray[np.intp],
) -> Run:
    """Build the loop without a hidden layer: 10 calls an iteration, 11 where weights are held."""
    (synapse,) = synapses
    syn0 = synapse[0]
    l1 = np.empty(y.shape)
    slope1 = np.empty_like(l1)
    step, holds = np.empty_like(syn0), bool(held.size)
    one = np.array(1.0)
    add, subtract, multiply = np.add, np.subtract, np.multiply
    exp, reciprocal = np.exp, np.reciprocal
    X_dot, scaled_X_T_dot = _dot(X, syn0), _dot((alpha * X).T, slope1)

    rows = list(zip(errors, synapse, synapse[1:], strict=False))

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
            scaled_X_T_dot(slope1, step)
            if holds:
                step.flat[held] = 0.0
            subtract(syn0, step, updated)

    return run
