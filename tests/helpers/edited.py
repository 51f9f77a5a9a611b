"""Experiments with edits."""

from __future__ import annotations

from hypothesis import strategies as st

from helpers.strategies import edits, experiments
from tinynet_tui.experiment.experiment import Experiment

LENGTH = 12
"""Iterations of the runs that are compared."""


@st.composite
def edited(draw: st.DrawFn, most: int = 6) -> Experiment:
    experiment = draw(experiments(hidden=3, rows=5))
    changes = draw(st.lists(edits(experiment, LENGTH), max_size=most))
    return Experiment(
        experiment.dataset, experiment.hidden, experiment.alpha, experiment.seed, tuple(changes)
    )
