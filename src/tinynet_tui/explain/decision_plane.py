"""The network's predictions over the plane of two inputs, with all other inputs held fixed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tinynet_tui.network.array import Array
from tinynet_tui.network.script import Script

MARGIN = 0.2
"""The margin on each side of the data, as a share of their span."""


@dataclass(frozen=True)
class Range:
    """A range of one input's values."""

    low: float
    high: float

    def centres(self, count: int) -> Array:
        """Return the centres of `count` equal parts, from low to high, (count,)."""
        parts: Array = (np.arange(count) + 0.5) / count
        return self.low * (1 - parts) + self.high * parts

    def part(self, values: Array, count: int) -> Array:
        """Return the number, from 0, of the part in which each value lies, or the nearest part."""
        # Halved, since the span may overflow.
        span = self.high / 2 - self.low / 2
        scaled: Array = (values / 2 - self.low / 2) / span * count
        return np.clip(np.floor(scaled), 0, count - 1)


@dataclass(frozen=True)
class Plane:
    """Two inputs as axes; with a single input, `up` is None and all rows are alike."""

    across: int
    up: int | None
    held: Array
    """The fixed value of each input, (inputs,); those of the axes are ignored."""

    @property
    def others(self) -> list[int]:
        """The inputs that are not axes."""
        return [at for at in range(len(self.held)) if at not in (self.across, self.up)]

    def grid(self, across: Array, up: Array) -> Array:
        """Return the inputs at all grid points, row by row, (up × across, inputs)."""
        inputs = np.tile(self.held, (len(up) * len(across), 1))
        inputs[:, self.across] = np.tile(across, len(up))
        if self.up is not None:
            inputs[:, self.up] = np.repeat(up, len(across))
        return inputs

    def moved(self, point: Array) -> Array:
        """Return a point moved onto the plane along the other inputs; both are (inputs,)."""
        inputs = point.copy()
        inputs[self.others] = self.held[self.others]
        return inputs

    def holds(self, X: Array) -> Array:
        """Return which examples lie on the plane, (examples,) of bool."""
        on: Array = (X[:, self.others] == self.held[self.others]).all(axis=1)
        return on


def varying(X: Array) -> list[int]:
    """Return the inputs that vary between examples, unlike a column of ones."""
    return [int(at) for at in np.flatnonzero((X[0] != X).any(axis=0))]


def first_axes(X: Array) -> tuple[int, int | None]:
    """Return the first two inputs, varying ones before constant ones; None if there is only one."""
    order = varying(X)
    order += [at for at in range(X.shape[1]) if at not in order]
    return order[0], order[1] if len(order) > 1 else None


def range_of(values: Array) -> Range:
    """Return the range of an input's values, (examples,), with a margin; 1 if all are equal."""
    low, high = float(values.min()), float(values.max())
    margin = MARGIN * high - MARGIN * low if high > low else 1.0
    margin = max(margin, 1e-12 * max(-low, high), 1e-300)
    most = float(np.finfo(float).max)
    return Range(max(-most, low - margin), min(most, high + margin))


def predict(script: Script, inputs: Array, weights: Sequence[Array]) -> Array:
    """Return the last layer's output, (points, outputs), for inputs of (points, inputs).

    The script's forward steps compute it. Non-finite numbers lead to non-finite results.
    """
    no_target = np.zeros((len(inputs), weights[-1].shape[1]))
    with np.errstate(all="ignore"):
        values = script.compute(inputs, no_target, tuple(weights), 0.0, len(script.roles.layers))
    return values[script.roles.prediction]
