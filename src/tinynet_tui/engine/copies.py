"""Copies of a script's process: they wait along the run, so that it can be run again from there."""

from __future__ import annotations

import socket
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from .positions import Where

MOST = 24
"""The most copies, and the fewest that are kept for the sake of memory."""
FEWEST = 4
MEMORY = 1 << 30
"""The bytes that all copies may hold together, if they shared nothing that has come since."""
SPACING = 0.05
"""The seconds of running between two copies where the run stands, at least."""
EVENNESS = 1 / 64
"""How close copies are where the run stands, compared with far from it."""


@dataclass(frozen=True)
class Copy:
    """A process that waits at a position."""

    where: Where
    link: socket.socket
    printed: tuple[int, int]
    """How many bytes had been printed on standard output and standard error."""
    age: float
    """The seconds that the script had run."""
    memory: int
    """The bytes it holds."""


class Copies:
    """Copies in the order of their positions: many where the run stands, few far from it."""

    def __init__(self) -> None:
        self._all: list[Copy] = []

    def __len__(self) -> int:
        return len(self._all)

    def add(self, copy: Copy) -> None:
        """Keep a copy, and give up others when there are too many."""
        at = bisect_right(self._all, copy.where, key=_where)
        if at and self._all[at - 1].where == copy.where:
            copy.link.close()  # there is one
            return
        self._all.insert(at, copy)
        grown = max(0, copy.memory - self._all[0].memory)
        while len(self._all) > max(FEWEST, min(MOST, MEMORY // (grown + 1))):
            self.remove(self._least_useful(copy.age))

    def _least_useful(self, now: float) -> Copy:
        """Return the copy, neither first nor last, whose gap would matter least at an age."""
        even = SPACING + EVENNESS * self._all[-1].age
        inner = zip(self._all, self._all[1:], self._all[2:], strict=False)
        return min(
            inner,
            key=lambda three: (three[2].age - three[0].age) / (abs(three[1].age - now) + even),
        )[1]

    def last(self, where: Where) -> Copy | None:
        """Return the last copy at or before a position."""
        at = bisect_right(self._all, where, key=_where)
        return self._all[at - 1] if at else None

    def begin(self, iteration: int) -> int:
        """Return the last iteration before one at whose beginning there is a copy; 0 if none."""
        before = reversed(self._all[: bisect_left(self._all, (iteration, 0), key=_where)])
        return next((one.where.iteration for one in before if not one.where.step), 0)

    def drop(self, where: Where) -> None:
        """Give up the copies from a position on."""
        for copy in self._all[bisect_left(self._all, where, key=_where) :]:
            self.remove(copy)

    def remove(self, copy: Copy) -> None:
        copy.link.close()
        self._all.remove(copy)

    def close(self) -> None:
        for copy in self._all:
            copy.link.close()
        self._all.clear()


def _where(copy: Copy) -> Where:
    return copy.where
