"""Experiments to explain, and independent references for their calculations."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping

import numpy as np
from hypothesis import strategies as st

from helpers.straight import straight_run
from helpers.strategies import experiments
from tinynet_tui.data.built_in import COPY_FIRST
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.explain.explained import Explanation
from tinynet_tui.explain.line import Line
from tinynet_tui.network.activations import sigmoid, slope
from tinynet_tui.network.array import Array
from tinynet_tui.timeline.snapshot import Snapshot

Cell = tuple[int, int]

Namespace = Mapping[str, Array]

EPS = 1e-12
"""The tolerance for sums computed in another order."""

SUMS = ("sum", "result")

SMALL = {"hidden": 6, "rows": 5}


class Debugger:
    """Executes the displayed source line by line, and keeps what each line has read."""

    def __init__(self, experiment: Experiment, position: Position) -> None:
        data, script = experiment.dataset, experiment.script
        names: dict[str, Array] = {"X": data.X, "y": data.y}
        names.update(zip(script.weights, experiment.initial_weights(), strict=True))
        self.read: dict[str, Namespace] = {}
        """All variables just before each variable was last assigned, by its name."""
        self.result: dict[str, Array] = {}
        helpers = {"sigmoid": sigmoid, "slope": slope, "alpha": experiment.alpha}
        for iteration in range(position.iteration + 1):
            last = position.step if iteration == position.iteration else len(script.steps)
            for step in script.steps[:last]:
                self.read[step.name] = {name: value.copy() for name, value in names.items()}
                with np.errstate(all="ignore"):
                    exec(step.source, helpers, names)
                self.result[step.name] = names[step.name].copy()


def standing_at(experiment: Experiment, position: Position) -> Snapshot:
    return straight_run(experiment, position)


def cells(name: str, experiment: Experiment) -> Iterator[tuple[Cell, Cursor]]:
    rows, columns = experiment.dimensions.shape(name)
    for cell in np.ndindex(rows, columns):
        yield (cell[0], cell[1]), Cursor().through(name, (cell[0], cell[1]), experiment.dimensions)


def close(shown: str, value: float) -> bool:
    """True when a printed number is the value to half a unit of its last digit."""
    digits, _, power = shown.strip().partition("e")
    decimals = len(digits.partition(".")[2])
    unit = 10.0 ** (int(power or 0) - decimals)
    if not math.isfinite(value):
        return math.isnan(float(shown)) if math.isnan(value) else float(shown) == value
    return abs(float(shown) - value) <= 0.5 * unit * (1 + 1e-6) + EPS * abs(value)


def of_kind(explanation: Explanation, kind: str) -> list[Line]:
    return [line for line in explanation.lines if line.kind == kind]


def result_of(explanation: Explanation) -> Line:
    (line,) = of_kind(explanation, "result")
    return line


def operands_of(explanation: Explanation) -> list[tuple[str, str]]:
    """Both factors of each product that is written out."""
    return [
        (match[1], match[2])
        for line in of_kind(explanation, "term")
        if (match := re.search(r"(\S+) × +(\S+)$", line.text))
    ]


@st.composite
def places(draw: st.DrawFn) -> tuple[Experiment, Position]:
    experiment = draw(experiments(**SMALL))  # type: ignore[arg-type]
    steps = len(experiment.script.steps)
    return experiment, Position(draw(st.integers(0, 3)), draw(st.integers(1, steps)))


VIDEO, TWO_LAYERS = Experiment(), Experiment(COPY_FIRST, hidden=0)

WIDE = Experiment(
    Dataset.of("wide", np.arange(8.0).reshape(2, 4) / 8, [[0, 1, 0], [1, 0, 1]]), hidden=2
)
