"""The error of a script's forward statements for other values of one or two numbers.

It runs in a fork of the script's process, so that the numbers need not be put back.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from time import perf_counter
from types import FrameType
from typing import Any

from numpy import concatenate, full, isfinite, nan, ndarray

from .edits import index_of, of, parse_target
from .grid import BUDGET, spread, thinned
from .link import Header
from .outputs import RANDOM, Outputs
from .refusal import No


class Surface:
    """The mean distance between the targets and the outputs, all other numbers held."""

    def __init__(self, frame: FrameType, outputs: Outputs, cells: Sequence[str]) -> None:
        self._outputs = outputs
        self._cells = [_cell(frame, target) for target in cells]

    def answer(self, points: Any, grid: Sequence[int]) -> tuple[Header, bytes]:
        """Return the errors for values of the numbers on a grid, then that for those they have."""
        here = [whole[index] for whole, index in self._cells]
        own = self._error(here)
        begun = perf_counter()
        if self._error(here) != own and isfinite(own):
            raise No(RANDOM)
        took = perf_counter() - begun
        if took > BUDGET:
            raise No("the outputs for all examples take too long")
        kept, coarse = thinned(points, grid, took)
        found = full((*kept.shape[:2], 1), nan)
        for at in range(kept.shape[0]):
            for to in range(kept.shape[1]):
                found[at, to] = self._error(kept[at, to])
        errors = concatenate([spread(found, grid, coarse), full((1, 1), own)])
        return self._outputs.told("", errors)

    def _error(self, values: Sequence[float]) -> float:
        for (whole, index), value in zip(self._cells, values, strict=True):
            whole[index] = value
        return self._outputs.error()


def _cell(frame: FrameType, target: str) -> tuple[Any, Any]:
    """Return an array, and the index of a number in it."""
    node = parse_target(target)
    assert isinstance(node, ast.Subscript)
    whole = of(frame, node.value)
    if not isinstance(whole, ndarray) or whole.dtype.kind != "f":
        raise No(f"{target} is no number of an array of floats")
    return whole, index_of(node.slice)
