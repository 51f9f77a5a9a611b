"""The error of each iteration, as the script's process records it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from numpy import abs as absolute
from numpy import array, asarray, errstate, ndarray

Errors = ndarray[Any, Any]


class ErrorRecord:
    """Errors until they are told: one an iteration, or any number with marks between them."""

    def __init__(self, marking: bool) -> None:
        self._errors: list[Any] = []
        self._marks: list[int] | None = [] if marking else None
        self._told = 0
        self.append: Callable[[Any], None] = self._errors.append

    def mark(self) -> None:
        """Begin an iteration, or end the last one."""
        if self._marks is not None:
            self._marks.append(len(self._errors))

    def latest(self, iteration: int) -> float | None:
        """Return the error of the iteration that is being run, if it is known already."""
        first = iteration - self._told if self._marks is None else (self._marks or [0])[-1]
        present = self._errors[max(0, first) :]
        return mean_of(present) if present else None

    def take(self, iteration: int, *, ended: bool) -> tuple[int, Errors] | None:
        """Return the errors, not yet told, of the iterations before one, and the first's number."""
        first, count, errors, marks = self._told, iteration - self._told, self._errors, self._marks
        self._told = iteration
        if not count or (marks is None and not errors):
            return None
        if marks is None:
            if not ended:
                errors += [float("nan")] * (count - len(errors))  # an exception came before one
            means = averaged(errors)
        else:
            means = array([mean_of(errors[i:j]) for i, j in pairwise(marks)])
            marks[:] = [] if ended else [0]
        errors.clear()
        return first, means


def averaged(errors: list[Any]) -> Errors:
    """Return the mean absolute value of each of some errors, arrays or numbers, as float64."""
    try:
        with errstate(all="ignore"):
            table: Errors = array(errors, dtype=float).reshape(len(errors), -1)
            means: Errors = absolute(table).mean(axis=1)
            return means
    except (TypeError, ValueError):
        return array([mean_of([error]) for error in errors])


def mean_of(errors: list[Any]) -> float:
    """Return the mean of the absolute values of all numbers in some errors; NaN without any."""
    try:
        with errstate(all="ignore"):
            parts = [absolute(asarray(error, dtype=float)).mean() for error in errors]
            return float(array(parts).mean()) if parts else float("nan")
    except (TypeError, ValueError):
        return float("nan")
