"""The mark of an iteration that has no error: it was not computed, so it is not infinite or nan."""

from __future__ import annotations

from typing import Any

from numpy import array, float64, ndarray, uint64

_BITS = 0x7FF8_0000_0000_0A05
"""One of the many forms of NaN; arithmetic makes another one."""
ABSENT = float(array([_BITS], uint64).view(float64)[0])
"""Stands in the place of an error that an iteration does not have; also a NaN."""


def is_absent(errors: ndarray[Any, Any]) -> ndarray[Any, Any]:
    """Return for each of some errors if the iteration has none."""
    found: ndarray[Any, Any] = errors.astype(float64, copy=False).view(uint64) == _BITS
    return found
