"""Numbers below 0 of which a root or a logarithm is taken."""

from __future__ import annotations

import numpy as np

from .rules import ELEMENTWISE
from .tape import Node

ABOVE_0 = {"sqrt", "log", "log2", "log10", "log1p", "power"}
"""What numbers below 0 may not go into."""


def below_0(node: Node) -> int:
    """Return the line that makes numbers below 0, of which a root or the like is taken; else 0."""
    wrong, line = np.isnan(node.value), 0
    if node.name not in ABOVE_0 or not np.any(wrong):
        return 0

    def is_below(one: Node) -> bool:
        return bool(np.all(np.broadcast_to(one.value, wrong.shape)[wrong] < 0))

    below = [one for one in node.parents[:1] if is_below(one)]
    while below and below[0].name in ELEMENTWISE:
        line = below[0].line
        if sum(one.value.size > 1 for one in below[0].parents) > 1 and line != node.line:
            break  # of several arrays: they are below 0 only together
        below = [one for one in below[0].parents if is_below(one)][:1]
    return line if line != node.line else 0
