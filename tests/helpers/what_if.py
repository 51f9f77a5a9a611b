"""Networks that are asked, and what they reply."""

from __future__ import annotations

from typing import Any

import numpy as np

from tinynet_tui.network.array import Array
from tinynet_tui.timeline.snapshot import Snapshot

COMPARE, SYN1 = 4, 8


def weights_at(snapshot: Snapshot) -> list[Array]:
    values = [snapshot.value(name) for name in snapshot.experiment.script.weights]
    return [value.array for value in values if value]


def by_numpy(snapshot: Snapshot, inputs: Any) -> list[Array]:
    """The weighted sums and outputs of every layer, as the script's lines have them for a row."""
    found, layer = [], np.array([inputs], float)
    with np.errstate(all="ignore"):
        for weight in weights_at(snapshot):
            found.append(layer @ weight)
            layer = 1 / (1 + np.exp(-(layer @ weight)))
            found.append(layer)
    return [array[0] for array in found]
