"""An iteration that is computed again, from some other numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from .tape import Array, Node


def again(after: Iterable[Node], changed: Mapping[int, Array]) -> dict[int, Array]:
    """Return what becomes of nodes, in their order, when some have other values."""
    values = dict(changed)
    for node in after:
        if node.index in values or node.compute is None:
            continue
        if any(each.index in values for each in node.parents):
            operands = [values.get(each.index, each.value) for each in node.parents]
            values[node.index] = np.asarray(node.compute(*operands))
    return values
