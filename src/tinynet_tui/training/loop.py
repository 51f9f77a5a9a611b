"""Trains an experiment's network from iteration to iteration, by the fastest loop that is right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from tinynet_tui.network.array import Array
from tinynet_tui.network.loss import mean_absolute_errors
from tinynet_tui.network.script import Script

from .fast_loop import fast_loop
from .plain_loop import plain_loop
from .table import Run, Table, split

if TYPE_CHECKING:  # its import would take a hundredth of the time to the first paint
    from numpy.typing import NDArray

SLICE_CELLS = 1 << 18
"""Errors kept until they are averaged, at most (2 MiB of float64)."""
SLICE_WEIGHTS = 1 << 16
"""Weights kept until they are looked at, at most (512 KiB: more would not stay in the cache)."""
SLICE_ITERATIONS = 1000
"""Iterations in one slice, at most."""
CHECKS = 10
"""How many times a slice checks whether it is interrupted."""


Interrupted = Callable[[], bool]
"""True when another command is waiting, so that training stops early."""


class Loop:
    """Trains a network from its first weights on; stands at the start of an iteration."""

    def __init__(
        self,
        script: Script,
        X: Array,
        y: Array,
        weights: tuple[Array, ...],
        alpha: float,
        off: Sequence[NDArray[np.bool_] | None] = (),
    ) -> None:
        """Take X (examples, inputs), y (examples, outputs) and the script's weights; all copied.

        `off` has a mask for each matrix of weights, or None: those must be 0 and are not updated.
        """
        first = np.concatenate([-weight.ravel() for weight in weights])
        fitting = min(SLICE_CELLS // max(1, y.size), SLICE_WEIGHTS // max(1, first.size))
        self.slice = max(2, min(SLICE_ITERATIONS, fitting))
        """Iterations that `train` takes at most at a time, 2 or more."""
        masks = [
            np.zeros(weight.size, bool) if mask is None else mask.ravel()
            for weight, mask in zip(weights, off or [None] * len(weights), strict=True)
        ]
        negated = np.empty((self.slice + 1, first.size))
        negated[0] = first
        self._table = Table(
            negated,
            split(negated, [weight.shape for weight in weights]),
            np.empty((self.slice, *y.shape)),
            np.flatnonzero(np.concatenate(masks)),
        )
        self._done = 0
        """Iterations of the last slice; how many rows further the weights stand."""
        self.fast = False
        """Whether it runs by a loop made for the script, and not by the script itself."""
        X, y = np.ascontiguousarray(X, float), np.ascontiguousarray(y, float)
        with np.errstate(all="ignore"):  # alpha times X may overflow
            self._run = self._choose(script, X, y, alpha)

    def _choose(self, script: Script, X: Array, y: Array, alpha: float) -> Run:
        """Return the loop made for the script if its first iteration is the script's own."""
        plain = plain_loop(script)(X, y, self._table, alpha)
        build = fast_loop(script)
        if build is None:
            return plain
        fast = build(X, y, self._table, alpha)
        results = []
        for run in (plain, fast):
            run(0, 1)
            results.append((self._table.negated[1].copy(), self._table.errors[0].copy()))
        pairs = zip(*results, strict=True)
        self.fast = all(np.array_equal(own, made, equal_nan=True) for own, made in pairs)
        return fast if self.fast else plain

    @property
    def weights(self) -> tuple[Array, ...]:
        """The synapses as they stand, as copies."""
        return self.weights_after(self._done)

    def weights_after(self, iterations: int) -> tuple[Array, ...]:
        """Return the synapses after so many iterations of the last slice, as copies."""
        # Subtracted from zero they are never -0.0.
        return tuple(np.subtract(0.0, synapse[iterations]) for synapse in self._table.weights)

    @property
    def negated(self) -> Array:
        """Minus the weights before each iteration of the last slice and after it.

        (iterations + 1, weights), synapse after synapse; a view, which the next slice changes.
        """
        return self._table.negated[: self._done + 1]

    @property
    def differences(self) -> Array:
        """What each iteration of the last slice assigned to the error variable, y minus output.

        (iterations, examples, outputs); a view, which the next slice changes.
        """
        return self._table.errors[: self._done]

    def resume(self, weights: tuple[Array, ...]) -> None:
        """Go on from these weights instead."""
        self._done = 0
        for synapse, weight in zip(self._table.weights, weights, strict=True):
            np.negative(weight, out=synapse[0])

    def back_to(self, iterations: int) -> None:
        """Stand where so many iterations of the last slice were done, and forget the others."""
        if not 0 <= iterations <= self._done:
            raise ValueError(f"the last slice had {self._done} iterations, not {iterations}")
        self._done = iterations

    @property
    def finite(self) -> bool:
        """Whether every weight is still a finite number."""
        return bool(np.isfinite(self._table.negated[self._done]).all())

    def train(self, iterations: int, interrupted: Interrupted | None = None) -> Array:
        """Run so many iterations, at most `slice`; return the error of each, (iterations,).

        Fewer, but at least one, when it is `interrupted`. Numbers may overflow or become NaN;
        that raises and prints nothing.
        """
        if not 0 <= iterations <= self.slice:
            raise ValueError(f"a slice has 0 to {self.slice} iterations, not {iterations}")
        self._table.negated[0] = self._table.negated[self._done]
        with np.errstate(all="ignore"):  # NumPy keeps this by thread
            self._done = 0
            step = -(-iterations // CHECKS) if interrupted else iterations
            while self._done < iterations and not (self._done and interrupted and interrupted()):
                first, self._done = self._done, min(self._done + step, iterations)
                self._run(first, self._done)
            return mean_absolute_errors(self._table.errors[: self._done])
