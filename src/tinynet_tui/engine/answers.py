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
        outputs, X, y, own = arrays
        return cls(reason, outputs, X, y, own, source, targets, output, bool(header["across"]))
