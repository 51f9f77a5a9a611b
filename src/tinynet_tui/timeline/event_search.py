"""Finds the event nearest to a position by running again, where not every event is kept."""

from __future__ import annotations

from tinynet_tui.events.event import Found
from tinynet_tui.events.log import Events
from tinynet_tui.experiment.position import Position
from tinynet_tui.training.edit_schedule import EditSchedule
from tinynet_tui.training.stretch import Before
from tinynet_tui.training.trainer import Trainer

from .checkpoints import Checkpoints


class EventSearch:
    """Runs again from checkpoints, while the timeline itself stays where it is.

    To search forwards, it runs one stretch from the last checkpoint before the position. To search
    backwards, it runs the stretch that ends with the position's iteration, then the one before it,
    and so on.
    """

    def __init__(
        self,
        schedule: EditSchedule,
        checkpoints: Checkpoints,
        events: Events,
        position: Position,
        *,
        back: bool,
    ) -> None:
        self._checkpoints, self._events, self._detector = checkpoints, events, events.detector
        self._position, self._back = position, back
        self._start = self._at = self._end = 0
        """Where the stretch begins, how far it has been searched, and where it ends."""
        self._before: Before | None = None
        self.found: Position | None = events.before(position) if back else events.after(position)
        """The position of the nearest event once the search has ended; None without one."""
        self.ended = self._is_known(self.found)
        if not self.ended:
            self._trainer = Trainer(schedule)
            self._begin(position.iteration)

    @property
    def slice(self) -> int:
        """The most iterations that `go_on` takes at a time."""
        return self._trainer.slice

    def go_on(self, iterations: int) -> None:
        """Run some iterations, or up to an edit or the stretch's end."""
        count = min(iterations, self._end - self._at, self._trainer.room)
        stretch = self._trainer.train(count, self._before)
        self._at, self._before = self._at + count, stretch.last
        found = self._beyond(self._detector.find(stretch))
        if len(found.codes):
            nearest = self._detector.event(found, -1 if self._back else 0).position
            nearer = max if self._back else min
            self.found = nearer(self.found or nearest, nearest)
        if not self._back:
            self.ended = bool(len(found.codes)) or self._at >= self._end
        elif self._at >= self._end:
            self._end_stretch()

    def _is_known(self, nearest: Position | None) -> bool:
        """True when the nearest event kept must be the nearest of all."""
        if self._back:
            return self._position <= self._events.complete_to
        furthest = self._events.unfinished.position
        return (nearest or furthest) <= self._events.complete_to

    def _begin(self, last: int) -> None:
        """Go to the checkpoint from which a stretch leads to an iteration, inclusive."""
        self._start, state, _ = self._checkpoints.before(max(0, last - 1))
        self._trainer.resume(self._start, state)
        self._at, self._before = self._start, None
        self._end = last + 1 if self._back else self._events.unfinished.position.iteration + 1

    def _beyond(self, found: Found) -> Found:
        """Leave out the events on the other side of the position, or not reached yet."""
        here = self._detector.order(found, self._position)
        if self._back:
            # Not every event of a checkpoint's iteration can be found from there; the stretch
            # before, which ends with that iteration, finds them.
            inside = (found.iterations > self._start) | (self._start == 0)
            return found.only((here < 0) & inside)
        reached = self._detector.order(found, self._events.unfinished.position) <= 0
        return found.only((here > 0) & reached)

    def _end_stretch(self) -> None:
        """End the search, or begin the stretch before."""
        # An event of the stretch is nearer than any kept event before it; if there is none, and
        # every event before the stretch is kept, the kept event is the nearest.
        hit = self.found is not None and self.found.iteration > self._start
        if hit or self._start == 0 or Position(self._start + 1) <= self._events.complete_to:
            self.ended = True
        else:
            self._begin(self._start)
