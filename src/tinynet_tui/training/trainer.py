"""Trains an experiment, with its edits, iteration by iteration."""

from __future__ import annotations

from tinynet_tui.network.array import Array

from .edit_schedule import EditSchedule, Segment, State
from .loop import Interrupted, Loop
from .stretch import Before, Stretch


class Trainer:
    """Runs the fast loop from edit to edit; stands at the start of an iteration."""

    def __init__(self, schedule: EditSchedule) -> None:
        """Stand at the start of iteration 0."""
        self._experiment, self._schedule = schedule.experiment, schedule
        self.iteration = 0
        self._done = 0
        """Iterations of the last stretch."""
        self._arrived = False
        """Whether the iteration starts with an edit that has not been made yet."""
        self._segment: Segment | None = None
        self._made: Loop | None = None
        self._settle(self._schedule.first_state())

    @property
    def slice(self) -> int:
        """The most iterations that `train` takes at a time, 2 or more."""
        return self._loop.slice

    @property
    def room(self) -> int:
        """The most iterations that `train` takes here: up to the next edit."""
        change = self._schedule.next_change(self.iteration)
        return self.slice if change is None else min(self.slice, change - self.iteration)

    @property
    def state(self) -> State:
        """Every weight at the start of this iteration."""
        self._enter()
        return self.state_after(self._done)

    def state_after(self, iterations: int) -> State:
        """Return every weight after so many iterations of the last stretch.

        After all of them, an edit at the start of the next iteration is not made yet.
        """
        return self._at(self._loop.weights_after(iterations))

    def resume(self, iteration: int, state: State) -> None:
        """Stand at the start of an iteration, with these weights."""
        self.iteration, self._arrived = iteration, False
        self._settle(state)

    def train(
        self, iterations: int, before: Before | None, interrupted: Interrupted | None = None
    ) -> Stretch:
        """Run so many iterations, 1 to `room`; `before` is what is known of the one before.

        Fewer, but at least one, when it is `interrupted`. The result is a view, which the next
        stretch overwrites.
        """
        self._enter()
        start = self.iteration
        errors = self._loop.train(iterations, interrupted)
        self._stand(start, len(errors))
        assert self._segment is not None
        loop, y = self._loop, self._segment.y
        return Stretch(start, errors, loop.differences, loop.negated, y, before)

    def back_to(self, iterations: int) -> None:
        """Go back to after so many iterations of the last stretch, and forget the others."""
        start = self.iteration - self._done
        self._loop.back_to(iterations)
        self._stand(start, iterations)

    def _stand(self, start: int, done: int) -> None:
        self.iteration, self._done = start + done, done
        self._arrived = done > 0 and self._schedule.changes(self.iteration)

    def _enter(self) -> None:
        """Make the edit with which the iteration starts, if it has not been made."""
        if self._arrived:
            self._arrived = False
            self._settle(self._schedule.enter(self.iteration, self.state_after(self._done)))

    def _settle(self, state: State) -> None:
        """Go on from these weights, with the data and the switches of this iteration."""
        segment, script = self._schedule.segment(self.iteration), self._experiment.script
        weights = segment.weights(state, script)
        if self._made and self._segment is not None and segment.is_like(self._segment):
            self._made.resume(weights)
        else:
            self._made = None
        self._segment = segment
        self._parked, self._done = state, 0

    def let_go(self) -> None:
        """Free the fast loop's half a megabyte and more; it is built again when needed."""
        self._settle(self.state)
        self._made = None

    @property
    def _loop(self) -> Loop:
        """The loop, made when it is first needed."""
        if self._made is None:
            segment, script = self._segment, self._experiment.script
            assert segment is not None
            weights = segment.weights(self._parked, script)
            off = [segment.off.get(name) for name in script.weights]
            self._made = Loop(script, segment.X, segment.y, weights, self._experiment.alpha, off)
        return self._made

    def _at(self, weights: tuple[Array, ...]) -> State:
        assert self._segment is not None
        return self._segment.state(weights, self._parked, self._experiment.script)
