"""A script's outputs for other inputs than its own, as its process tells them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .link import Header
from .refusal import printable

NONE = np.empty((0, 0))
Array = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, eq=False)
class Answer:
    """What the forward statements make of other inputs; all arrays have a row per example."""

    reason: str = ""
    """Why there is no answer; empty if there is one. The script's own examples may be known."""
    outputs: Array = field(default_factory=lambda: NONE)
    """Those for the points that were asked for; none if they do not fit the input."""
    X: Array = field(default_factory=lambda: NONE)
    """The script's own examples, (examples, inputs): of very many the first."""
    y: Array = field(default_factory=lambda: NONE)
    """Their targets, (examples, outputs)."""
    own: Array = field(default_factory=lambda: NONE)
    """The outputs for them; NaN where that took too long."""
    source: str = ""
    """The given variable that is the input."""
    targets: str = ""
    output: str = ""
    """The expression that is compared with the targets."""
    across: bool = False
    """True when the script has an example per column."""
    hidden: Array = field(default_factory=lambda: NONE)
    """The outputs of the layer before the output for the points, (points, hidden), if wanted."""
    weights: Array = field(default_factory=lambda: NONE)
    """Its weights, (hidden, outputs)."""
    bias: Array = field(default_factory=lambda: NONE)
    """What is added to their sums, (1, outputs); empty if nothing is."""
    no_hidden: str = ""
    """Why that layer is not known, if it was wanted."""

    @classmethod
    def read(cls, header: Header, data: bytes) -> Answer:
        """Return what was told; ValueError if that is nonsense."""
        reason = printable(str(header["reason"]))[:200]
        if "shapes" not in header:
            return cls(reason)
        arrays, at = [], 0
        for shape in header["shapes"]:
            rows, columns = (max(0, int(size)) for size in shape)
            array = np.frombuffer(data, np.float64, rows * columns, at).reshape(rows, columns)
            at += array.nbytes
            arrays.append(array)
        source, targets, output = (printable(str(name)) for name in header["names"])
        outputs, X, y, own, *more = arrays
        across, why = bool(header["across"]), printable(str(header.get("why", "")))[:200]
        hidden, weights, bias = more or (NONE, NONE, NONE)
        return cls(
            reason,
            outputs,
            X,
            y,
            own,
            source,
            targets,
            output,
            across,
            hidden,
            weights,
            bias,
            why,
        )
