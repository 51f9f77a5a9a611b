"""A hop from a number to what mattered most for it, and the way back along the hops."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from .words import fitting, reference


class Place(NamedTuple):
    """A number at a position."""

    label: str
    """What its array is called."""
    cell: tuple[int, ...]
    iteration: int
    step: int

    @property
    def ref(self) -> str:
        """The number's name, `l1_error[2,0]`."""
        return reference(self.label, self.cell)


@dataclass(frozen=True)
class Hop:
    """Where a hop leads, and why."""

    words: str
    place: Place | None = None
    """None where the trail ends."""
    is_update: bool = False
    """True at the update that moved a weight most: the next hop goes into its sum."""
    goes_back: bool = False
    """True after an update: the next hops follow back-propagation, to the error."""


class Hops:
    """The hops of one run so far."""

    def __init__(self) -> None:
        self._done: list[tuple[Place, Hop]] = []
        self._run: object = None

    def __len__(self) -> int:
        return len(self._done)

    def of(self, run: object) -> Hops:
        """Forget the hops of any other run."""
        if self._run is not run:
            self._run, self._done = run, []
        return self

    def origin(self, explained: Place, seen: int) -> Place:
        """Return the number that is explained.

        It is where the last hop leads, if only `seen` hops had been shown when the key was pressed.
        """
        last = self._done[-1][1].place if self._done else None
        return last if last is not None and len(self._done) > seen else explained

    def is_at_update(self, place: Place) -> bool:
        """True for a weight at the update to which the last hop has led."""
        last = self._done[-1][1] if self._done else None
        return last is not None and last.is_update and last.place == place

    def goes_back(self, place: Place) -> bool:
        """True for a number to which the last hop has led from an update, by way of others."""
        last = self._done[-1][1] if self._done else None
        return last is not None and last.goes_back and last.place == place

    def add(self, origin: Place, hop: Hop) -> None:
        if hop.place is not None:
            self._done.append((origin, hop))

    def back(self) -> Hop:
        """Take the last hop back; return where it came from."""
        if not self._done:
            return Hop("there is no hop to go back")
        origin, _ = self._done.pop()
        words = self._done[-1][1].words if self._done else f"back at {origin.ref}"
        return Hop(words, origin)


def ends(words: str) -> Hop:
    """Return a hop to nowhere."""
    return Hop(fitting(f"{words}: the trail ends here", f"{words}: the end"))
