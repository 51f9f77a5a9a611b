"""A hop from a number to what mattered most for it, and the way back along the hops."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


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


def reference(label: str, cell: tuple[int, ...]) -> str:
    """Return a number's name; that of a single number is its label."""
    return f"{label}[{','.join(map(str, cell))}]" if cell else label


def written(value: float, *, sign: str = "+") -> str:
    """Return a number in three digits."""
    return f"{value:{sign}.3g}"


def ends(words: str) -> Hop:
    """Return a hop to nowhere."""
    return Hop(f"{words}: the trail ends here")


def of_sum(ref: str, term: str, value: float, total: float) -> str:
    """Return the sentence about the largest term of a sum."""
    return f"{ref}: the largest term is {term}, {written(value)} of {written(total)}"


def of_update(term: str, value: float, total: float) -> str:
    """Return the sentence about the largest term of an update."""
    return f"most of this update: {term}, {written(value)} of {written(total)}"


def of_history(ref: str, iteration: int, change: float, total: float) -> str:
    """Return the sentence about the iteration that moved a number most."""
    moved = f"{written(change)} of {written(total)} since the start"
    return f"iteration {iteration:,} moved {ref} most: {moved}"


def lost(ref: str, iteration: int) -> str:
    """Return the sentence about the iteration that made a number infinite or nan."""
    return f"iteration {iteration:,} made {ref} a number that is not finite"
