"""What fixes every number: data, network, seed, and what is changed by hand on the way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from tinynet_tui.data.built_in import XOR
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.network.array import Array
from tinynet_tui.network.bundled_scripts import script_for
from tinynet_tui.network.dimensions import Dimensions
from tinynet_tui.network.script import Script
from tinynet_tui.network.weights import initial_weights

from .edits import Edit, plain_text
from .limits import ALPHA, HIDDEN, MAX_HIDDEN, MAX_SEED, SEED


@dataclass(frozen=True)
class Experiment:
    """Data, network, seed and hand edits: together they fix every number of every iteration."""

    dataset: Dataset = XOR
    hidden: int = HIDDEN
    alpha: float = ALPHA
    seed: int = SEED
    edits: tuple[Edit, ...] = ()
    """What is changed by hand, in the order in which it was."""

    def __post_init__(self) -> None:
        """Raise ValueError for what the network does not take: a size, alpha, seed or edit."""
        if not 0 <= self.hidden <= MAX_HIDDEN:
            raise ValueError(f"hidden size {self.hidden} is not between 0 and {MAX_HIDDEN}")
        if not 0 < self.alpha < float("inf"):
            raise ValueError(f"alpha {self.alpha} is not a finite number above 0")
        if not 0 <= self.seed <= MAX_SEED:
            raise ValueError(f"seed {self.seed} is not between 0 and {MAX_SEED}")
        for edit in self.edits:
            edit.check(self.dimensions)

    @property
    def alpha_text(self) -> str:
        """The learning rate in as many digits as it has: 1, 0.1, 1e+300."""
        return plain_text(self.alpha)

    @property
    def script(self) -> Script:
        """The script that runs it."""
        return script_for(self.hidden)

    @property
    def sizes(self) -> tuple[int, ...]:
        """Neurons of each layer: inputs, hidden (unless there are none), outputs."""
        inputs, outputs = self.dataset.X.shape[1], self.dataset.y.shape[1]
        return (inputs, self.hidden, outputs) if self.hidden else (inputs, outputs)

    @cached_property
    def dimensions(self) -> Dimensions:
        """The rows and columns of every variable."""
        examples, inputs = self.dataset.X.shape
        sizes = {
            "example": examples,
            "input": inputs,
            "hidden": self.hidden,
            "output": self.dataset.y.shape[1],
        }
        return Dimensions(self.script, sizes)

    def initial_weights(self) -> tuple[Array, ...]:
        """Draw the first weights."""
        return initial_weights(self.seed, map(self.dimensions.shape, self.script.weights))

    def reseeded(self) -> Experiment:
        """Return the same experiment with the next seed; after the last comes 0."""
        return replace(self, seed=(self.seed + 1) % (MAX_SEED + 1))
