"""Trains a network one iteration after another, with the fastest loop that is exact."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from tinynet_tui.network.array import Array, Bools
from tinynet_tui.network.script import Script
from tinynet_tui.network.split import WHOLE, Split

from .fast_loop import fast_loop
from .plain_loop import plain_loop
from .table import Run, Table, split

SLICE_CELLS = 1 << 18
"""The most errors kept until they are averaged (2 MiB of float64)."""
SLICE_WEIGHTS = 1 << 16
"""The most weights kept until they are examined (512 KiB: more would not stay in the cache)."""
SLICE_ITERATIONS = 1000
"""The most iterations in one slice."""
CHECKS = 10
"""How many times a slice checks whether it is interrupted."""

Interrupted = Callable[[], bool]
"""True when another command is waiting, so that training stops early."""


class Loop:
    """Trains a network from its first weights on; it is always at the start of an iteration."""

    def __init__(
        self,
        script: Script,
        X: Array,
        y: Array,
        weights: tuple[Array, ...],
        alpha: float,
        fixed: Mapping[str, Bools] = MappingProxyType({}),
        examples: Split = WHOLE,
    ) -> None:
        """Copy X (examples, inputs), y (examples, outputs) and the script's weights.

        `fixed` has masks, by name, of the weights that keep their value. The examples held back do
        not train.
        """
        first = np.concatenate([-weight.ravel() for weight in weights])
        fitting = min(SLICE_CELLS // max(1, y.size), SLICE_WEIGHTS // max(1, first.size))
        self.slice = max(2, min(SLICE_ITERATIONS, fitting))
        """The most iterations that `train` takes at a time, 2 or more."""
        masks = [
            fixed[name].ravel() if name in fixed else np.zeros(weight.size, bool)
            for name, weight in zip(script.weights, weights, strict=True)
        ]
        negated = np.empty((self.slice + 1, first.size))
        negated[0] = first
        self._table = Table(
            negated,
            split(negated, [weight.shape for weight in weights]),
            np.empty((self.slice, *y.shape)),
            np.flatnonzero(np.concatenate(masks)),
            fixed,
            examples.test,
        )
        self._examples = examples
        self._done = 0
        """The iterations of the last slice; the row of the present weights."""
        self.fast = False
        """True when it runs a loop made for the script, not the script itself."""
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
        """Copies of the present synapses."""
        return self.weights_after(self._done)

    def weights_after(self, iterations: int) -> tuple[Array, ...]:
        """Return copies of the synapses after some iterations of the last slice."""
        # Subtracted from zero they are never -0.0.
        return tuple(np.subtract(0.0, synapse[iterations]) for synapse in self._table.weights)

    @property
    def negated(self) -> Array:
        """The negated weights before each iteration of the last slice, and after the last.

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
        """Continue from these weights instead."""
        self._done = 0
        for synapse, weight in zip(self._table.weights, weights, strict=True):
            np.negative(weight, out=synapse[0])

    def back_to(self, iterations: int) -> None:
        """Keep only the first iterations of the last slice, and forget the others."""
        if not 0 <= iterations <= self._done:
            raise ValueError(f"the last slice had {self._done} iterations, not {iterations}")
        self._done = iterations

    @property
    def finite(self) -> bool:
        """True while every weight is a finite number."""
        return bool(np.isfinite(self._table.negated[self._done]).all())

    def train(self, iterations: int, interrupted: Interrupted | None = None) -> Array:
        """Run at most `slice` iterations; return the error of each, (iterations,).

        When it is `interrupted`, it runs fewer, but at least one. Numbers may overflow or become
        NaN without an exception or a warning.
        """
        if not 0 <= iterations <= self.slice:
            raise ValueError(f"a slice has 0 to {self.slice} iterations, not {iterations}")
        self._table.negated[0] = self._table.negated[self._done]
        with np.errstate(all="ignore"):  # which NumPy keeps for each thread
            self._done = 0
            step = -(-iterations // CHECKS) if interrupted else iterations
            while self._done < iterations and not (self._done and interrupted and interrupted()):
                first, self._done = self._done, min(self._done + step, iterations)
                self._run(first, self._done)
            return self._examples.errors(self._table.errors[: self._done])
