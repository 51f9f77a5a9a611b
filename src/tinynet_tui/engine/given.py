"""Which of a script's arrays is the input, and which has the targets.

What is called here is bound at the import: a script may change any module later.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from numpy import asarray, float64, matrix

from .forward import Way
from .refusal import No

MOST_COLUMNS = 4096
"""The most inputs of an example."""
NOT_SHOWN = "the loop's lines do not show how a given array leads to an output"


class Given:
    """The script's own examples, and the form in which it has them."""

    def __init__(self, name: str, X: Any, goal: str, y: Any, *, needs_rows: bool) -> None:
        """Take the input and the targets; No if they are not what they seemed to be."""
        self._is_list = isinstance(X, list | tuple)
        try:
            inputs, targets = asarray(X), asarray(y)
        except Exception:
            raise No(NOT_SHOWN) from None
        if inputs.dtype.kind not in "biuf" or targets.dtype.kind not in "biuf":
            raise No(NOT_SHOWN)
        if not inputs.ndim or not targets.ndim or min(inputs.size, targets.size) < 2:
            raise No(NOT_SHOWN)
        if needs_rows and inputs.ndim < 2:
            raise No(f"{name} is a single example")
        self._upright = inputs.ndim == 3 and inputs.shape[2] == 1
        flat = inputs[:, :, 0] if self._upright else inputs
        targets = targets.reshape(targets.shape[0], -1) if self._upright else targets
        if flat.ndim > 2 or targets.ndim > 2:
            raise No(f"{name if flat.ndim > 2 else goal} has {inputs.ndim} dimensions")
        examples = targets.shape[0]
        self.across = False
        """True when the examples are columns."""
        if flat.shape[0] != examples:
            across = flat.ndim == 2 and flat.shape[1] == targets.shape[-1]
            if not across:
                raise No(f"{name} and {goal} do not have as many examples")
            self.across = True
            flat = flat.T
            targets = targets.T if targets.ndim == 2 else targets
        self._flat_row = flat.ndim == 1
        self.X = asarray(flat.reshape(len(flat), -1), dtype=float64)
        self.y = asarray(targets.reshape(len(targets), -1), dtype=float64)
        if self.X.shape[1] > MOST_COLUMNS:
            raise No(f"{name} has {self.X.shape[1]:,} columns: too many")
        self._given, self._dtype = X, inputs.dtype
        self.name, self.goal = name, goal

    def like(self, rows: Any) -> Any:
        """Return inputs in the form that the script's own have."""
        whole = self._dtype.kind in "biu" and bool((rows == rows.round()).all())
        kind = self._dtype if whole or self._dtype.kind == "f" else float64
        value = asarray(rows, dtype=kind)
        if self._flat_row:
            value = value[:, 0]
        elif self.across:
            value = value.T
        elif self._upright:
            value = value[:, :, None]
        if isinstance(self._given, matrix):
            return matrix(value)
        if self._is_list:
            return type(self._given)(value.tolist())
        return value


def choose(way: Way, value_of: Callable[[str], Any]) -> Given:
    """Find the array that is the input, and that of the targets."""
    ordered = sorted(way.sources, key=lambda one: one in way.targets)
    reason = NOT_SHOWN
    for name in ordered:
        for goal in sorted(way.targets, key=lambda one: one == name):
            needs_rows = bool({name, goal} & way.drawn)
            try:
                return Given(name, value_of(name), goal, value_of(goal), needs_rows=needs_rows)
            except No as no:
                reason = str(no) if reason == NOT_SHOWN else reason
    raise No(reason)
