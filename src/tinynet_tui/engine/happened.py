"""Events in a script's weights and output, as its process tells them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import inf
from typing import Any

import numpy as np

from .link import Header
from .refusal import printable

KINDS = ("weight", "prediction")
MOST_EVENTS = 1 << 12
"""The most events of a kind that are told of a stretch: the first ones, and the last ones."""


@dataclass(frozen=True)
class Group:
    """A watched array."""

    kind: str
    variable: str
    label: str
    shape: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Happened:
    """The events of a stretch of iterations."""

    first: int
    groups: tuple[Group, ...]
    events: np.ndarray[Any, np.dtype[np.int64]]
    """(events, 4): the iteration, the group, the cell, and 1 for a turn to positive or right.

    With 2 in place of that, the cell is not finite any more. Of very many events in a stretch,
    these are the first and the last ones.
    """
    marks: np.ndarray[Any, np.dtype[np.uint8]]
    """What has happened in each iteration, as `watch.py` numbers it."""
    counts: tuple[int, int]
    """How many events of each of KINDS there are."""
    left: tuple[str, ...]
    """The arrays that are too large to be watched."""
    known_before: tuple[float, float] = (inf, inf)
    """For each of KINDS, the iteration from which on some of very many are missing."""

    @property
    def end(self) -> int:
        return self.first + len(self.marks)

    @classmethod
    def read(cls, header: Header, data: bytes) -> Happened:
        """Return what was told; ValueError if that is nonsense."""
        first, left = int(header["first"]), tuple(printable(str(one)) for one in header["left"])
        if "groups" not in header:
            nothing = np.empty((0, 4), np.int64)
            return cls(first, (), nothing, np.empty(0, np.uint8), (0, 0), left)
        groups = tuple(
            Group(
                str(kind), printable(str(variable)), printable(str(label)), tuple(map(int, shape))
            )
            for kind, variable, label, shape in header["groups"]
        )
        count = int(header["events"])
        events = np.frombuffer(data, np.int64, 4 * count).reshape(count, 4)
        if count and not (events[:, 1].min() >= 0 and events[:, 1].max() < len(groups)):
            raise ValueError(count)
        marks = np.frombuffer(data, np.uint8, int(header["count"]), 32 * count)
        counts = int(header["counts"][0]), int(header["counts"][1])
        known = [inf, inf]
        for index, kind in enumerate(KINDS):
            mine = np.array([group.kind == kind for group in groups])[events[:, 1]]
            listed = events[mine & (events[:, 3] < 2), 0]
            if len(listed) < counts[index]:
                known[index] = int(listed[MOST_EVENTS // 2 - 1])
        return cls(first, groups, events, marks, counts, left, (known[0], known[1]))

    def only(self, events: np.ndarray[Any, np.dtype[np.int64]]) -> Happened:
        """Return some of these events."""
        return replace(self, events=events)

    def after(self, known: int) -> Happened:
        """Return the part from an iteration on."""
        if known <= self.first:
            return self
        events = self.events[self.events[:, 0] >= known]
        kinds = np.array([KINDS.index(group.kind) for group in self.groups] or [0])[events[:, 1]]
        counts = (int((kinds == 0).sum()), int((kinds == 1).sum()))
        marks = self.marks[known - self.first :]
        return replace(self, first=known, events=events, marks=marks, counts=counts)


@dataclass
class Again:
    """What is told by a run that is run again."""

    happened: list[Happened] = field(default_factory=list)
    errors: list[tuple[int, np.ndarray[Any, np.dtype[np.float64]]]] = field(default_factory=list)
    """The errors, and the iteration of the first."""
