"""What a decision map is drawn of: examples, and the outputs for any inputs."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from tinynet_tui.data.dataset import Dataset
from tinynet_tui.explain.decision_plane import predict
from tinynet_tui.network.array import Array, Bools
from tinynet_tui.network.right import Judge
from tinynet_tui.network.script import Script
from tinynet_tui.ui.canvas.view import View

from .chart import Chart

Indices: TypeAlias = np.ndarray[Any, np.dtype[np.signedinteger[Any]]]


@dataclass(frozen=True)
class Ground(ABC):
    """The examples and one of the outputs."""

    data: Dataset
    """It has the names of the columns."""
    X: Array
    """(examples, inputs)"""
    targets: Array
    """Those of the output, (examples,)."""
    example: int
    """The chosen one."""
    output: int
    several: bool
    """True if there are several outputs."""
    words: Sequence[str] | None
    """What the examples are called; None if they are `example 0` and so on."""
    tested: Collection[int]
    """The test examples."""

    @property
    def ends(self) -> tuple[float, float]:
        """The outputs that have the first colour, and the last."""
        return 0.0, 1.0

    @property
    def middle(self) -> float:
        low, high = self.ends
        return low / 2 + high / 2

    @property
    @abstractmethod
    def has_sides(self) -> bool:
        """True when it makes sense to say that an example is right or wrong."""

    @abstractmethod
    def wrong(self, examples: Indices) -> Bools:
        """Return which of some examples are wrong, (examples,); none if they have no sides."""

    @abstractmethod
    def own(self, example: int) -> float:
        """Return the output for an example."""

    @abstractmethod
    def at(self, point: Array) -> float:
        """Return the output for a point, (inputs,); NaN if that is not known yet."""

    @abstractmethod
    def values(self, chart: Chart, pixels: int) -> Array | None:
        """Return the output over a chart, (rows × pixels, columns); None if not known yet."""

    def shares(self, values: Array) -> Array:
        """Return outputs as shares of the way from one end to the other."""
        low, high = self.ends
        if (low, high) == (0.0, 1.0):
            return values
        shares: Array = (values - low) / (high - low)
        return shares

    def example_words(self, example: int) -> str:
        return f"example {example}" if self.words is None else self.words[example]


@dataclass(frozen=True)
class NetworkGround(Ground):
    """The network's, with the weights of a snapshot."""

    script: Script
    weights: Sequence[Array]
    judge: Judge

    @classmethod
    def of(cls, view: View) -> NetworkGround:
        """Take the current values of the variables."""
        start, experiment, cursor = view.snapshot.current.start, view.experiment, view.cursor
        test = set(experiment.split.test.tolist())
        words = [experiment.example_words(at) for at in range(len(start["X"]))] if test else None
        return cls(
            experiment.dataset,
            start["X"],
            start["y"][:, cursor.output],
            cursor.example,
            cursor.output,
            experiment.sizes[-1] > 1,
            words,
            test,
            experiment.script,
            view.snapshot.weights,
            view.snapshot.events.detector.beside.judge(start["y"]),
        )

    @property
    def has_sides(self) -> bool:
        return self.data.has_sides

    def wrong(self, examples: Indices) -> Bools:
        if not self.has_sides:
            return np.zeros(len(examples), bool)
        outputs = predict(self.script, self.X[examples], self.weights)
        return self.judge.wrong(self.judge.y[examples] - outputs, examples)

    def own(self, example: int) -> float:
        return self.at(self.X[example])

    def at(self, point: Array) -> float:
        return float(predict(self.script, point[None], self.weights)[0, self.output])

    def values(self, chart: Chart, pixels: int) -> Array | None:
        found: Array = chart.outputs(self.script, self.weights, pixels)[:, :, self.output]
        return found
