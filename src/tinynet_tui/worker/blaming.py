"""The job that looks for what mattered most for a number."""

from __future__ import annotations

from tinynet_tui.blame.history import History
from tinynet_tui.blame.hop import Hop, Hops, Place
from tinynet_tui.blame.terms import hop
from tinynet_tui.experiment.position import Position
from tinynet_tui.timeline.timeline import Timeline

from .jobs import Arrival, Job, Slices


class Blaming(Job):
    """Looks for what mattered most for a number, and goes there."""

    def __init__(self, origin: Place, timeline: Timeline, hops: Hops) -> None:
        """Begin at a number at the timeline's position or before; that is where it was seen."""
        self.origin = origin
        self._found: Hop | None = None
        self._history: History | None = None
        row, column = origin.cell
        snapshot = timeline.snapshot()
        self._found = hop(
            snapshot,
            origin.label,
            (row, column),
            at_update=hops.is_at_update(origin),
            goes_back=hops.goes_back(origin),
        )
        if self._found is None:
            self._history = History(snapshot, origin.label, (row, column))

    @property
    def words(self) -> str:  # type: ignore[override]
        return self._history.words if self._history else f"looking where {self.origin.ref} is from"

    def go_on(self, timeline: Timeline, slices: Slices) -> Arrival | None:
        history = self._history
        if history is not None:
            room = history.room
            if slices.take(history.go_on, room, history.slice) < room:
                return None
            self._found = history.hop
        assert self._found is not None
        return arrival(self._found)


def arrival(hop: Hop) -> Arrival:
    """Return how a job ends with a hop."""
    place = hop.place
    onward = None if place is None else Position(place.iteration, place.step)
    return Arrival(hop.words, onward, hop=hop)
