"""A function on the way forward that falls where it should rise."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from .rules import ELEMENTWISE
from .tape import Array, Node


def falling(weight: Node, forward: Mapping[int, Node], slopes: Mapping[int, Array]) -> int:
    """Return the line of the function that a weight goes through, if that falls; 0 if it rises."""
    readers: dict[int, list[Node]] = {}
    for node in forward.values():
        for one in node.parents:
            readers.setdefault(one.index, []).append(node)
    inner, node = None, weight
    while len(found := readers.get(node.index, [])) == 1:
        after = found[0]
        if inner is not None and not (
            after.name in ELEMENTWISE and after.value.shape == inner.value.shape
        ):
            break
        if after.name == "subtract" and not readers.get(after.index):
            break  # the comparison with the targets
        node = after
        if inner is None and node.name in ("product", "add", "multiply"):
            inner = node
    if inner is None or node is inner:
        return 0
    before, behind = slopes.get(inner.index), slopes.get(node.index)
    if before is None or behind is None or not np.any(before):
        return 0
    return node.line if np.all(before * behind <= 0) else 0
