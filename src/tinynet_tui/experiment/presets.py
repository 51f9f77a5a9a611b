"""Seeds and settings worth a look, with a commentary of which every sentence is tested."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from tinynet_tui.data.built_in import COPY_FIRST

from .cursor import Cursor
from .edits import Edit
from .experiment import Experiment
from .fields import in_words
from .limits import ITERATIONS
from .position import Position

VIDEO = Experiment()


@dataclass(frozen=True)
class Preset:
    """What to run and where to open it, and what can be seen there."""

    name: str
    """As `--preset` takes it."""
    title: str
    commentary: str
    """Two to four sentences, at most three lines of 76 columns."""
    experiment: Experiment = VIDEO
    at: str = "0:l0"
    """Where to open, as `--at` takes it."""
    cell: str | None = None
    """What to explain there, as `--cell` takes it; None for the step's own."""
    iterations: int = ITERATIONS
    """Where playing stops."""

    @property
    def position(self) -> Position:
        """Where to open."""
        return Position.parse(self.at, self.experiment.script)

    @property
    def cursor(self) -> tuple[str, Cursor] | None:
        """The variable to explain, and a cursor through its cell; None for the step's own."""
        return None if self.cell is None else Cursor.parse(self.cell, self.experiment.dimensions)

    @property
    def network(self) -> str:
        """Data and sizes: xor 3-4-1."""
        experiment = self.experiment
        return f"{experiment.dataset.title} {'-'.join(map(str, experiment.sizes))}"

    @property
    def settings(self) -> str:
        """The experiment and the position in a line, in the words of the status line."""
        experiment, position = self.experiment, self.position
        place = f"{position.iteration:,}:{experiment.script.names[position.step - 1]}"
        data, sizes, *others = (field.words(experiment) for field in in_words())
        words = [f"{data} {sizes}", *filter(None, others), f"at {place}"]
        return " · ".join(words)


def _with_weights(value: float) -> Experiment:
    """Return the video's network with every weight set to a value before the first iteration."""
    cells = [
        (name, row, column)
        for name in VIDEO.script.weights
        for row, column in np.ndindex(VIDEO.dimensions.shape(name))
    ]
    edits = (Edit(Position(), name, (row, column), value) for name, row, column in cells)
    return replace(VIDEO, edits=tuple(edits))


