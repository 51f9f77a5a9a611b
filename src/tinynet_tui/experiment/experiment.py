"""What determines every number: data, network, seed and edits."""

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
    """Data, network, seed and edits: together they determine every number of every iteration."""

    dataset: Dataset = XOR
    hidden: int = HIDDEN
    alpha: float = ALPHA
    seed: int = SEED
    edits: tuple[Edit, ...] = ()
    """In the order in which they were made."""

    def __post_init__(self) -> None:
        """Raise ValueError for a size, learning rate, seed or edit that is not allowed."""
        if not 0 <= self.hidden <= MAX_HIDDEN:
            raise ValueError(f"{self.hidden} hidden neurons: not between 0 and {MAX_HIDDEN}")
        if not 0 < self.alpha < float("inf"):
            raise ValueError(f"alpha {self.alpha} is not a finite number above 0")
        if not 0 <= self.seed <= MAX_SEED:
            raise ValueError(f"seed {self.seed} is not between 0 and {MAX_SEED}")
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

    def initial_weights(self) -> tuple[Array, ...]:
        return initial_weights(self.seed, map(self.dimensions.shape, self.script.weights))

    def reseeded(self) -> Experiment:
        """Return the same experiment with the next seed; the last is followed by 0."""
        return replace(self, seed=(self.seed + 1) % (MAX_SEED + 1))
