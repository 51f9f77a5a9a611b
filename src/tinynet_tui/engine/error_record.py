"""The error of each iteration, as the script's process records it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from numpy import abs as absolute
from numpy import array, asarray, concatenate, errstate, full, mean, ndarray

from .absent import ABSENT

Errors = ndarray[Any, Any]


class ErrorRecord:
    """Errors until they are told: one an iteration, or any number with marks between them."""

    def __init__(self, marking: bool, *, squares: bool = False) -> None:
        """With `squares`, an error is the mean of the squares of what is recorded."""
        self._squares = squares
        self._errors: list[Any] = []
        self._marks: list[int] | None = [] if marking else None
        self._begin = 0
        """The first iteration whose error is not gathered."""
        self._gathered: list[tuple[int, Errors]] = []
        self.append: Callable[[Any], None] = self._errors.append

    @property
    def passed_on(self) -> Callable[[Any], Any]:
        """A function that records an error and returns it."""
        append = self.append

        def take(error: Any) -> Any:
            append(error)
            return error

        return take

    @property
    def is_marking(self) -> bool:
        return self._marks is not None

    def mark(self) -> None:
        """Begin an iteration, or end the last one."""
        if self._marks is not None:
            self._marks.append(len(self._errors))

    def latest(self, iteration: int) -> float | None:
        """Return the error of the iteration that is being run, if it is known already."""
        first = iteration - self._begin if self._marks is None else (self._marks or [0])[-1]
        present = self._errors[max(0, first) :]
        return self._mean_of(present) if present else None

    def gather(self, iteration: int, *, ended: bool = False) -> None:
        """Average the errors of the iterations before one."""
        first, errors, marks = self._begin, self._errors, self._marks
        count, self._begin = iteration - first, iteration
        if not count or (marks is None and not errors):
            return
        if marks is None:
            means = self._averaged(errors) if errors else full(0, ABSENT)
            if not ended:  # an exception came before one
                means = concatenate([means, full(max(0, count - len(errors)), ABSENT)])
        else:
            means = array([self._mean_of(errors[i:j]) for i, j in pairwise(marks)])
            marks[:] = [] if ended else [0]
        errors.clear()
        self._gathered.append((first, means))

    def _mean_of(self, errors: list[Any]) -> float:
        if self._squares:
            errors = [_mean_square(error) for error in errors]
        return mean_of(errors)

    def _averaged(self, errors: list[Any]) -> Errors:
        if not self._squares:
            return averaged(errors)
        if _are_alike(errors) and all(
            error.dtype.char == "d" and error.flags.c_contiguous for error in errors
        ):  # else a sum of another order, or of shorter numbers
            table = _joined(errors).reshape(len(errors), -1)
            with errstate(all="ignore"):
                found: Errors = (table**2).mean(axis=1)
            return found
        return averaged([_mean_square(error) for error in errors])

    def take(self) -> list[tuple[int, Errors]]:
        """Return what was gathered and not yet taken: slices, each with its first iteration."""
        found: list[tuple[int, list[Errors]]] = []
        end = -1
        for first, means in self._gathered:
            if first != end:
                found.append((first, []))
            found[-1][1].append(means)
            end = first + len(means)
        self._gathered.clear()
        return [(first, concatenate(parts)) for first, parts in found]


def averaged(errors: list[Any]) -> Errors:
    """Return the mean absolute value of each of some errors, arrays or numbers, as float64."""
    try:
        with errstate(all="ignore"):
            table: Errors = _joined(errors).reshape(len(errors), -1)
            means: Errors = absolute(table).mean(axis=1)
            return means
    except (TypeError, ValueError):
        return array([mean_of([error]) for error in errors])


def _mean_square(error: Any) -> Any:
    """Return the mean of an array's squares as the script would compute it; NaN if it cannot."""
    try:
        with errstate(all="ignore"):
            return mean(error**2)
    except (TypeError, ValueError, ArithmeticError):
        return float("nan")


def _are_alike(errors: list[Any]) -> bool:
    """True for arrays that can be joined, if their shapes beyond the first axis fit."""
    are_arrays = bool(errors) and {*map(type, errors)} == {ndarray} and errors[0].ndim > 0
    return are_arrays and len({*map(len, errors)}) == 1


def _joined(errors: list[Any]) -> Errors:
    """Return some errors of one shape as one array of float64."""
    if _are_alike(errors):
        found: Errors = concatenate(errors)  # many times as quick, if only the shapes fit
        if found.dtype.kind in "biuf":
            return found.astype(float, copy=False)
    return array(errors, dtype=float)


def mean_of(errors: list[Any]) -> float:
    """Return the mean of the absolute values of all numbers in some errors; NaN for no numbers."""
    if not errors:
        return ABSENT
    try:
        with errstate(all="ignore"):
            parts = [absolute(asarray(error, dtype=float)).mean() for error in errors]
            return float(array(parts).mean())
    except (TypeError, ValueError):
        return float("nan")