PRESETS = (
    Preset(
        "video",
        "The video's network",
        "In the first 1,000 iterations the error falls from 0.496 to 0.043; in the other 59,000 "
        "it falls to 0.003. From iteration 254 on all four predictions are on the right side of "
        "0.5.",
    ),
    Preset(
        "quick",
        "The quickest of a thousand seeds",
        "Of the seeds 0 to 999 this is the first with an error below 0.1, at iteration 327. "
        "Seed 1 gets there at 498.",
        Experiment(seed=598),
        at="327",
    ),
    Preset(
        "plateau",
        "Nothing happens, then everything",
        "From iteration 100 to 500 every prediction is within 0.01 of a half, and the error "
        "is between 0.498 and 0.501. From 600 to 900 it falls from 0.490 to 0.133.",
        Experiment(seed=85),
        at="500",
    ),
    Preset(
        "freed",
        "Stuck for a long time, then free",
        "From iteration 1,000 to 17,000 the prediction of example 3 is within 0.02 of a half. At "
        "17,729 the error falls below 0.1: of the 998 seeds from 0 to 999 that get there in "
        "60,000 iterations, this is the last.",
        Experiment(seed=900),
        at="17000",
        cell="l2_error[3,0]",
    ),
    Preset(
        "late",
        "Stuck at 60,000, free at 63,000",
        "Of the seeds 0 to 999 only this one and 911 are stuck after 60,000 iterations: some "
        "prediction is more than 0.4 from its target, here that of example 3. Go on: before "
        "63,000 the error falls below 0.1.",
        Experiment(seed=215),
        at="59999:l2_error",
        cell="l2_error[3,0]",
        iterations=70_000,
    ),
    Preset(
        "stuck",
        "Two examples that cancel out",
        "The hidden layer puts out nearly the same for examples 1 and 3, so both are predicted "
        "as a half. Their deltas, +0.125 and -0.125, nearly cancel in synapse 1. After 200,000 "
        "iterations it is stuck still.",
        Experiment(seed=911),
        at="59999:syn1",
        cell="syn1[2,0]",
    ),
    Preset(
        "one-hidden",
        "One hidden neuron",
        "With one hidden neuron all seeds from 0 to 99 are stuck after 60,000 iterations. With "
        "seed 1 it tells example 1 from the others, which are all predicted as a half.",
        Experiment(hidden=1),
        at="59999:l2_error",
        cell="l2_error[0,0]",
    ),
    Preset(
        "two-hidden",
        "Two hidden neurons",
        "With two hidden neurons 334 of the seeds 0 to 999, a third, are stuck after 60,000 "
        "iterations. Seed 1 is one of them: its hidden layer puts out nearly 0 for examples 1 "
        "and 3 alike. Seed 2 is not stuck.",
        Experiment(hidden=2),
        at="59999:l1",
        cell="l1[3,0]",
    ),
    Preset(
        "three-hidden",
        "Three hidden neurons",
        "The error is between 0.13 and 0.14 from iteration 5,000 to 15,000, as example 3 is "
        "predicted as a half. In the next 1,000 iterations it falls to 0.03.",
        Experiment(hidden=3),
        at="15000",
        cell="l2_error[3,0]",
    ),
    Preset(
        "many-hidden",
        "Sixty-four hidden neurons",
        "With so many neurons alpha 1 is a large step: up to iteration 100 the error rises in "
        "about every second iteration. It is below 0.1 at 270, with four neurons at 498.",
        Experiment(hidden=64),
        at="100",
    ),
    Preset(
        "no-hidden",
        "Exclusive or without a hidden layer",
        "The article's two layers cannot learn it: all three weights go to 0, and every "
        "prediction to a half. The error is 0.5 from iteration 1,000 on, whichever of the seeds "
        "0 to 99 it begins with.",
        Experiment(hidden=0),
        at="1000",
    ),
    Preset(
        "article",
        "The article's two layers",
        "The target is the first input, and that takes no hidden layer: the error is below 0.1 at "
        "iteration 85. After 10,000 the weight of the first input is +9.67, that of the second "
        "-0.21.",
        Experiment(dataset=COPY_FIRST, hidden=0),
        at="9999:syn0",
        iterations=10_000,
    ),
    Preset(
        "equal",
        "All weights equal",
        "The hidden neurons begin alike, so they get the same delta and the same update, and "
        "never part: after 60,000 iterations they are still the same to the last bit. Four of "
        "them are no better than one: the error is 0.459.",
        _with_weights(0.5),
        at="59999:syn0",
    ),
    Preset(
        "zero",
        "All weights zero",
        "Every prediction is exactly a half, the deltas of layer 2 add up to 0, and those of "
        "layer 1 are 0, for they come through weights of 0. So no weight ever moves.",
        _with_weights(0),
        at="0:syn1",
    ),
    Preset(
        "slow",
        "Alpha 0.01, a hundred times slower",
        "The error is below 0.1 at iteration 49,545, with alpha 1 at 498: nearly a hundred times "
        "as late. It never rises on the way.",
        Experiment(alpha=0.01),
        at="49545",
    ),
    Preset(
        "fast",
        "Alpha 10, nine times faster",
        "The error is below 0.1 at iteration 54, with alpha 1 at 498. After 60,000 it is 0.0012 "
        "instead of 0.0032. It rises twice, at 34 and 35.",
        Experiment(alpha=10),
        at="54",
    ),
    Preset(
        "chaos",
        "Alpha 100, a matter of luck",
        "At iteration 50 the error is 0.260; with a billionth added to syn0[0,0] at the start it "
        "would be 0.376. After 60,000 iterations it is 0.125: three predictions are right, one "
        "is a half.",
        Experiment(alpha=100),
        at="50",
    ),
    Preset(
        "dead",
        "Alpha 1000, dead at iteration 3",
        "The third update throws all four predictions to nearly 0. There the sigmoid is flat, so "
        "every delta of layer 2 is nearly 0, too, and nothing brings them back: up to iteration "
        "200 the error is 0.500.",
        Experiment(alpha=1000),
        at="3:l2_delta",
        cell="l2_delta[1,0]",
    ),
)


def find(name: str) -> Preset | None:
    """Return the preset of that name; None if there is none."""
    return next((preset for preset in PRESETS if preset.name == name), None)
