"""One number of a running script, taken at the end of each iteration."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from types import FrameType
from typing import Any

from numpy import array, asarray, ndarray, sign

from .edits import of, parse_target

NOTHING = float("nan")


class Trace:
    """Takes a number after each iteration, until it is told.

    That is the number which a target names; for `signs`, how many numbers of some arrays have
    another sign than before.
    """

    def __init__(self, targets: Sequence[str], *, signs: bool) -> None:
        self._nodes = [parse_target(target) for target in targets]
        self._signs: list[ndarray[Any, Any] | None] | None = [None] * len(targets)
        if not signs:
            self._signs = None
        self._first = 0
        self._found: list[float] = []

    def take(self, iteration: int, frame: FrameType) -> None:
        """Note the number at the end of an iteration; -1 is before the first."""
        if not self._found:
            self._first = iteration
        elif iteration < self._first + len(self._found):
            return  # the loop has ended, and is begun again
        try:
            if self._signs is None:
                self._found.append(float(of(frame, self._nodes[0])))
            else:
                changed = [self._changed(at, node, frame) for at, node in enumerate(self._nodes)]
                self._found.append(sum(changed))
        except Exception:
            self._found.append(NOTHING)

    def _changed(self, at: int, node: ast.expr, frame: FrameType) -> float:
        """Return how many numbers of an array have changed sign; a zero keeps the last sign."""
        assert self._signs is not None
        now, before = sign(asarray(of(frame, node), dtype=float)), self._signs[at]
        if before is None or before.shape != now.shape:
            self._signs[at] = now
            return 0.0
        changed = float((now * before < 0).sum())
        before[now != 0] = now[now != 0]
        return changed

    def told(self) -> tuple[int, bytes] | None:
        """Return the numbers not yet told, and the iteration of the first; None for none."""
        if not self._found:
            return None
        data = array(self._found, dtype=float).tobytes()
        first, self._found = self._first, []
        return first, data
