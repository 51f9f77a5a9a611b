"""What determines every number: data, network, seed and edits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from tinynet_tui.data.built_in import XOR
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.network.array import Array
from tinynet_tui.network.bundled_scripts import script_for
from tinynet_tui.network.dimensions import Dimensions
from tinynet_tui.network.script import Script
from tinynet_tui.network.split import WHOLE, Split, hold_back
from tinynet_tui.network.weights import initial_weights, uniform

from .edits import Edit, plain_text
from .limits import ALPHA, HIDDEN, MAX_HIDDEN, MAX_SEED, SEED


@dataclass(frozen=True)
class Experiment:
    """Data, network, seed and edits: together they determine every number of every iteration."""

    dataset: Dataset = XOR
    hidden: int = HIDDEN
    alpha: float = ALPHA
    seed: int = SEED
    edits: tuple[Edit, ...] = ()
    """In the order in which they were made."""
    test: float = 0.0
    """The share of the examples that are held back to test the network, from 0 to below 1."""

    def __post_init__(self) -> None:
        """Raise ValueError for a size, learning rate, seed or edit that is not allowed."""
        if not 0 <= self.hidden <= MAX_HIDDEN:
            raise ValueError(f"{self.hidden} hidden neurons: not between 0 and {MAX_HIDDEN}")
        if not 0 < self.alpha < float("inf"):
            raise ValueError(f"alpha {self.alpha} is not a finite number above 0")
        if not 0 <= self.seed <= MAX_SEED:
            raise ValueError(f"seed {self.seed} is not between 0 and {MAX_SEED}")
        if not 0 <= self.test < 1:
            raise ValueError(f"test {self.test:g} is not a share from 0 to below 1, such as 0.2")
        if self.test and len(self.dataset.y) < 2:
            raise ValueError("test: a single example cannot be held back")
        for edit in self.edits:
            edit.check(self.dimensions)

    @property
    def alpha_text(self) -> str:
        """The learning rate with the fewest digits: 1, 0.1, 1e+300."""
        return plain_text(self.alpha)

    @property
    def script(self) -> Script:
        return script_for(self.hidden)

    @property
    def sizes(self) -> tuple[int, ...]:
        """The neurons of each layer: inputs, hidden neurons if there are any, outputs."""
        inputs, outputs = self.dataset.X.shape[1], self.dataset.y.shape[1]
        return (inputs, self.hidden, outputs) if self.hidden else (inputs, outputs)

    @cached_property
    def dimensions(self) -> Dimensions:
        examples, inputs = self.dataset.X.shape
        outputs = self.dataset.y.shape[1]
        sizes = {"example": examples, "input": inputs, "hidden": self.hidden, "output": outputs}
        return Dimensions(self.script, sizes)

    @cached_property
    def split(self) -> Split:
        """The examples that train, and those held back, which the seed chooses."""
        if not self.test:
            return WHOLE
        draw = uniform((self.seed + MAX_SEED // 2) % (MAX_SEED + 1))  # not the weights' numbers
        keys = np.array([draw() for _ in range(len(self.dataset.y))])
        return hold_back(self.dataset.y, self.test, keys)

    def is_test(self, example: int) -> bool:
        """True when an example is held back to test the network."""
        return bool(self.test) and bool((self.split.test == example).any())

    def example_words(self, example: int) -> str:
        """Return what an example is called: `example 3`, or `test example 3`."""
        return f"{'test ' * self.is_test(example)}example {example}"

    def initial_weights(self) -> tuple[Array, ...]:
        return initial_weights(self.seed, map(self.dimensions.shape, self.script.weights))

    def reseeded(self) -> Experiment:
        """Return the same experiment with the next seed; the last is followed by 0."""
        return replace(self, seed=(self.seed + 1) % (MAX_SEED + 1))
