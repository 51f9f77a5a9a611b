"""Seeds and settings worth a look; a test checks every sentence of their commentaries."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from importlib import resources
from typing import Any

import numpy as np

from tinynet_tui.data.built_in import parse

from .cursor import Cursor
from .edits import Edit
from .experiment import Experiment
from .fields import in_words
from .limits import ITERATIONS
from .position import Position

VIDEO = Experiment()


@dataclass(frozen=True)
class Preset:
    """An experiment, where to open it, and what there is to see."""

    name: str
    """What `--preset` takes."""
    title: str
    commentary: str
    """Two to four sentences, at most three lines of 76 columns."""
    experiment: Experiment = VIDEO
    at: str = "0:l0"
    """Where to open it, in the form that `--at` takes."""
    cell: str | None = None
    """The cell to explain there, in the form that `--cell` takes; None for the step's own."""
    iterations: int = ITERATIONS
    """Where playing stops."""

    @property
    def position(self) -> Position:
        return Position.parse(self.at, self.experiment.script)

    @property
    def cursor(self) -> tuple[str, Cursor] | None:
        """The variable to explain and a cursor through its cell; None for the step's own."""
        return None if self.cell is None else Cursor.parse(self.cell, self.experiment.dimensions)

    @property
    def network(self) -> str:
        """Data and sizes: xor 3-4-1."""
        experiment = self.experiment
        return f"{experiment.dataset.title} {'-'.join(map(str, experiment.sizes))}"

    @property
    def settings(self) -> str:
        """The experiment and the position in one line, in the words of the status line."""
        experiment, position = self.experiment, self.position
        place = f"{position.iteration:,}:{experiment.script.names[position.step - 1]}"
        data, sizes, *others = (field.words(experiment) for field in in_words())
        words = [f"{data} {sizes}", *filter(None, others), f"at {place}"]
        return " · ".join(words)


def _preset(
    *,
    commentary: str,
    dataset: str = VIDEO.dataset.spec,
    hidden: int = VIDEO.hidden,
    alpha: float = VIDEO.alpha,
    seed: int = VIDEO.seed,
    weights: float | None = None,
    **others: Any,
) -> Preset:
    """Build a preset from its table in the file; `weights` is the start value of every weight."""
    experiment = Experiment(parse(dataset), hidden, alpha, seed)
    if weights is not None:
        edits = (
            Edit(Position(), name, cell, weights)
            for name in experiment.script.weights
            for cell in np.ndindex(experiment.dimensions.shape(name))
        )
        experiment = replace(experiment, edits=tuple(edits))
    return Preset(commentary=" ".join(commentary.split()), experiment=experiment, **others)


_TEXT = resources.files(__package__).joinpath("presets.toml").read_text(encoding="utf-8")
PRESETS = tuple(_preset(**table) for table in tomllib.loads(_TEXT)["preset"])


def find(name: str) -> Preset | None:
    """Return the preset with this name, or None."""
    return next((preset for preset in PRESETS if preset.name == name), None)
