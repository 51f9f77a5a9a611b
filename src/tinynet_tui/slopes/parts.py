"""The parts of slopes that are sums: one comes from each place at which a weight is used."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .multiples import turned_too
from .tape import Array, Node

FEW = 3
"""Fewer numbers are some part of a slope by chance."""
NEAR, SINGLE = 1e-10, 1e-6
"""How far the cosine between multiples may be off 1; also in single precision."""


class Parts:
    """Knows which arrays are multiples of a part, or of some parts together."""

    def __init__(self, parts: Sequence[Array]) -> None:
        rows: dict[int, list[Array]] = {}
        for part in parts:
            if part.size >= FEW and np.any(part) and np.all(np.isfinite(part)):
                for turned in turned_too(part):
                    flat = np.asarray(turned, dtype=float).ravel()
                    rows.setdefault(flat.size, []).append(flat / np.linalg.norm(flat))
        self._known = {size: np.stack(several) for size, several in rows.items()}
        self.found: set[int] = set()
        """The numbers of the nodes that were found to be such."""

    def has(self, node: Node, before: Sequence[Node]) -> bool:
        """True for a multiple of a part, or a sum of such; `before` is what it is computed from."""
        is_sum = (
            node.name in ("add", "move")
            and before
            and all(one.index in self.found for one in before)
        )
        if is_sum or self._is_known(node.value):
            self.found.add(node.index)
        return node.index in self.found

    def _is_known(self, value: Array) -> bool:
        known = self._known.get(value.size)
        if known is None:
            return False
        flat = np.asarray(value, dtype=float).ravel()
        near = NEAR if value.dtype.itemsize >= 8 else SINGLE
        with np.errstate(all="ignore"):
            return bool(np.max(np.abs(known @ flat)) > (1 - near) * np.linalg.norm(flat) > 0)
