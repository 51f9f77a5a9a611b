"""The error of every iteration of a run, in bounded memory.

The first `EXACT` errors are kept exactly. The later ones fall into zones, each as long as the whole
run before it. Every zone has the same number of buckets, each of which keeps its lowest and its
highest error. So memory grows with the logarithm of the run, every extreme is kept, and no bucket
is wider than 1/8,192 of the run before its zone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import isfinite
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from tinynet_tui.network.array import Array

EXACT = 1 << 17
"""Iterations whose error is kept exactly: 131,072, 1 MiB."""
BUCKETS = 1 << 13
"""Buckets in a zone: 8,192, 128 KiB for lowest and highest."""


class Mark(NamedTuple):
    """The length of a history, and the extremes in the bucket of its next error."""

    length: int
    lowest: float
    highest: float
    beside: Mapping[str, Mark] = MappingProxyType({})
    """The marks of the histories beside it."""


class ErrorHistory:
    """Errors by iteration; append-only, so that another thread may read the earlier ones."""

    def __init__(self) -> None:
        self.length = 0
        """The number of iterations whose error is known."""
        self._exact = np.empty(1 << 10)
        self._zones: list[tuple[Array, Array]] = []
        self.beside: dict[str, ErrorHistory] = {}
        """Histories of other numbers, as long as this one; NaN where there is none."""

    def append(self, errors: Array, beside: Mapping[str, Array] = MappingProxyType({})) -> None:
        """Add the errors of the next iterations, (iterations,); NaN stands for no error.

        `beside` has other numbers of the same iterations, always under the same names.
        """
        for name, numbers in beside.items():
            if name not in self.beside:
                self.beside = {**self.beside, name: ErrorHistory()}
            self.beside[name].append(numbers)
        head = errors[: max(0, EXACT - self.length)]
        if len(head):
            self._append_exactly(head)
        done = len(head)
        while done < len(errors):
            at = self.length + done
            zone, start, width = _zone(at)
            part = errors[done : done + 2 * start - at]
            self._add_zones(zone)
            lowest, highest = self._zones[zone]
            buckets = (np.arange(at, at + len(part)) - start) // width
            np.fmin.at(lowest, buckets, part)
            np.fmax.at(highest, buckets, part)
            done += len(part)
        self.length += len(errors)

    def skip(self, iterations: int) -> None:
        """Add iterations without an error, as if it were NaN."""
        done = min(iterations, max(0, EXACT - self.length))
        if done:
            self._append_exactly(np.full(done, np.nan))
        self.length += iterations
        if done < iterations:
            self._add_zones(_zone(self.length - 1)[0])

    def mark(self) -> Mark:
        """Return what `cut` needs to restore the present length."""
        beside = {name: history.mark() for name, history in self.beside.items()}
        if self.length < EXACT:
            return Mark(self.length, np.nan, np.nan, beside)
        zone, start, width = _zone(self.length)
        self._add_zones(zone)
        bucket = (self.length - start) // width
        lowest, highest = (float(side[bucket]) for side in self._zones[zone])
        return Mark(self.length, lowest, highest, beside)

    def cut(self, mark: Mark) -> ErrorHistory:
        """Return a separate history, as it was when the mark was made."""
        history = ErrorHistory()
        history._append_exactly(self._exact[: min(mark.length, EXACT)])
        history.length = mark.length
        if mark.length >= EXACT:
            zone, start, width = _zone(mark.length)
            history._zones = [(low.copy(), high.copy()) for low, high in self._zones[: zone + 1]]
            bucket = (mark.length - start) // width
            for side, value in zip(history._zones[zone], mark[1:3], strict=True):
                side[bucket], side[bucket + 1 :] = value, np.nan
        history.beside = {name: self.beside[name].cut(one) for name, one in mark.beside.items()}
        return history

    def _add_zones(self, last: int) -> None:
        while last >= len(self._zones):
            self._zones.append((np.full(BUCKETS, np.nan), np.full(BUCKETS, np.nan)))

    def _append_exactly(self, errors: Array) -> None:
        end = self.length + len(errors)
        if end > len(self._exact):
            grown = np.empty(min(EXACT, max(end, 2 * len(self._exact))))
            grown[: self.length] = self._exact[: self.length]
            self._exact = grown
        self._exact[self.length : end] = errors

    def latest(self, length: int) -> tuple[int, float] | None:
        """Return the last finite error among the first `length` iterations, and its iteration.

        Beyond `EXACT` that is the highest of its bucket. None without any.
        """
        length = min(length, self.length)
        for _, highs, start, width in reversed([*self._kept(length)]):
            is_last = len(highs) and isfinite(highs[-1])
            finite = [len(highs) - 1] if is_last else np.flatnonzero(np.isfinite(highs))
            if len(finite):
                at = int(finite[-1])
                return min(start + width * (at + 1), length) - 1, float(highs[at])
        return None

    def envelope(
        self, edges: Sequence[int], length: int | None = None
    ) -> list[tuple[int, float, float]]:
        """Return the first iteration, the lowest and the highest error of each column.

        `edges` are iterations in rising order; column c extends from edges[c] to edges[c + 1],
        exclusive, and at most to the first `length` iterations. A column without a finite error
        is left out. Beyond `EXACT` a column begins and ends with a bucket.
        """
        length = self.length if length is None else min(length, self.length)
        ends = np.minimum(np.asarray(edges), length)
        found: dict[int, tuple[int, float, float]] = {}
        for lows, highs, start, width in self._kept(length):
            cuts = np.clip(-((start - ends) // width), 0, len(lows)).tolist()
            for column, (left, right) in enumerate(pairwise(cuts)):
                if left < right:
                    nothing = (start + left * width, np.inf, -np.inf)
                    first, lowest, highest = found.get(column, nothing)
                    here = _extremes(lows[left:right], highs[left:right])
                    found[column] = (first, min(lowest, here[0]), max(highest, here[1]))
        return [column for column in found.values() if column[1] < np.inf]

    def _kept(self, length: int) -> Iterator[tuple[Array, Array, int, int]]:
        """Yield lowest, highest, first iteration and width of the buckets of each zone."""
        exact = self._exact[: min(length, EXACT)]
        yield exact, exact, 0, 1
        for number, (lowest, highest) in enumerate(self._zones):
            _, start, width = _zone(EXACT << number)
            filled = -(-max(0, min(length - start, start)) // width)
            yield lowest[:filled], highest[:filled], start, width

    def columns(self, length: int, mark: Mark | None = None) -> tuple[Array, Array, Array]:
        """Return the lowest error, the highest error and the start of each column: (columns,).

        They cover the first `length` iterations. Up to `EXACT` a column is one iteration, and both
        are its error. Beyond, the last column may include later errors, unless a mark of that
        length is given.
        """
        kept = list(self._kept(length))
        lowest, highest = (np.concatenate([zone[side] for zone in kept]) for side in (0, 1))
        starts = [start + width * np.arange(len(lows)) for lows, _, start, width in kept]
        if mark is not None and mark.length == length > EXACT and not np.isnan(mark.lowest):
            lowest[-1], highest[-1] = mark.lowest, mark.highest
        return lowest, highest, np.concatenate(starts)


def _extremes(lows: Array, highs: Array) -> tuple[float, float]:
    """Return the lowest and the highest finite value; inf and -inf without any."""
    lowest, highest = float(lows.min()), float(highs.max())
    if isfinite(lowest) and isfinite(highest):
        return lowest, highest
    keep = np.isfinite(lows) & np.isfinite(highs)
    if not keep.any():
        return np.inf, -np.inf
    return float(lows[keep].min()), float(highs[keep].max())


def _zone(iteration: int) -> tuple[int, int, int]:
    """Return an iteration's zone, the zone's first iteration (and length), and a bucket's width."""
    zone = (iteration // EXACT).bit_length() - 1
    start = EXACT << zone
    return zone, start, start // BUCKETS
