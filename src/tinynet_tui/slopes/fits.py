"""Whether numbers are all the same multiple of others."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import NamedTuple

import numpy as np

from .tape import Array, Node

NEAR = 1e-5
"""How far a multiple may be off, for the largest number."""
SINGLE = 1e-3
"""How far it may be off in single precision."""
SEEN = 1e-6
"""Smaller ones than this part of the largest have no ratio worth telling."""
SHARE = 1e-3
"""The least part of an update that the slope has to be, where a weight itself is the rest."""

LEAST = 3
"""So many numbers tell whether they are sums of multiples of two arrays."""


class Ratio(NamedTuple):
    """What slopes are multiplied by, cell by cell."""

    low: float
    high: float
    mean: float
    """The one that fits best."""
    same: bool
    """True when it is the same everywhere."""
    both_zero: bool = False


def ratio(values: Array, slopes: Array, near: float = NEAR) -> Ratio:
    """Return by what slopes are multiplied to give values of the same shape."""
    near = max(near, SINGLE) if _is_single(values) else near
    u, g = (np.asarray(one, dtype=float).ravel() for one in (values, slopes))
    largest, top = (float(np.max(np.abs(one), initial=0.0)) for one in (g, u))
    if not np.isfinite(largest) or not np.isfinite(top):
        return Ratio(np.nan, np.nan, np.nan, False)
    if not largest or largest < 1e-300:
        return Ratio(0.0, 0.0, 0.0, not top, not top)
    scaled = g / largest
    mean = float(scaled @ u / (scaled @ scaled)) / largest
    same = bool(np.max(np.abs(u - mean * g)) <= near * max(top, abs(mean) * largest))
    seen = np.abs(g) > SEEN * largest
    with np.errstate(all="ignore"):
        ratios = u[seen] / g[seen]
    return Ratio(float(ratios.min()), float(ratios.max()), mean, same and bool(mean))


def _is_single(values: Array) -> bool:
    return values.dtype.kind == "f" and values.dtype.itemsize < 8


def decays(values: Array, slopes: Array, weights: Array) -> tuple[float, float] | None:
    """Return multiples of slopes and of the weights themselves that give values together.

    Of the weights the first or the last row or column may be left out, as that of the biases.
    """
    if (found := _decays(values, slopes, weights)) or not np.ndim(weights):
        return found
    for axis in range(np.ndim(weights)):
        for end in (0, -1):
            part = np.array(weights, dtype=float)
            np.moveaxis(part, axis, 0)[end] = 0
            told = (part != 0) & (np.asarray(values) != 0)
            if np.count_nonzero(told) < LEAST:
                continue
            if found := _decays(values, slopes, part):
                return found
    return None


def _decays(values: Array, slopes: Array, weights: Array) -> tuple[float, float] | None:
    u, g, w = (np.asarray(one, dtype=float).ravel() for one in (values, slopes, weights))
    if np.count_nonzero(u) < LEAST or not np.any(g) or not np.any(w):
        return None
    both = np.stack([g / np.max(np.abs(g)), w / np.max(np.abs(w))], axis=1)
    found, *_ = np.linalg.lstsq(both, u, rcond=None)
    top = np.max(np.abs(u))
    if np.max(np.abs(u - both @ found)) > NEAR * top or abs(found[0]) < SHARE * top:
        return None
    return float(found[0] / np.max(np.abs(g))), float(found[1] / np.max(np.abs(w)))


def is_slope(values: Array, slopes: Array, weights: Array) -> bool:
    """True for a multiple of slopes, also with a part of the weights that makes these smaller."""
    if ratio(values, slopes).same:
        return True
    found = decays(values, slopes, weights)
    return found is not None and found[0] * found[1] > 0


def decay_explains(values: Array, slopes: Array, weights: Array) -> bool:
    """True if values go down the slopes, cell by cell, but for a part of the weights themselves."""
    u, g, w = (np.asarray(one, dtype=float).ravel() for one in (values, slopes, weights))
    seen = (g != 0) & (w != 0)
    if u.size < 4 or not np.any(seen) or np.any((u * g > 0) & ~seen):
        return False
    parts, rises = u[seen] / w[seen], g[seen] * w[seen] > 0
    low = np.max(parts[rises], initial=-1.0)  # a decay takes away less than the whole
    return bool(low < min(0.0, float(np.min(parts[~rises], initial=np.inf))))


def first_multiple(nodes: Mapping[int, Node], apart: Container[int], slopes: Array) -> int:
    """Return the first line that computes a multiple of slopes; 0 if that cannot be said.

    The nodes `apart` do not count.
    """
    if slopes.size < 2:
        return 0
    found = (
        node.line
        for index, node in sorted(nodes.items())
        if index not in apart
        and node.value.shape == slopes.shape
        and ratio(node.value, slopes).same
    )
    return next(found, 0)
