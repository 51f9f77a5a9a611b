"""Means of the errors that a script's process records."""

from __future__ import annotations

from typing import Any

from numpy import abs as absolute
from numpy import arange, array, asarray, concatenate, errstate, flatnonzero, full, mean, ndarray

from .absent import ABSENT, is_absent

Errors = ndarray[Any, Any]
FEW = 8
"""With so many numbers NumPy adds them in another order."""


def row_means(table: Errors) -> Errors:
    """Return the mean of each row: of few numbers NumPy adds one after the other, but slowly."""
    count = table.shape[1]
    means: Errors = table[:, 0].copy() if count < FEW else table.mean(axis=1)
    if count < FEW:
        for column in table.T[1:]:
            means += column
        means /= count
    return means


def group_means(means: Errors, marks: Errors) -> Errors:
    """Return the mean of the values between each two marks; nothing where there are none."""
    known = ~is_absent(means)
    marks, means = concatenate([[0], known.cumsum()])[marks], means[known]
    starts, counts = marks[:-1], marks[1:] - marks[:-1]
    found: Errors = full(len(counts), ABSENT)
    for count in {*counts.tolist()} - {0}:
        mine = flatnonzero(counts == count)
        with errstate(all="ignore"):
            found[mine] = means[starts[mine, None] + arange(count)].mean(axis=1)
    return found


def averaged(errors: list[Any]) -> Errors:
    """Return the mean absolute value of each of some errors, arrays or numbers, as float64."""
    if any(hasattr(kind, "compressed") for kind in {*map(type, errors)}):
        return array([mean_of([error]) for error in errors])
    try:
        with errstate(all="ignore"):
            table: Errors = joined(errors).reshape(len(errors), -1)
            means: Errors = absolute(table).mean(axis=1)
            return means
    except (TypeError, ValueError):
        return array([mean_of([error]) for error in errors])


def _unmasked(error: Any) -> Any:
    """Return an error without the numbers that a masked array masks."""
    return error.compressed() if hasattr(error, "compressed") else error


def mean_square(error: Any) -> Any:
    """Return the mean of an array's squares as the script would compute it; NaN if it cannot."""
    try:
        with errstate(all="ignore"):
            return mean(error**2)
    except (TypeError, ValueError, ArithmeticError):
        return float("nan")


def are_alike(errors: list[Any]) -> bool:
    """True for arrays that can be joined, if their shapes beyond the first axis fit."""
    are_arrays = bool(errors) and {*map(type, errors)} == {ndarray} and errors[0].ndim > 0
    return are_arrays and len({*map(len, errors)}) == 1


def joined(errors: list[Any]) -> Errors:
    """Return some errors of one shape as one array of float64."""
    if are_alike(errors):
        found: Errors = concatenate(errors)  # many times as quick, if only the shapes fit
        if found.dtype.kind in "biuf":
            return found.astype(float, copy=False)
    return array(errors, dtype=float)


def mean_of(errors: list[Any]) -> float:
    """Return the mean of the absolute values of all numbers in some errors; NaN for no numbers.

    What a masked array masks is no number.
    """
    present = [_unmasked(error) for error in errors]
    present = [one for one, error in zip(present, errors, strict=True) if one is error or one.size]
    if not present:
        return ABSENT
    try:
        with errstate(all="ignore"):
            parts = [absolute(asarray(error, dtype=float)).mean() for error in present]
            return float(array(parts).mean())
    except (TypeError, ValueError):
        return float("nan")
