"""What the network believes over the plane of two inputs, the others held at a value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tinynet_tui.network.array import Array
from tinynet_tui.network.script import Script

MARGIN = 0.2
"""How much of the data's span is shown beyond them, on each side."""


@dataclass(frozen=True)
class Range:
    """A stretch of one input's values, from `low` to `high`."""

    low: float
    high: float

    def centres(self, count: int) -> Array:
        """Return the middles of so many equal parts, from low to high, (count,)."""
        parts: Array = (np.arange(count) + 0.5) / count
        return self.low * (1 - parts) + self.high * parts

    def part(self, values: Array, count: int) -> Array:
        """Return in which of so many equal parts each value lies, from 0; beyond, the nearest."""
        # Halved, since the span of two numbers may be no number any more.
        span = self.high / 2 - self.low / 2
        scaled: Array = (values / 2 - self.low / 2) / span * count
        return np.clip(np.floor(scaled), 0, count - 1)


@dataclass(frozen=True)
class Plane:
    """Two inputs as axes; without a second varying one, `up` is None and all rows are alike."""

    across: int
    up: int | None
    held: Array
    """A value for each input, (inputs,); those of the axes do not count."""

    @property
    def others(self) -> list[int]:
        """The inputs that are no axes."""
        return [at for at in range(len(self.held)) if at not in (self.across, self.up)]

    def grid(self, across: Array, up: Array) -> Array:
        """Return the inputs at all crossings, row by row, (up × across, inputs)."""
        inputs = np.tile(self.held, (len(up) * len(across), 1))
        inputs[:, self.across] = np.tile(across, len(up))
        if self.up is not None:
            inputs[:, self.up] = np.repeat(up, len(across))
        return inputs

    def moved(self, point: Array) -> Array:
        """Return a point of the plane, by the axes' values of any point; both are (inputs,)."""
        inputs = self.held.copy()
        for axis in (self.across, self.up):
            if axis is not None:
                inputs[axis] = point[axis]
        return inputs

    def holds(self, X: Array) -> Array:
        """Return which examples lie on the plane: all other inputs as held, (examples,) of bool."""
        on: Array = (X[:, self.others] == self.held[self.others]).all(axis=1)
        return on


def varying(X: Array) -> list[int]:
    """Return the inputs that are not the same in all examples, as a column of ones is."""
    return [int(at) for at in np.flatnonzero((X[0] != X).any(axis=0))]


def first_axes(X: Array) -> tuple[int, int | None]:
    """Return the first two varying inputs; where there are fewer, constant ones or None."""
    order = varying(X)
    order += [at for at in range(X.shape[1]) if at not in order]
    return order[0], order[1] if len(order) > 1 else None


def range_of(values: Array) -> Range:
    """Return what is shown of an input with these values, (examples,): theirs and a margin.

    A constant input is shown from one below to one above.
    """
    low, high = float(values.min()), float(values.max())
    margin = MARGIN * high - MARGIN * low if high > low else 1.0
    margin = max(margin, 1e-12 * max(-low, high), 1e-300)
    most = float(np.finfo(float).max)
    return Range(max(-most, low - margin), min(most, high + margin))


def predict(script: Script, inputs: Array, weights: Sequence[Array]) -> Array:
    """Return what the last layer puts out, (points, outputs), by the script's forward steps.

    Inputs are (points, inputs). Where numbers are not finite, neither is the result.
    """
    no_target = np.zeros((len(inputs), weights[-1].shape[1]))
    with np.errstate(all="ignore"):
        values = script.compute(inputs, no_target, tuple(weights), 0.0, len(script.roles.layers))
    return values[script.roles.prediction]
