"""The built-in data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .network import Array


@dataclass(frozen=True, eq=False)
class Dataset:
    """Training examples: inputs X, (examples, inputs), and targets y, (examples, outputs)."""

    name: str
    X: Array
    y: Array

    @classmethod
    def of(cls, name: str, X: Sequence[object] | Array, y: Sequence[object] | Array) -> Dataset:
        """Copy X and y into read-only matrices; a flat y is one output column.

        Raises ValueError where they are not matrices of the same number of rows.
        """
        inputs, targets = np.array(X, float, order="C"), np.array(y, float, order="C")
        if targets.ndim == 1:
            targets = targets.reshape(-1, 1)
        if inputs.ndim != 2 or targets.ndim != 2 or len(inputs) != len(targets) or not inputs.size:
            raise ValueError(f"{name}: X {inputs.shape} and y {targets.shape} do not go together")
        inputs.flags.writeable = targets.flags.writeable = False
        return cls(name, inputs, targets)


_VIDEO_INPUT = [[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]]

XOR = Dataset.of("xor", _VIDEO_INPUT, [0, 1, 1, 0])
"""The video's data: exclusive or of the first two inputs; the third is always one."""
COPY_FIRST = Dataset.of("copy-first", _VIDEO_INPUT, [0, 0, 1, 1])
"""The article's two-layer example: the target is the first input."""

DATASETS = {dataset.name: dataset for dataset in (XOR, COPY_FIRST)}
