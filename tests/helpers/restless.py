"""An experiment with many events."""

from __future__ import annotations

import numpy as np

from tinynet_tui.data.built_in import XOR
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.experiment import Experiment

RESTLESS = Experiment(
    dataset=Dataset.of(
        "contradictory",
        np.concatenate([XOR.X, XOR.X[:3]]),
        np.concatenate([XOR.y, 1 - XOR.y[:3]]),
    ),
    alpha=3,
)
"""Three examples contradict three others, so that something happens all the time."""
