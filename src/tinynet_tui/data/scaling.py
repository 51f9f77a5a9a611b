"""Columns scaled to mean 0 and deviation 1, and the way back to the file's own units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, isfinite, sqrt

import numpy as np

from tinynet_tui.network.array import Array


@dataclass(frozen=True, eq=False)
class Scaling:
    """How the inputs and targets of a file became X and y.

    A column that is the same in all rows, such as a column of ones, is left alone, and so are the
    0s and 1s of a column of words: its mean counts as 0 and its deviation as 1. So is a target
    between 0 and 1: its lowest value counts as 0 and its span as 1.
    """

    inputs: Array
    """The inputs in the file's own units, (examples, inputs)."""
    means: Array
    """Subtracted from each input, (inputs,)."""
    deviations: Array
    """By which each input is then divided, (inputs,)."""
    lowest: Array
    """Subtracted from each target, (outputs,)."""
    spans: Array
    """By which each target is then divided, (outputs,)."""

    @classmethod
    def of(cls, inputs: Array, targets: Array, words: Sequence[bool] = ()) -> Scaling:
        """Measure the columns; ValueError if the numbers of one are too far apart.

        `words` is True for each of the first inputs that stands for a word. The sums are
        rounded once, so they are the same on every machine.
        """
        others = [False] * (inputs.shape[1] - len(words))
        measured = [
            (0.0, 1.0) if is_word else _mean_and_deviation(column.tolist())
            for column, is_word in zip(inputs.T, [*words, *others], strict=True)
        ]
        means, deviations = (np.array(side) for side in zip(*measured, strict=True))
        low, high = targets.min(axis=0), targets.max(axis=0)
        apart = ((low < 0) | (high > 1)) & (high > low)
        with np.errstate(all="ignore"):
            lowest, spans = np.where(apart, low, 0.0), np.where(apart, high - low, 1.0)
        scaling = cls(inputs, means, deviations, lowest, spans)
        if not (np.isfinite(spans).all() and np.isfinite(scaling.scaled(inputs)).all()):
            raise ValueError("the numbers of a column are too far apart to be scaled")
        return scaling

    @property
    def has_units(self) -> bool:
        """True when a target has units of its own, which an output between 0 and 1 stands for."""
        return bool((self.spans != 1).any() or self.lowest.any())

    def scaled(self, inputs: Array) -> Array:
        """Return inputs in the file's own units as the network gets them: (..., inputs)."""
        with np.errstate(all="ignore"):
            result: Array = (inputs - self.means) / self.deviations
        return result

    def unscaled(self, inputs: Array) -> Array:
        """Return inputs in the file's own units, (..., inputs)."""
        with np.errstate(all="ignore"):
            result: Array = inputs * self.deviations + self.means
        return result

    def scaled_targets(self, targets: Array) -> Array:
        """Return targets as numbers between 0 and 1, (..., outputs)."""
        result: Array = (targets - self.lowest) / self.spans
        return result

    def words(self) -> list[str]:
        """Return a line for each output that stands for a target in units of its own."""
        return [
            f"Output {column} * {_plain(span)} + {_plain(low)} is in the units of the file"
            for column, (low, span) in enumerate(zip(self.lowest, self.spans, strict=True))
            if low or span != 1
        ]

    def in_units(self, output: float, column: int) -> float:
        """Return what an output stands for, in the units of its target."""
        return float(output * self.spans[column] + self.lowest[column])


def _plain(value: float) -> str:
    return f"{value:.12g}"


def _mean_and_deviation(column: list[float]) -> tuple[float, float]:
    """Return a column's mean and standard deviation; 0 and 1 if all its numbers are the same."""
    if min(column) == max(column):
        return 0.0, 1.0
    try:
        mean = fsum(column) / len(column)
        deviation = sqrt(fsum((value - mean) ** 2 for value in column) / len(column))
    except OverflowError:
        return 0.0, float("nan")
    return (mean, deviation) if deviation and isfinite(deviation) else (0.0, 1.0)
