"""Positions in a run, and the variables there."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from .values import Value

MOST_FRAMES = 1 << 12
"""The most positions whose values are kept."""
MOST_BYTES = 1 << 25
"""The most bytes of their values."""


class Where(NamedTuple):
    """A position: an iteration, and how many of its steps have been run."""

    iteration: int
    step: int


@dataclass(frozen=True)
class Frame:
    """A script's variables at a position."""

    where: Where
    line: int | None
    """The number, among the loop's statements, of the step that was run last."""
    values: dict[str, Value]
    printed: int
    """How many bytes had been printed."""
    size: int = 0
    error: float | None = None
    """The iteration's error, where it is known already."""
    odd: tuple[str, ...] = ()
    """What NumPy has done in silence in the step."""
    rounds: tuple[int, ...] = ()
    """The first steps of the present rounds of the inner loops around it, the outermost first."""


Trail: TypeAlias = tuple[Frame, ...]
"""The Frames before a position, from the latest, one after each step."""


class Frames:
    """The Frames of the positions that were told last, in bounded memory."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Where, Frame] = OrderedDict()
        self._bytes = 0
        self.latest_size = 0
        """The bytes of the values that were told last."""

    def get(self, where: Where) -> Frame | None:
        return self._kept.get(where)

    def drop(self, where: Where) -> None:
        """Give up the Frames from a position on."""
        for there in [one for one in self._kept if one >= where]:
            self._bytes -= self._kept.pop(there).size

    def add(self, frame: Frame) -> None:
        """Keep a Frame, and give up the oldest ones when there are too many."""
        old = self._kept.pop(frame.where, None)
        self._kept[frame.where] = frame
        self.latest_size = frame.size
        self._bytes += frame.size - (old.size if old else 0)
        while len(self._kept) > 1 and (len(self._kept) > MOST_FRAMES or self._bytes > MOST_BYTES):
            self._bytes -= self._kept.popitem(last=False)[1].size
